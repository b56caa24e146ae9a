"""Lanes: what one person sends is answered in order, different people side by side, and stopping lets work finish."""

import asyncio
import contextlib

import pytest

from bot.delivery.lanes import Lanes
from bot.delivery.places import MOST_ASIDE, aside
from tests.virtual_time import settle


class Work:
    """Jobs that begin when they are handled and end when the test lets them."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.ended: list[int] = []
        self.doors: dict[int, asyncio.Event] = {}

    async def handle(self, job: int) -> None:
        self.begun.append(job)
        await self.doors.setdefault(job, asyncio.Event()).wait()
        if job < 0:
            raise ValueError("a poisoned job")
        self.ended.append(job)

    async def let(self, *jobs: int) -> None:
        for job in jobs:
            self.doors.setdefault(job, asyncio.Event()).set()
        await settle()


@pytest.fixture
def work():
    return Work()


async def test_a_persons_messages_are_handled_one_after_another(work):
    lanes = Lanes(work.handle, workers=8)
    for job in (1, 2, 3):
        lanes.schedule("aigerim", job)
    await settle()
    assert (work.begun, lanes.backlog) == ([1], 3)
    await work.let(3, 2)  # ready, and still not before the first
    assert work.ended == []
    await work.let(1)
    assert work.ended == [1, 2, 3]
    assert lanes.backlog == 0


async def test_people_do_not_wait_for_each_other(work):
    lanes = Lanes(work.handle, workers=8)
    lanes.schedule("aigerim", 1)
    lanes.schedule("bolat", 2)
    await settle()
    assert work.begun == [1, 2]
    await work.let(2)
    assert work.ended == [2]


async def test_no_more_run_at_once_than_there_are_workers(work):
    lanes = Lanes(work.handle, workers=3)
    for job in range(10):
        lanes.schedule(f"person {job}", job)
    await settle()
    assert work.begun == [0, 1, 2]
    await work.let(0)
    assert work.begun == [0, 1, 2, 3]
    await work.let(*range(10))
    assert sorted(work.ended) == list(range(10))


async def test_a_lane_that_has_gone_quiet_wakes_again(work):
    lanes = Lanes(work.handle, workers=1)
    lanes.schedule("aigerim", 1)
    await work.let(1)
    assert lanes._queues == {}  # nothing is kept of people who have been answered
    lanes.schedule("aigerim", 2)
    await work.let(2)
    assert work.ended == [1, 2]


async def test_a_job_that_breaks_does_not_take_the_next_ones_with_it(work, caplog):
    lanes = Lanes(work.handle, workers=1)
    for job in (-1, 2):
        lanes.schedule("aigerim", job)
    await work.let(-1, 2)
    assert work.ended == [2]
    assert "ValueError" in caplog.text
    assert "poisoned" not in caplog.text  # the class, never the words


async def test_draining_finishes_what_runs_and_begins_nothing(work):
    lanes = Lanes(work.handle, workers=2)
    for job, person in enumerate(["aigerim", "aigerim", "bolat", "dana"]):
        lanes.schedule(person, job)
    await settle()
    draining = asyncio.create_task(lanes.drain(30))
    await settle()
    assert work.begun == [0, 2]
    await work.let(0, 2, 1, 3)
    assert await draining
    assert work.ended == [0, 2]


async def test_draining_does_not_wait_for_ever(work):
    lanes = Lanes(work.handle, workers=2)
    lanes.schedule("aigerim", 1)
    await settle()
    assert not await lanes.drain(0.01)
    assert work.ended == []


async def test_draining_nothing_is_done_at_once(work):
    assert await Lanes(work.handle, workers=2).drain(30)


async def test_who_only_waits_for_a_turn_lends_the_place_and_is_not_in_hand_meanwhile():
    turn, order, in_hand = asyncio.Event(), [], []

    @contextlib.contextmanager
    def holding(job):
        in_hand.append(job)
        yield
        in_hand.remove(job)

    async def handle(job):
        if job < 100:
            async with aside():
                await turn.wait()
        order.append((job, list(in_hand)))
        await asyncio.sleep(0)

    lanes = Lanes(handle, workers=1, holding=holding)
    for job in (1, 2, 100, 101):
        lanes.schedule(str(job), job)
    await settle()
    assert order == [(100, [100]), (101, [101])]
    assert in_hand == []
    turn.set()
    await settle()
    assert order[2:] == [(1, [1]), (2, [2])]
    assert await lanes.drain(1)


async def test_aside_there_is_room_for_so_many_and_a_stop_breaks_their_wait_off():
    never, came = asyncio.Event(), []

    async def handle(job):
        came.append(job)
        async with aside():
            await never.wait()

    lanes = Lanes(handle, workers=2)
    for job in range(MOST_ASIDE + 10):
        lanes.schedule(str(job), job)
    await settle()
    assert len(came) == MOST_ASIDE + 2
    assert not await lanes.drain(0)
    async with lanes._places.taken(1), lanes._places.taken(2):  # every place is there again
        assert lanes._places.free.locked()


async def test_outside_a_place_stepping_aside_does_nothing():
    async with aside():
        pass
