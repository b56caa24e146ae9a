"""The queue before a model: a cap, an honest busy, deadlines that count the wait."""

import asyncio

import pytest

from retrieval.models import Busy, Queue, Request, TooSlow
from tests.words import ASKED, said


class Slow:
    """A generator that waits until the test lets it go."""

    name = "slow"

    def __init__(self):
        self.go, self.now, self.most = asyncio.Event(), 0, 0

    async def stream(self, request):
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await self.go.wait()
            yield "да"
        finally:
            self.now -= 1

    async def close(self):
        pass


async def test_the_queue_is_capped_and_says_busy_at_once():
    slow = Slow()
    queue = Queue(slow, at_once=1, waiting=2)
    tasks = [asyncio.create_task(said(queue)) for _ in range(3)]
    await asyncio.sleep(0.01)
    with pytest.raises(Busy):
        await said(queue)
    slow.go.set()
    assert await asyncio.gather(*tasks) == ["да"] * 3
    assert slow.most == 1
    assert await said(queue) == "да"


async def test_waiting_counts_towards_the_deadline():
    slow = Slow()
    queue = Queue(slow)
    first = asyncio.create_task(said(queue))
    await asyncio.sleep(0.01)
    with pytest.raises(TooSlow):
        await said(queue, Request(ASKED.messages, seconds=0.1))
    slow.go.set()
    assert await first == "да"
