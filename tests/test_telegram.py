"""The Telegram door: what waits comes first; in webhook mode it asks Telegram to come, patiently."""

import asyncio

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.telegram import TelegramDoor
from tests.bot_api import faults
from tests.bot_api.person import Person
from tests.bot_api.server import bot_api

ADDRESS = "https://senim.example.kz"


@pytest_asyncio.fixture
async def api():
    async with bot_api() as server:
        yield server


@pytest_asyncio.fixture
async def door(api, app):
    app.settings = app.settings.model_copy(update={"webhook_url": ADDRESS})
    pauses = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    async with Bot(api.world.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.url))) as bot:
        made = TelegramDoor(app, bot, sleep)
        made.pauses = pauses
        yield made


async def test_telegram_being_away_at_the_start_is_waited_out(api, door):
    api.world.faults.then(
        "setWebhook", faults.UNHEARD, faults.gateway_page(), faults.too_many(3), faults.server_error()
    )
    stop = asyncio.Event()
    serving = asyncio.create_task(door.serve(stop))
    await api.world.until(lambda: api.world.webhook)
    stop.set()
    assert await serving == 0
    assert api.world.webhook.startswith(ADDRESS)
    assert door.pauses == [1, 2, 4, 8]


async def test_what_an_earlier_life_left_unanswered_is_answered(api, door, app):
    person = Person(api.world, lang="en")
    await person.says("/help")
    await app.inbox.put(api.world.pending)
    stop = asyncio.Event()
    serving = asyncio.create_task(door.serve(stop))
    await person.hears("Help")
    stop.set()
    assert await serving == 0
    assert await app.inbox.counts() == {"done": 1}


@pytest.mark.parametrize(
    ("refusal", "code"),
    [(faults.refused("Unauthorized", 401), 2), (faults.refused("bad webhook: HTTPS URL must be provided"), 1)],
)
async def test_what_no_waiting_mends_ends_it(api, door, refusal, code):
    api.world.faults.always("setWebhook", refusal)
    assert await asyncio.wait_for(door.serve(asyncio.Event()), 10) == code
    assert door.pauses == []
