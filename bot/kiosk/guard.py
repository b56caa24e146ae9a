"""Who may talk to the kiosk: only its own page, under its own name; and the headers that bind every answer."""

import contextlib
import ipaddress
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.delivery.worker import place

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "Senim",
}


async def dress(request: web.Request, response: web.StreamResponse) -> None:
    """The headers of every answer, refusals included."""
    response.headers.update(_HEADERS)


def guard(names: set[str]) -> Middleware:
    """Only under our own names: a page elsewhere that points its name at us (DNS rebinding) gets nothing."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not known_host(request.headers.get("Host", ""), names):
            raise web.HTTPForbidden(
                text="This address is not the kiosk's. Set SENIM_KIOSK_HOSTS to open it under another name."
            )
        try:
            return await handler(request)
        except (web.HTTPException, ConnectionError):
            raise
        except Exception as error:
            log.error("kiosk request failed (%s)", place(error))  # never the request: it may carry a person's words
            raise web.HTTPInternalServerError(text="Something went wrong. Please try again.") from None

    return check


def known_host(host: str, names: set[str]) -> bool:
    """Whether a Host header names this kiosk: a name from the settings, or this machine itself."""
    name = _hostname(host)
    if name in names or name == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return "0.0.0.0" in names or "::" in names or ipaddress.ip_address(name).is_loopback  # noqa: S104 compared, not bound
    return False


def same_origin(request: web.Request) -> bool:
    """Whether a page of ours asks. Browsers always send Origin with a WebSocket, so that a missing one is not a page."""
    origin = request.headers.get("Origin", "")
    with contextlib.suppress(ValueError):
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and parts.netloc.lower() == request.headers.get("Host", "").lower()
    return False


def _hostname(host: str) -> str:
    with contextlib.suppress(ValueError):
        return (urlsplit(f"//{host}").hostname or "").lower()
    return ""
