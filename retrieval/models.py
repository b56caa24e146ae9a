"""What a model must offer: messages in, pieces of text out. It words what the guide says; it decides nothing."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Message:
    """A line of a prompt; `role` is system, user or assistant."""

    role: str
    content: str


@dataclass(frozen=True)
class Request:
    """What a model is asked: at most `max_tokens` in at most `seconds`, waiting in the queue included."""

    messages: tuple[Message, ...]
    max_tokens: int = 300
    seconds: float = 90.0


class ModelError(Exception):
    """A model that did not word anything. The text never quotes a prompt."""


class Busy(ModelError):
    """Too many are waiting already."""


class Away(ModelError):
    """Not there: died, is being restarted, cannot be reached, or cannot be loaded."""


class TooSlow(ModelError):
    """The deadline has passed."""


class TooLong(ModelError):
    """The prompt does not fit into the model's context."""


class Generator(Protocol):
    """Anything that words. `name` is shown to operators, never to people."""

    name: str

    def stream(self, request: Request) -> AsyncGenerator[str, None]:
        """Pieces of text as they come. Closing it cancels. Raises ModelError."""

    async def close(self) -> None:
        """Let everything go."""


class Deadline:
    """How much of a number of seconds is left."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._end = clock, clock() + seconds

    def left(self) -> float:
        """Seconds left. Raises TooSlow when there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise TooSlow("the time given has passed")
        return left


async def in_time(awaitable: Awaitable[T], deadline: Deadline) -> T:
    """What is awaited, if it comes in time. Raises TooSlow."""
    try:
        return await asyncio.wait_for(awaitable, deadline.left())
    except TimeoutError:
        raise TooSlow("the time given has passed") from None


class Queue:
    """A generator behind a queue: `at_once` are served, `waiting` more may wait, the next is told that it is busy."""

    def __init__(self, generator: Generator, at_once: int = 1, waiting: int = 3) -> None:
        self.name = generator.name
        self._generator, self._room = generator, at_once + waiting
        self._turns = asyncio.Semaphore(at_once)
        self._inside = 0

    async def stream(self, request: Request) -> AsyncGenerator[str, None]:
        """As the generator's own, after the wait. Raises Busy at once when there is no room."""
        if self._inside >= self._room:
            raise Busy("the queue is full")
        deadline = Deadline(request.seconds)
        self._inside += 1
        try:
            await in_time(self._turns.acquire(), deadline)
            try:
                async with aclosing(self._generator.stream(replace(request, seconds=deadline.left()))) as pieces:
                    async for piece in pieces:
                        yield piece
            finally:
                self._turns.release()
        finally:
            self._inside -= 1

    async def close(self) -> None:
        """Close the generator."""
        await self._generator.close()
