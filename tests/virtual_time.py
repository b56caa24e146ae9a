"""Time that tests own: `sleep` takes none of ours, and everybody who sleeps wakes in order."""

import asyncio
import heapq
import itertools
from collections.abc import Awaitable
from typing import TypeVar

Result = TypeVar("Result")


class VirtualTime:
    """A clock and a sleep that belong together; time goes on only in `run`, from one sleeper's end to the next."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Sleep until `run` has come so far."""
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), future))
        await future

    async def run(self, work: Awaitable[Result]) -> Result:
        """Finish the work, however long it takes on this clock."""
        task = asyncio.ensure_future(work)
        while not task.done():
            await settle()
            if not task.done() and self._sleepers:
                self.now, _, future = heapq.heappop(self._sleepers)
                if not future.done():
                    future.set_result(None)
        return await task


async def settle() -> None:
    """Let everything that can go on without time go on."""
    for _ in range(50):
        await asyncio.sleep(0)
