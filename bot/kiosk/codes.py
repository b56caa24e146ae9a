"""The QR code on a printed card: where the person who takes it home can read the entry again."""

import ipaddress
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from aiohttp import web

from bot.domain.links import Links
from bot.kiosk import files
from retrieval.guide import Guide

Draw = Callable[[str], str]


def code(links: Links, guide: Guide, draw: Draw, request: web.Request) -> web.Response:
    """The drawing. Raises HTTPNotFound for an entry that the guide does not have, or when nobody could open its address at home."""
    entry_id, lang = request.match_info["entry"], files.language(request.query.get("lang"))
    address = at_home(links, request, entry_id, lang) if guide.get(entry_id, lang) else None
    if address is None:
        raise web.HTTPNotFound(text="There is no such code.")
    return web.Response(text=draw(address), content_type="image/svg+xml", charset="utf-8")


def at_home(links: Links, request: web.Request, entry_id: str, lang: str) -> str | None:
    """The public address; else this server's own, unless only this machine can open it; else the bot's."""
    if not links.kiosk and not _only_here(request.host):
        links = replace(links, kiosk=str(request.url.origin()))
    return links.entry(entry_id, lang)


def _only_here(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
