"""The kiosk's web server: one page, one WebSocket per tab, health and metrics. Nothing from outside, nothing cached or kept."""

import asyncio
import contextlib
import ipaddress
import json
import re
import socket
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit
from weakref import WeakSet

from aiogram import Bot, Dispatcher
from aiohttp import WSCloseCode, WSMsgType, web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.domain.classroom import read_code
from bot.domain.links import CLASS
from bot.kiosk import files
from bot.kiosk.codes import Draw, code
from bot.kiosk.guard import Handler, dress, guard, same_origin
from bot.kiosk.session import Event, KioskSession, Push
from bot.kiosk.visitor import Visitor
from bot.services import Services
from bot.settings import Settings

MAX_TABS = 200
PROTOCOL = "senim"
MAX_FRAME = 64 * 1024
GRACE = 10  # the page counts first: it warns before it forgets, the server only follows
_SOCKETS: web.AppKey[WeakSet[web.WebSocketResponse]] = web.AppKey("sockets", WeakSet)
_KEY = re.compile(r"[0-9a-f]{32}")
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


@dataclass
class Kiosk:
    """What the server needs from the application."""

    settings: Settings
    bot: Bot
    session: KioskSession
    dispatcher: Dispatcher
    services: Services
    qr: Draw
    ready: bool = False  # set by whoever has started everything else


def application(kiosk: Kiosk) -> web.Application:
    """The web application."""
    app = web.Application(middlewares=[guard(_names(kiosk.settings))], client_max_size=MAX_FRAME)
    app[_SOCKETS] = WeakSet()
    app.on_response_prepare.append(dress)
    app.on_shutdown.append(_say_goodbye)
    app.router.add_get("/", partial(_page, kiosk))
    app.router.add_get("/e/{entry:.*}", partial(_entry, kiosk))
    app.router.add_get("/c/{code}", partial(_class, kiosk))
    app.router.add_get("/qr/{entry:.*}", partial(_code, kiosk))
    for name in files.names():
        app.router.add_get(f"/{name}", _file(name))
    app.router.add_get("/ws", partial(_socket, kiosk))
    app.router.add_get("/healthz", _healthy)
    app.router.add_get("/readyz", partial(_ready, kiosk))
    app.router.add_get("/metrics", _metrics)
    return app


def free_socket(host: str, port: int) -> socket.socket:
    """A listening socket on the port, or on the next free one of the following fifty. Raises OSError."""
    for candidate in range(port, min(port + 50, 65536)) if port else (0,):
        with contextlib.suppress(OSError):
            return _bound(host, candidate)
    return _bound(host, port)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    return bound


def _names(settings: Settings) -> set[str]:
    """Every name under which this server may be asked for: the operator's list, its own, and those of its public addresses."""
    named = {name.strip().lower() for name in settings.kiosk_hosts.split(",")}
    public = {urlsplit(address).hostname or "" for address in (settings.public_url, settings.webhook_url) if address}
    return {name for name in named | public if name} | {settings.kiosk_host.lower()}


async def _page(kiosk: Kiosk, request: web.Request) -> web.Response:
    lang = files.language(request.query.get("lang"))
    return files.page(kiosk.services, kiosk.settings.kiosk_idle_seconds, lang)


async def _entry(kiosk: Kiosk, request: web.Request) -> web.Response:
    """The page opened on an entry, for people without Telegram. The id comes from anywhere: only one that we have goes on."""
    lang = files.language(request.query.get("lang"))
    opening = files.opening(kiosk.services.engine.guide, request.match_info["entry"], lang)
    return files.page(kiosk.services, kiosk.settings.kiosk_idle_seconds, lang, opening=opening, lost=opening is None)


async def _code(kiosk: Kiosk, request: web.Request) -> web.Response:
    return code(kiosk.services.links, kiosk.services.engine.guide, kiosk.qr, request)


async def _class(kiosk: Kiosk, request: web.Request) -> web.Response:
    """The page opened on a class, in its language unless the address asks for another."""
    code = read_code(request.match_info["code"])
    room = await kiosk.services.classes.get(code) if code else None
    lang = files.language(request.query.get("lang") or (room.lang if room else None))
    opening = f"/start {CLASS}{code}" if room else None
    return files.page(kiosk.services, kiosk.settings.kiosk_idle_seconds, lang, opening=opening, lost=opening is None)


