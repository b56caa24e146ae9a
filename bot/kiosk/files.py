"""The page as it is served: its files, its words and the greeting filled in, and the address that opens on an entry."""

import html
import json
from pathlib import Path

from aiohttp import web

from bot.domain.links import payload
from bot.domain.people import LANGS
from bot.services import Services
from bot.views.kiosk_page import page_words
from bot.views.menu import DEFAULT_LANG
from bot.views.pages import GREETINGS
from retrieval.guide import Guide

CLASS_IDLE = 90 * 60  # seconds; in a class people listen to each other and do not touch the page
PAGE = Path(__file__).parent / "page"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def names() -> list[str]:
    """The files that the page asks for."""
    return sorted(path.name for path in PAGE.glob("*.*") if path.suffix != ".html")


def file(name: str) -> web.Response:
    """One of the page's own files."""
    path = PAGE / name
    return _compressed(path.read_text("utf-8"), _TYPES[path.suffix])


def page(services: Services, idle: int, lang: str, opening: str | None = None, lost: bool = False) -> web.Response:
    """The page in a language. `opening` is said for the visitor first; `lost`: the address they came by leads nowhere.

    The words travel in the page itself: on a slow line one more request is nearly a second of waiting.
    """
    spoken = {one: page_words(services.words[one]) for one in LANGS}
    config = {
        "words": spoken, "greetings": GREETINGS, "idle": idle, "classIdle": max(idle, CLASS_IDLE),
        "lang": lang, "home": services.links.kiosk or "",
        "bot": services.links.username or "",
        "opening": opening or f"/language {lang}", "lost": lost,
    }  # fmt: skip
    text = (PAGE / "index.html").read_text("utf-8")
    data = json.dumps(config, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    noscript = "".join(f'<p lang="{one}">{html.escape(spoken[one]["noscript"])}</p>' for one in LANGS)
    filled = text.replace("{{lang}}", lang).replace("{{noscript}}", noscript).replace("{{config}}", data)
    return _compressed(filled, "text/html")


def language(asked: str | None) -> str:
    """The language asked for in the address, if there is such a one."""
    return asked if asked in LANGS else DEFAULT_LANG


def opening(guide: Guide, entry_id: str, lang: str) -> str | None:
    """What the page says to open an entry, as Telegram does for `?start=`; None for an id that the guide does not have."""
    if guide.get(entry_id, lang) is None:
        return None
    return f"/start {payload(entry_id, lang)}"


def _compressed(text: str, content_type: str) -> web.Response:
    response = web.Response(text=text, content_type=content_type, charset="utf-8")
    response.enable_compression()
    return response
