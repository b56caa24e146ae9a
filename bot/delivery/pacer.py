"""The pacer: every outgoing message waits its turn under Telegram's limits, and retry_after is obeyed by all."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

TOTAL_PER_SECOND, CHAT_PER_SECOND, CHAT_BURST, GROUP_PER_MINUTE = 25.0, 1.0, 3, 20
_TRIES = 5
_CHATS = 10_000


class Bucket:
    """Tokens that come at a steady rate; `take` says how long to wait for the next one, and counts it as taken."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float]) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._level, self._at = float(burst), clock()

    def take(self) -> float:
        """Seconds to wait before sending."""
        now = self._clock()
        self._level = min(self._burst, self._level + (now - self._at) * self._rate) - 1
        self._at = now
        return max(0.0, -self._level / self._rate)


class Pacer(BaseRequestMiddleware):
    """Holds sends and edits to Telegram's pace. Answers to taps and requests without a chat pass at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._total = Bucket(TOTAL_PER_SECOND, TOTAL_PER_SECOND, clock)
        self._chats: OrderedDict[Any, Bucket] = OrderedDict()
        self._not_before = 0.0

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Send when it is time; after retry_after, again, a few times."""
        chat = getattr(method, "chat_id", None)
        for _ in range(_TRIES):
            await asyncio.sleep(self._delay(chat))
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                self._not_before = max(self._not_before, self._clock() + error.retry_after)
        return await make_request(bot, method)

    def _delay(self, chat: Any) -> float:
        if chat is None:
            return 0.0
        held = max(0.0, self._not_before - self._clock())
        return max(held, self._total.take(), self._bucket(chat).take())

    def _bucket(self, chat: Any) -> Bucket:
        bucket = self._chats.get(chat)
        if bucket is None:
            group = isinstance(chat, int) and chat < 0  # Telegram numbers groups below zero
            rate = GROUP_PER_MINUTE / 60 if group else CHAT_PER_SECOND
            bucket = self._chats[chat] = Bucket(rate, CHAT_BURST, self._clock)
            if len(self._chats) > _CHATS:
                self._chats.popitem(last=False)
        self._chats.move_to_end(chat)
        return bucket
