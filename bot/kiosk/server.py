"""The kiosk's web server: one page, one WebSocket per tab, health and metrics. Nothing from outside, nothing cached or kept."""

import asyncio
import contextlib
import ipaddress
import json
import logging
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from aiogram import Bot, Dispatcher
from aiohttp import WSMsgType, web
from aiohttp.typedefs import Middleware
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.kiosk.session import Event, KioskSession
from bot.kiosk.visitor import Visitor
from bot.services import Services
from bot.settings import Settings
from bot.views.kiosk_page import page_words
from bot.views.pages import GREETINGS

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PAGE = Path(__file__).parent / "page"
MAX_TABS = 200
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "Senim",
}


@dataclass
class Kiosk:
    """What the server needs from the application."""

    settings: Settings
    bot: Bot
    session: KioskSession
    dispatcher: Dispatcher
    services: Services


def application(kiosk: Kiosk) -> web.Application:
    """The web application; `ready` is set by whoever has started everything else."""
    app = web.Application(middlewares=[_guard(kiosk)], client_max_size=64 * 1024)
    app["ready"] = False
    app.router.add_get("/", _file("index.html"))
    for path in sorted(PAGE.glob("*.*")):
        app.router.add_get(f"/{path.name}", _file(path.name))
    app.router.add_get("/config.json", partial(_config, kiosk))
    app.router.add_get("/ws", partial(_socket, kiosk))
    app.router.add_get("/healthz", _healthy)
    app.router.add_get("/readyz", _ready)
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


def _guard(kiosk: Kiosk) -> Middleware:
    names = {name.strip().lower() for name in kiosk.settings.kiosk_hosts.split(",") if name.strip()}

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        """Only under our own address: a page elsewhere that points its name at us (DNS rebinding) gets nothing."""
        if not _known_host(request.host, names | {kiosk.settings.kiosk_host.lower()}):
            raise web.HTTPForbidden(
                text="This address is not the kiosk's. Set SENIM_KIOSK_HOSTS to open it under another name."
            )
        try:
            response = await handler(request)
        except web.HTTPException as error:
            error.headers.update(_HEADERS)
            raise
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    return guard


def _known_host(host: str, names: set[str]) -> bool:
    name = (urlsplit(f"//{host}").hostname or "").lower()
    if name in names or name == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return "0.0.0.0" in names or "::" in names or ipaddress.ip_address(name).is_loopback  # noqa: S104 compared, not bound
    return False


def _same_origin(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc.lower() == request.host.lower()


def _file(name: str) -> Handler:
    path = PAGE / name

    async def serve(request: web.Request) -> web.Response:
        return web.Response(body=path.read_bytes(), content_type=_TYPES[path.suffix], charset="utf-8")

    return serve


async def _healthy(request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


async def _ready(request: web.Request) -> web.Response:
    ready = bool(request.app["ready"])
    return web.json_response({"status": "ready" if ready else "starting"}, status=200 if ready else 503)


async def _metrics(request: web.Request) -> web.Response:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    if not peer or not ipaddress.ip_address(peer[0]).is_loopback or "X-Forwarded-For" in request.headers:
        raise web.HTTPForbidden(text="Metrics are for this machine only.")
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _config(kiosk: Kiosk, request: web.Request) -> web.Response:
    """What the page's script needs to know: its words, the greeting, the seconds until it forgets."""
    spoken = {lang: page_words(words) for lang, words in kiosk.services.words.items()}
    return web.json_response({"words": spoken, "greetings": GREETINGS, "idle": kiosk.settings.kiosk_idle_seconds})


async def _socket(kiosk: Kiosk, request: web.Request) -> web.StreamResponse:
    if not _same_origin(request):
        raise web.HTTPForbidden(text="Open the kiosk page itself.")
    if len(kiosk.session.tabs) >= MAX_TABS:
        raise web.HTTPServiceUnavailable(text="Too many visitors at once.")
    ws = web.WebSocketResponse(heartbeat=20, max_msg_size=64 * 1024)
    await ws.prepare(request)

    async def push(event: Event) -> None:
        if not ws.closed:
            await ws.send_str(json.dumps(event, ensure_ascii=False, separators=(",", ":")))

    tab = kiosk.session.open_tab(push)
    visitor = Visitor(kiosk.session, kiosk.bot, kiosk.dispatcher, kiosk.services, tab, request.query.get("lang", "kk"))
    answering = asyncio.get_running_loop().create_task(visitor.run())
    try:
        await _listen(ws, visitor, kiosk.settings.kiosk_idle_seconds)
    finally:
        answering.cancel()
        await asyncio.gather(answering, return_exceptions=True)
        await visitor.forget()
    return ws


async def _listen(ws: web.WebSocketResponse, visitor: Visitor, idle: int) -> None:
    """Until the page closes, says good-bye, or nobody has touched it for `idle` seconds (and a little: the page counts first)."""
    while True:
        try:
            message = await ws.receive(timeout=idle + 10)
        except TimeoutError:
            await ws.close()
            return
        if message.type is not WSMsgType.TEXT or message.data == '{"op":"forget"}':
            await ws.close()
            return
        if not visitor.receive(message.data):
            await ws.send_str('{"op":"busy"}')
