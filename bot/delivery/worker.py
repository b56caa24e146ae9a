"""The worker: one update from the inbox through the dispatcher, then marked. A failure is counted, retried, parked."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import Update
from pydantic import ValidationError

from bot import metrics
from bot.delivery.in_work import Died
from bot.delivery.ports import DATABASE_AWAY, Inbox, reason

log = logging.getLogger(__name__)
Apologise = Callable[[Bot, Update], Awaitable[None]]
Result = TypeVar("Result")
LONGEST_PAUSE = 30.0

_PASSING = (TelegramNetworkError, TelegramServerError, TelegramRetryAfter, TelegramUnauthorizedError, *DATABASE_AWAY)


class Worker:
    """Handles updates by number."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        inbox: Inbox,
        apologise: Apologise,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot, self._dispatcher, self._inbox, self._apologise = bot, dispatcher, inbox, apologise
        self._sleep = sleep

    async def handle(self, update_id: int) -> None:
        """Answer one update, however many tries it takes; returns when it is done or parked. Only cancelling leaves it waiting."""
        raw = await self._kept(lambda: self._inbox.read(update_id))
        pause = 0.2
        while raw is not None:
            error = await self._try(update_id, raw)
            if error is None:
                break
            if not passes(error) and await self._count(update_id, raw, error):
                return
            await self._sleep(max(pause, float(getattr(error, "retry_after", 0))))
            pause = min(pause * 2, LONGEST_PAUSE)
        await self._kept(lambda: self._inbox.done(update_id))
        if raw is not None:
            metrics.HANDLED.inc()

    async def count_death(self, update_id: int) -> None:
        """The process died while it handled this update: that was a try as well."""
        raw = await self._kept(lambda: self._inbox.read(update_id))
        if raw is not None:
            await self._count(update_id, raw, Died())

    async def _try(self, update_id: int, raw: dict[str, Any]) -> Exception | None:
        """What went wrong, or None. Only the error's class is logged: its text may quote what a person wrote."""
        start = time.perf_counter()
        try:
            await self._dispatcher.feed_update(self._bot, Update.model_validate(raw, context={"bot": self._bot}))
        except TelegramForbiddenError:
            log.info("update %s: the person has blocked the bot", update_id)
        except Exception as error:
            if passes(error):
                log.warning("update %s waits: %s", update_id, place(error))
            return error
        log.debug("update %s answered in %.0f ms", update_id, (time.perf_counter() - start) * 1000)
        return None

    async def _count(self, update_id: int, raw: dict[str, Any], error: Exception) -> bool:
        parked = await self._kept(lambda: self._inbox.failed(update_id, error))
        log.error("update %s failed (%s)%s", update_id, place(error), ", parked" if parked else "")
        if parked:
            metrics.PARKED.inc()
            await self._say_sorry(raw)
        return parked

    async def _kept(self, step: Callable[[], Awaitable[Result]]) -> Result:
        """A step of the inbox, again until the database takes it: the answer is out, so it must not be made a second time."""
        pause = 0.2
        while True:
            try:
                return await step()
            except DATABASE_AWAY as error:
                log.error("the database does not answer (%s, %s), again in %.1f s", reason(error), place(error), pause)
                await self._sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _say_sorry(self, raw: dict[str, Any]) -> None:
        try:
            await self._apologise(self._bot, Update.model_validate(raw, context={"bot": self._bot}))
        except Exception as error:
            log.warning("could not apologise (%s)", type(error).__name__)


def passes(error: Exception) -> bool:
    """Whether waiting mends it: Telegram or the database being away says nothing about the update, so no try is counted."""
    if isinstance(
        error, ClientDecodeError
    ):  # a gateway's page instead of Telegram's JSON; JSON of a wrong shape stays wrong
        return not isinstance(error.original, ValidationError)
    return isinstance(error, _PASSING) and not isinstance(error, TelegramEntityTooLarge)


def place(error: BaseException) -> str:
    """Where an error was raised, without its words: `ValueError at answer.py:41`."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" at {trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"
