"""Lanes: what one person sends is handled in order; different people are handled side by side, up to a bound."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from bot.delivery.places import Holding, Places, untold

log = logging.getLogger(__name__)


class Lanes:
    """Runs jobs per lane, in order. A lane lives only while it has jobs, so memory stays that of the work in hand."""

    def __init__(self, handle: Callable[[int], Awaitable[None]], workers: int, holding: Holding = untold) -> None:
        self._handle = handle
        self._places = Places(workers, holding)
        self._queues: dict[str, deque[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    def schedule(self, lane: str, job: int) -> None:
        """Add a job to a lane's end."""
        queue = self._queues.get(lane)
        if queue is not None:
            queue.append(job)
            return
        self._queues[lane] = deque([job])
        task = asyncio.get_running_loop().create_task(self._run(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def backlog(self) -> int:
        """Jobs that wait or run."""
        return sum(len(queue) for queue in self._queues.values())

    async def idle(self, seconds: float) -> None:
        """Wait until nothing is left to do, or so long."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=seconds)

    async def drain(self, seconds: float) -> bool:
        """Take no new job up, let the running ones finish; what has not begun stays in the inbox. True when all finished."""
        self._stopping = True
        tasks = list(self._tasks)
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        unfinished = [task for task in tasks if not task.done()]
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        return not unfinished

    async def _run(self, lane: str) -> None:
        queue = self._queues[lane]
        try:
            while queue and not self._stopping:
                async with self._places.taken(queue[0]):
                    if not self._stopping:
                        await self._safely(queue[0])
                queue.popleft()
        finally:
            del self._queues[lane]  # no await since the last look at the queue: nothing can have slipped in

    async def _safely(self, job: int) -> None:
        """One job that breaks must not take with it those that wait behind it."""
        try:
            await self._handle(job)
        except Exception as error:
            log.error("job %s broke off (%s); it stays in the inbox for the next start", job, type(error).__name__)
