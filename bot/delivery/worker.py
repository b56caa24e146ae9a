"""The worker: one update from the inbox through the dispatcher, then marked. A failure is counted, retried, parked."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramForbiddenError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import Update

from bot.delivery.ports import Inbox

log = logging.getLogger(__name__)
Apologise = Callable[[Bot, Update], Awaitable[None]]

# Telegram being away says nothing about the update: such a try is not counted, it waits and comes again.
_PASSING = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter)


class Worker:
    """Handles updates by number."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, inbox: Inbox, apologise: Apologise) -> None:
        self._bot, self._dispatcher, self._inbox, self._apologise = bot, dispatcher, inbox, apologise

    async def handle(self, update_id: int) -> None:
        """Answer one update, however many tries it takes; returns when it is done or parked. Only cancelling leaves it waiting."""
        pause = 0.2
        while not await self._try(update_id):
            await asyncio.sleep(pause)
            pause = min(pause * 2, 30)

    async def _try(self, update_id: int) -> bool:
        raw = await self._inbox.read(update_id)
        start = time.perf_counter()
        try:
            if raw is not None:
                update = Update.model_validate(raw, context={"bot": self._bot})
                await self._dispatcher.feed_update(self._bot, update)
        except TelegramForbiddenError:
            log.info("update %s: the person has blocked the bot", update_id)
        except _PASSING as error:
            log.warning("update %s: Telegram is away (%s)", update_id, type(error).__name__)
            return False
        except Exception as error:
            return await self._count(update_id, raw, error)
        await self._inbox.done(update_id)
        log.debug("update %s done in %.0f ms", update_id, (time.perf_counter() - start) * 1000)
        return True

    async def _count(self, update_id: int, raw: dict[str, object] | None, error: Exception) -> bool:
        """Only the error's class is logged: its text may quote what a person wrote."""
        parked = await self._inbox.failed(update_id, error)
        log.error("update %s failed (%s)%s", update_id, place(error), ", parked" if parked else "")
        if parked and raw is not None:
            await self._say_sorry(raw)
        return parked

    async def _say_sorry(self, raw: dict[str, object]) -> None:
        try:
            await self._apologise(self._bot, Update.model_validate(raw, context={"bot": self._bot}))
        except Exception as error:
            log.warning("could not apologise (%s)", type(error).__name__)


def place(error: BaseException) -> str:
    """Where an error was raised, without its words: `ValueError at answer.py:41`."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" at {trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"
