"""Webhook mode: the same inbox behind Telegram's own requests. 200 only after the commit; the checks are our own.

The framework's checks can be fooled: its address filter trusts a header that anybody can write, and odd headers crash it.
"""

import hmac
import json
import logging
from functools import partial
from typing import Any

from aiohttp import web

from bot.delivery.intake import Intake

log = logging.getLogger(__name__)
PATH = "/telegram"
LARGEST = 256 * 1024  # an update is a few kB; Telegram sends no files
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 the header's name


class Webhook:
    """Takes updates; `closed` answers 503 while a copy drains, so that Telegram repeats the update to the next copy."""

    def __init__(self, secret: str, intake: Intake) -> None:
        self._secret, self.intake = secret.encode(), intake
        self.closed = False

    def add_to(self, site: web.Application) -> None:
        """Listen on the site's port."""
        site.router.add_post(PATH, partial(_receive, self))

    def trusts(self, header: str | None) -> bool:
        """Compared as bytes and in constant time: a header of any letters is only wrong, never an error."""
        return hmac.compare_digest((header or "").encode("utf-8", "surrogateescape"), self._secret)


async def _receive(webhook: Webhook, request: web.Request) -> web.Response:
    if not webhook.trusts(request.headers.get(SECRET_HEADER)):
        return web.Response(status=401)
    if webhook.closed:
        return web.Response(status=503, headers={"Retry-After": "5"})
    if (request.content_length or 0) > LARGEST:
        return web.Response(status=413)
    try:
        update = _update(await request.read())
    except web.HTTPRequestEntityTooLarge:
        return web.Response(status=413)
    if update is None:
        log.warning("webhook: a body that is no update was dropped")
        return web.Response(status=200)  # repeating it would not make it one
    try:
        await webhook.intake.take([update])
    except Exception as error:
        log.error("webhook: not stored (%s)", type(error).__name__)
        return web.Response(status=500)
    return web.Response(status=200)


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("update_id"), int) else None