def _file(name: str) -> Handler:
    async def serve(request: web.Request) -> web.Response:
        return files.file(name)

    return serve


async def _healthy(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def _ready(kiosk: Kiosk, request: web.Request) -> web.Response:
    ready = kiosk.ready
    return web.json_response({"status": "ready" if ready else "starting"}, status=200 if ready else 503)


async def _metrics(request: web.Request) -> web.Response:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    forwarded = any(name in request.headers for name in _FORWARDED)
    if not peer or not ipaddress.ip_address(peer[0]).is_loopback or forwarded:
        raise web.HTTPForbidden(text="Metrics are for this machine only.")
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _socket(kiosk: Kiosk, request: web.Request) -> web.StreamResponse:
    if not same_origin(request):
        raise web.HTTPForbidden(text="Open the kiosk page itself.")
    if len(kiosk.session.tabs) >= MAX_TABS:
        raise web.HTTPServiceUnavailable(text="Too many visitors at once.")
    ws = web.WebSocketResponse(heartbeat=20, max_msg_size=MAX_FRAME, compress=True, protocols=(PROTOCOL,))
    await ws.prepare(request)
    request.app[_SOCKETS].add(ws)
    tab = kiosk.session.open_tab(_pusher(ws), _number(kiosk, request))
    visitor = Visitor(kiosk.session, kiosk.bot, kiosk.dispatcher, kiosk.services, tab, request.query.get("lang", "kk"))
    answering = asyncio.get_running_loop().create_task(visitor.run())
    left = False
    try:
        left = await _listen(ws, visitor, kiosk.settings.kiosk_idle_seconds)
    finally:
        await asyncio.shield(
            _forgotten(visitor, answering, left)
        )  # also when the connection breaks and takes the handler along
    return ws


def _number(kiosk: Kiosk, request: web.Request) -> int | None:
    """A page's number, made from a key that only its own memory holds: after a broken line it is the same visitor again."""
    named = [one.strip() for one in request.headers.get("Sec-WebSocket-Protocol", "").split(",")]
    key = next((one for one in named if _KEY.fullmatch(one)), None)
    return int(kiosk.services.vault.token(f"page {key}")[:12], 16) if key else None


async def _forgotten(visitor: Visitor, answering: asyncio.Task[None], left: bool) -> None:
    answering.cancel()
    await asyncio.gather(answering, return_exceptions=True)
    await visitor.forget(left)


def _pusher(ws: web.WebSocketResponse) -> Push:
    async def push(event: Event) -> None:
        """To the page, if it is still there: a visitor who leaves in the middle of an answer is no error."""
        if not ws.closed:
            with contextlib.suppress(ConnectionError):
                await ws.send_str(json.dumps(event, ensure_ascii=False, separators=(",", ":")))

    return push


async def _listen(ws: web.WebSocketResponse, visitor: Visitor, idle: int) -> bool:
    """Until the page closes, says good-bye, or nobody has touched it for `idle` seconds and a little.

    Whether somebody has left: a line that broke may be taken up again.
    """
    waited = 0
    while True:
        try:
            message = await ws.receive(timeout=idle + GRACE)
        except TimeoutError:
            waited += idle
            if visitor.tab.patient and waited < files.CLASS_IDLE:
                continue
            await ws.close()
            return True
        waited = 0
        if message.type is not WSMsgType.TEXT or message.data == '{"op":"forget"}':
            await ws.close()
            return message.type is WSMsgType.TEXT
        if not visitor.receive(message.data):
            with contextlib.suppress(ConnectionError):
                await ws.send_str('{"op":"busy"}')


async def _say_goodbye(app: web.Application) -> None:
    """Open pages would hold a stopping process for a minute; told, they wait for the next one."""
    sockets = app[_SOCKETS]
    for ws in [*sockets]:
        await ws.close(code=WSCloseCode.GOING_AWAY)
