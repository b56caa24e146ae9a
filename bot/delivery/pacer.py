"""The pacer: every outgoing message waits its turn under Telegram's limits, and retry_after is obeyed by all."""

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, SendMessageDraft, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.delivery.places import aside

# A bucket lets through burst + rate * seconds: 28 in any second (30 are taken, and the way there may squeeze them together), 20 in
# any minute of a group.
TOTAL_PER_SECOND, TOTAL_BURST = 25.0, 3
CHAT_PER_SECOND, CHAT_BURST = 1.0, 3
GROUP_PER_MINUTE = 20
_TRIES = 5
_CHATS = 10_000

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Gate:
    """Tokens that come at a steady rate, and a queue for them: first come, first served."""

    def __init__(self, rate: float, burst: float, clock: Clock) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._level, self._at = float(burst), clock()
        self.queue = asyncio.Lock()

    def wait(self) -> float:
        """Seconds until a token is there."""
        now = self._clock()
        self._level = min(self._burst, self._level + (now - self._at) * self._rate)
        self._at = now
        missing = 1 - self._level
        return missing / self._rate if missing > 1e-6 else 0.0

    def has(self, tokens: int) -> bool:
        """Whether so many are there now."""
        self.wait()
        return self._level >= tokens - 1e-6

    def take(self) -> None:
        """Use a token up."""
        self._level -= 1


class Pacer(BaseRequestMiddleware):
    """Holds sends and edits to Telegram's pace. Answers to taps and requests without a chat pass at once."""

    def __init__(self, clock: Clock = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self._clock, self._sleep = clock, sleep
        self._total = Gate(TOTAL_PER_SECOND, TOTAL_BURST, clock)
        self._chats: OrderedDict[Any, Gate] = OrderedDict()
        self._not_before = clock()

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Send when it is time; after retry_after, again, a few times."""
        chat = getattr(method, "chat_id", None)
        if isinstance(method, SendMessageDraft) and not self._room(chat):
            return cast(Response[TelegramType], True)  # a preview waits for nothing: there will be another
        for _ in range(_TRIES):
            await self._turn(chat)
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                await self._obey(chat, error.retry_after)
        await self._turn(chat)
        return await make_request(bot, method)

    def _room(self, chat: Any) -> bool:
        """Whether a preview and the answer after it can go out now."""
        gates = (self._gate(chat), self._total)
        return self._silence() <= 0 and all(not gate.queue.locked() and gate.has(2) for gate in gates)

    async def _turn(self, chat: Any) -> None:
        if chat is not None:
            await self._through(self._gate(chat), aside)
            await self._through(self._total, contextlib.nullcontext)

    async def _through(self, gate: Gate, meanwhile: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        """Wait at a gate; who waits when Telegram asks for silence waits that out too, and then still in turn."""
        async with gate.queue:
            while (pause := max(gate.wait(), self._silence())) > 0:
                async with meanwhile():
                    await self._sleep(pause)
            gate.take()

    def _silence(self) -> float:
        return self._not_before - self._clock()

    async def _obey(self, chat: Any, seconds: float) -> None:
        """Messages share one flood limit; a request without a chat (the command menu) has its own and waits alone."""
        if chat is None:
            await self._sleep(seconds)
        else:
            self._not_before = max(self._not_before, self._clock() + seconds)

    def _gate(self, chat: Any) -> Gate:
        gate = self._chats.get(chat)
        if gate is None:
            group = isinstance(chat, int) and chat < 0  # Telegram numbers groups below zero
            rate = (GROUP_PER_MINUTE - CHAT_BURST) / 60 if group else CHAT_PER_SECOND
            gate = self._chats[chat] = Gate(rate, CHAT_BURST, self._clock)
            if len(self._chats) > _CHATS:
                self._chats.popitem(last=False)
        self._chats.move_to_end(chat)
        return gate
