"""Polling over real HTTP: updates are in the inbox before Telegram hears of it, and whatever stands in the way is waited out."""

import asyncio
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import Message

from bot.delivery.drafts import STOPPED, Drafts
from bot.delivery.intake import Intake
from bot.delivery.late_taps import LateTaps
from bot.delivery.polling import Poller
from bot.store.database import close_database, open_database
from bot.store.inbox import Inbox
from bot.store.vault import Vault
from tests.bot_api import faults
from tests.bot_api.person import Person
from tests.bot_api.server import bot_api


class House:
    """A poller between the Bot API server and a real inbox; lanes only write down what they are given."""

    def __init__(self, api, bot, database) -> None:
        self.api, self.bot, self.world = api, bot, api.world
        self.inbox = Inbox(database, Vault("a secret of sixteen letters"))
        self.drafts = Drafts()
        self.intake = Intake(self.inbox, self, self.drafts)
        self.given: list[int] = []
        self.slept: list[float] = []
        self.person = Person(api.world)

    def schedule(self, lane: str, job: int) -> None:
        self.given.append(job)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    @asynccontextmanager
    async def polling(self):
        poller = Poller(self.bot, self.intake, ["message", "callback_query", STOPPED], poll_seconds=5, sleep=self.sleep)
        task = asyncio.create_task(poller.run())
        yield poller
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def confirmed(self, *numbers: int) -> None:
        await self.world.until(lambda: all(self.world.confirmed(number) for number in numbers))


@pytest_asyncio.fixture
async def house(settings):
    database = await open_database(settings)
    async with bot_api() as api:
        session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
        session.middleware(LateTaps())
        async with Bot(api.world.token, session=session) as bot:
            yield House(api, bot, database)
    await close_database(database)


async def test_updates_reach_the_inbox_before_telegram_hears_of_it(house, monkeypatch):
    put, unconfirmed = house.inbox.put, []

    async def watched(batch):
        unconfirmed.append([one["update_id"] for one in house.world.pending])
        return await put(batch)

    monkeypatch.setattr(house.inbox, "put", watched)
    async with house.polling():
        numbers = [await house.person.says(text) for text in ("one", "two", "three")]
        await house.confirmed(*numbers)
    assert house.given == numbers
    assert await house.inbox.counts() == {"new": 3}
    assert all(any(number in seen for seen in unconfirmed) for number in numbers)


async def test_a_repeated_update_is_scheduled_once(house):
    number = await house.person.says("once")
    update = house.world.pending[0]
    async with house.polling():
        await house.confirmed(number)
        await house.world.repeats(update)
        await house.confirmed(await house.person.says("twice"))
    assert house.given == [number, number + 1]


async def test_when_the_commit_fails_telegram_is_not_told(house, monkeypatch):
    put, failures = house.inbox.put, [OSError("disk full"), OSError("disk full")]

    async def full_disk(batch):
        if batch and failures:
            raise failures.pop()
        return await put(batch)

    monkeypatch.setattr(house.inbox, "put", full_disk)
    async with house.polling():
        number = await house.person.says("kept")
        await house.confirmed(number)
    assert house.given == [number]
    assert house.slept == [0.5, 1.0]


async def test_telegram_being_unwell_is_waited_out(house, caplog):
    trouble = [faults.server_error(), faults.gateway_page(), faults.UNHEARD, faults.HALF_REPLY, faults.too_many(9)]
    house.world.faults.then("getUpdates", *trouble)
    async with house.polling() as poller:
        await house.confirmed(number := await house.person.says("patience"))
        await house.world.until(lambda: poller.connected)
    assert house.given == [number]
    assert house.slept == [0.5, 1.0, 2.0, 4.0, 9.0]
    assert "patience" not in caplog.text


async def test_a_second_copy_is_named_and_waited_for(house, caplog):
    house.world.faults.then("getUpdates", *[faults.refused("terminated by other getUpdates request", 409)] * 8)
    async with house.polling():
        await house.confirmed(await house.person.says("hello"))
    assert caplog.text.count("another copy polls with this token") == 8
    assert house.slept[-1] == 30  # at most


async def test_a_webhook_from_an_earlier_life_is_taken_away(house, caplog):
    house.world.webhook = "https://example.kz/hook"
    async with house.polling():
        number = await house.person.says("hello")
        await house.confirmed(number)
    assert house.given == [number]
    assert "webhook" in caplog.text


@pytest.mark.parametrize(
    ("refusal", "error"),
    [(faults.refused("Unauthorized", 401), TelegramUnauthorizedError), (faults.refused("x", 404), TelegramNotFound)],
)
async def test_a_token_that_telegram_does_not_know_ends_it(house, refusal, error):
    house.world.faults.then("getUpdates", refusal)
    with pytest.raises(error):
        await asyncio.wait_for(Poller(house.bot, house.intake, []).run(), 5)


async def test_a_stop_is_heard_on_the_spot_and_not_kept(house):
    house.world.kinds |= {STOPPED}
    message = Message.model_validate(
        {"message_id": 1, "date": 1, "chat": house.person.chat}, context={"bot": house.bot}
    )
    async with house.polling(), house.drafts.open(message) as draft:
        stop, next_one = await house.person.stops(draft.id), await house.person.says("and now")
        await house.confirmed(stop, next_one)
        assert draft.over.is_set()
    assert house.given == [next_one]
    assert [one.update_id for one in await house.inbox.waiting()] == [next_one]


async def test_at_the_end_the_offset_is_confirmed_once_more(house):
    async with house.polling() as poller:
        number = await house.person.says("last")
        await house.world.until(lambda: house.given)
    await poller.confirm()
    assert house.world.confirmed(number)
    house.world.faults.then("getUpdates", faults.UNHEARD)
    await poller.confirm()  # and if that fails, nothing breaks


async def test_an_update_of_a_kind_yet_unknown_does_not_hide_the_others(house):
    house.world.kinds |= {"mood"}
    numbers = [await house.world.happens("mood", "words"), await house.person.says("and me")]
    async with house.polling():
        await house.confirmed(*numbers)
    assert house.given == numbers


async def test_a_tap_that_came_too_late_for_its_notice_is_handled_all_the_same(house):
    assert await house.bot.answer_callback_query("long ago") is True
