"""The worker: what the person gets and what the inbox says when handling goes well, badly, or not at all."""

import sqlite3

import pytest
import pytest_asyncio
from aiogram import exceptions
from aiogram.methods import SendMessage
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import OperationalError

from bot.delivery.worker import Worker, passes
from bot.metrics import UPDATES
from bot.store.database import close_database, open_database
from bot.store.inbox import Inbox
from bot.store.vault import Vault

METHOD = SendMessage(chat_id=1001, text="x")
WORDS = "zqx what a person wrote"
AWAY = [
    exceptions.TelegramNetworkError(METHOD, "Request timeout error"),
    exceptions.TelegramServerError(METHOD, "Internal Server Error"),
    exceptions.TelegramRetryAfter(METHOD, "Too Many Requests", 7),
    exceptions.TelegramUnauthorizedError(
        METHOD, "Unauthorized"
    ),  # the operator has mistyped the token: not the update's fault
    exceptions.ClientDecodeError("Failed to decode object", ValueError("<html>"), "<html>502</html>"),
    OperationalError("select", {}, sqlite3.OperationalError("database is locked")),
]


class House:
    """A worker over a real inbox, with a dispatcher that does as it is told."""

    def __init__(self, database) -> None:
        self.inbox = Inbox(database, Vault("a secret of sixteen letters"))
        self.worker = Worker(None, self, self.inbox, self.apologise, self.sleep)
        self.troubles, self.heard, self.slept, self.sorry = [], [], [], []

    async def feed_update(self, bot, update) -> None:
        self.heard.append(update.message.text)
        if self.troubles:
            raise self.troubles.pop(0)

    async def apologise(self, bot, update) -> None:
        self.sorry.append(update.message.from_user.id)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def gets(self, *troubles: Exception, **changes) -> dict[str, int]:
        """A message comes and meets these troubles; the inbox's counts afterwards."""
        who = {"id": 1001, "is_bot": False, "first_name": "Aigerim"}
        message = {"message_id": 1, "date": 1, "chat": {"id": 1001, "type": "private"}, "from": who, "text": WORDS}
        await self.inbox.put([{"update_id": 1, "message": message | changes}])
        self.troubles = list(troubles)
        await self.worker.handle(1)
        return await self.inbox.counts()


@pytest_asyncio.fixture
async def house(settings):
    engine = await open_database(settings)
    yield House(engine)
    await close_database(engine)


def counted(outcome: str) -> float:
    return UPDATES.labels(outcome)._value.get()


async def test_an_update_is_handled_once_and_closed(house):
    before = counted("handled")
    assert await house.gets() == {"done": 1}
    assert (house.heard, house.slept, house.sorry) == ([WORDS], [], [])
    assert counted("handled") == before + 1


async def test_a_passing_bug_is_tried_again(house):
    assert await house.gets(ValueError("once")) == {"done": 1}
    assert len(house.heard) == 2
    assert house.sorry == []


async def test_a_poisoned_update_is_parked_with_an_apology(house, caplog):
    before = counted("parked")
    assert await house.gets(*[ValueError(WORDS)] * 3) == {"parked": 1}
    assert len(house.heard) == 3
    assert house.sorry == [1001]
    assert "ValueError at test_delivery_worker.py" in caplog.text
    assert WORDS not in caplog.text
    assert counted("parked") == before + 1


async def test_an_update_of_a_wrong_shape_is_parked_too(house, caplog):
    assert await house.gets(date=WORDS) == {"parked": 1}
    assert WORDS not in caplog.text


@pytest.mark.parametrize("away", AWAY, ids=lambda error: type(error).__name__)
async def test_telegram_or_the_database_being_away_is_not_counted_as_a_try(house, away):
    assert await house.gets(*[away] * 9) == {"done": 1}
    assert len(house.heard) == 10
    assert house.sorry == []
    assert house.slept == sorted(house.slept)  # ever longer pauses
    assert max(house.slept) <= 30
    assert house.slept[0] == (7 if isinstance(away, exceptions.TelegramRetryAfter) else 0.2)


async def test_somebody_who_has_blocked_the_bot_is_done_with(house):
    assert await house.gets(exceptions.TelegramForbiddenError(METHOD, "bot was blocked by the user")) == {"done": 1}
    assert (len(house.heard), house.sorry) == (1, [])


def test_what_no_waiting_mends_is_counted():
    class Shape(BaseModel):
        text: str

    with pytest.raises(ValidationError) as wrong:
        Shape.model_validate({})
    assert not passes(exceptions.ClientDecodeError("Failed to deserialize object", wrong.value, {}))
    assert not passes(exceptions.TelegramEntityTooLarge(METHOD, "Request Entity Too Large"))
    assert not passes(exceptions.TelegramBadRequest(METHOD, "chat not found"))


async def test_when_the_mark_cannot_be_made_the_person_is_not_answered_again(house, monkeypatch):
    done, refusals = house.inbox.done, [AWAY[-1]] * 4

    async def full_disk(update_id: int) -> None:
        if refusals:
            raise refusals.pop()
        await done(update_id)

    monkeypatch.setattr(house.inbox, "done", full_disk)
    assert await house.gets() == {"done": 1}
    assert len(house.heard) == 1


async def test_an_apology_that_fails_changes_nothing(house):
    async def blocked(bot, update) -> None:
        raise exceptions.TelegramForbiddenError(METHOD, "bot was blocked by the user")

    house.worker._apologise = blocked
    assert await house.gets(*[ValueError()] * 3) == {"parked": 1}


async def test_what_cannot_be_opened_any_more_is_closed(house):
    await house.gets(ValueError())
    stranger = Inbox(house.inbox._database, Vault("another secret of some length"))
    await stranger.put([{"update_id": 2, "message": {}}])
    await house.worker.handle(2)
    assert await house.inbox.counts() == {"done": 2}
