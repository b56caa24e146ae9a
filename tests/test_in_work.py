"""What a process died of: its numbers outlive it, count as tries, and are taken up alone."""

import asyncio
from contextlib import ExitStack

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.in_work import InWork
from bot.telegram import TelegramDoor
from tests.bot_api.person import Person
from tests.bot_api.server import bot_api
from tests.fault_run import SORRY


def died(path, *numbers, workers=4):
    """The file as a process leaves it that is killed with these in hand."""
    work = InWork(path, workers)
    with ExitStack() as hands:
        for number in numbers:
            hands.enter_context(work.holding(number))
        left = path.read_bytes()
    path.write_bytes(left)


def test_numbers_in_hand_are_found_by_the_next_process(tmp_path):
    path = tmp_path / "in-work"
    work = InWork(path, 4)
    with work.holding(7), work.holding(500_000_001):
        assert InWork(path, 4).left == (7, 500_000_001)
    assert InWork(path, 2).left == ()  # asking empties it, whoever dies next


def test_what_is_finished_or_broken_off_by_us_is_not_left_behind(tmp_path):
    path = tmp_path / "in-work"
    work = InWork(path, 1)
    with work.holding(7):
        pass
    with pytest.raises(asyncio.CancelledError), work.holding(8):
        raise asyncio.CancelledError
    with work.holding(9):
        assert InWork(path, 1).left == (9,)


def test_more_workers_before_than_now(tmp_path):
    path = tmp_path / "in-work"
    died(path, *range(1, 16), workers=16)
    assert len(InWork(path, 1).left) == 15
    assert InWork(path, 1).left == ()


@pytest.mark.parametrize("content", [b"junk", b"", b"\x01" * 13])
def test_a_file_that_is_torn_does_no_harm(tmp_path, content):
    path = tmp_path / "in-work"
    path.write_bytes(content)
    work = InWork(path, 2)
    with work.holding(7):
        assert InWork(path, 2).left == (7,)


def test_without_the_file_work_goes_on(tmp_path, caplog):
    work = InWork(tmp_path / "missing" / "in-work", 1)
    with work.holding(7):
        pass
    assert "cannot be used" in caplog.text


async def test_three_deaths_park_an_update_and_nobody_else(app):
    async with (
        bot_api() as api,
        Bot(api.world.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.url))) as bot,
    ):
        killer, friend = Person(api.world, lang="en"), Person(api.world, lang="en")
        numbers = [await killer.says("/help"), await friend.says("/help")]
        await app.inbox.put(api.world.pending)
        for _ in range(3):
            died(app.settings.data / "in-work", numbers[0])
            door = TelegramDoor(app, bot)
            door._lanes.schedule = lambda lane, number: None  # it dies before anything is answered
            await door._resume()
        assert await app.inbox.counts() == {"new": 1, "parked": 1}
        assert killer.texts == [SORRY]
        assert await app.inbox.read(numbers[1])


async def test_what_the_process_may_have_died_of_is_taken_up_alone(app, monkeypatch):
    async with (
        bot_api() as api,
        Bot(api.world.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.url))) as bot,
    ):
        people = [Person(api.world, lang="en") for _ in range(5)]
        numbers = [await person.says("/help") for person in people]
        await app.inbox.put(api.world.pending)
        died(app.settings.data / "in-work", *numbers[1:4])
        door, together = TelegramDoor(app, bot), []
        handle = door._lanes._handle

        async def watched(number):
            together.append((number, door._lanes.backlog))
            await handle(number)

        monkeypatch.setattr(door._lanes, "_handle", watched)
        await door._resume()
        await door._lanes.idle(10)
        assert [number for number, _ in together[:3]] == numbers[1:4]
        assert [backlog for _, backlog in together[:3]] == [1, 1, 1]
        assert await app.inbox.counts() == {"done": 5}
