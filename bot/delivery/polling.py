"""Our own polling: an update is committed to the inbox before the offset moves, which is how Telegram hears that we have it.

aiogram's polling moves the offset before handling; killed, it loses what was in flight.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramConflictError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import TelegramMethod

from bot.delivery.intake import Intake
from bot.delivery.ports import DATABASE_AWAY, reason

log = logging.getLogger(__name__)


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates, unparsed: one update of a kind that we do not know yet must not hide the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = 100
    timeout: int = 25
    allowed_updates: list[str] | None = None


class Poller:
    """Fetches updates into the inbox and schedules them."""

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        allowed: Sequence[str],
        poll_seconds: int = 25,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot, self._intake, self._sleep = bot, intake, sleep
        # The offset is never stored: after a quiet week Telegram restarts its numbers anywhere. The inbox drops repeats.
        self._request = GetRawUpdates(timeout=poll_seconds, allowed_updates=list(allowed))
        self.connected = False

    async def run(self) -> None:
        """Poll until cancelled. Raises TelegramUnauthorizedError or TelegramNotFound for a wrong token: no waiting mends that."""
        pause, heard = 0.5, False
        while True:
            try:
                await self._once()
                pause, self.connected, heard = 0.5, True, True
            except Exception as error:
                self.connected = False
                if isinstance(error, TelegramUnauthorizedError) or (isinstance(error, TelegramNotFound) and not heard):
                    raise
                pause = max(pause, float(getattr(error, "retry_after", 0)))
                await self._name(error, pause)
                await self._sleep(pause)
                pause = min(pause * 2, 30)

    async def _name(self, error: Exception, pause: float) -> None:
        if isinstance(error, DATABASE_AWAY):
            log.error(
                "the database takes no updates (%s; is the disk full?): Telegram keeps them, again in %.1f s",
                reason(error),
                pause,
            )
        else:
            log.warning("getUpdates: %s, again in %.1f s%s", type(error).__name__, pause, await self._hint(error))

    async def _hint(self, error: Exception) -> str:
        """What stands in the way of polling: another copy, or a webhook from an earlier life of the bot, which is taken away."""
        if not isinstance(error, TelegramConflictError):
            return ""
        if "webhook" not in error.message.lower():
            return "; another copy polls with this token"
        try:
            await self._bot.delete_webhook()
        except Exception as second:
            return f"; a webhook is set and could not be removed ({type(second).__name__})"
        return "; the webhook that was set is removed"

    async def confirm(self) -> None:
        """Tell Telegram once more, at the end, what we have; if that fails, repeats are dropped at the next start."""
        if self._request.offset:
            last = GetRawUpdates(offset=self._request.offset, timeout=0, limit=1)
            try:
                await self._bot(last, request_timeout=3)
            except Exception as error:
                log.info("offset not confirmed (%s)", type(error).__name__)

    async def _once(self) -> None:
        batch = await self._bot(self._request, request_timeout=self._request.timeout + 15)
        await self._intake.take(batch)
        if batch:
            self._request.offset = max(update["update_id"] for update in batch) + 1
