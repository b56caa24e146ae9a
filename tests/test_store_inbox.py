"""The inbox: nothing that Telegram has handed over is lost, nothing is answered twice, nothing outlives its answer."""

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.store.database import close_database, open_database
from bot.store.inbox import KEEP_SECONDS, MAX_TRIES, Inbox, lane_id
from bot.store.tables import inbox as table
from bot.store.vault import Vault

WORDS = "кредит бермеді"


def message(number: int, person: int = 1001, text: str = WORDS) -> dict:
    return {"update_id": number, "message": {"from": {"id": person}, "chat": {"id": person}, "text": text}}


@pytest.fixture
def vault():
    return Vault("a secret of sixteen letters")


@pytest_asyncio.fixture
async def database(settings):
    engine = await open_database(settings)
    yield engine
    await close_database(engine)


@pytest.fixture
def inbox(database, vault, clock):
    return Inbox(database, vault, clock)


async def row(database, number: int):
    query = select(table).where(table.c.update_id == number)
    return await database.read(lambda connection: connection.execute(query).one())


async def test_updates_come_back_in_their_order_after_a_restart(inbox, database, vault):
    put = await inbox.put([message(3), message(7, person=1002), message(9)])
    reopened = Inbox(database, vault)
    assert await reopened.waiting() == put
    assert [one.update_id for one in put] == [3, 7, 9]
    assert put[0].lane == put[2].lane != put[1].lane
    assert (await reopened.read(7))["message"]["text"] == WORDS


async def test_a_repeated_delivery_is_dropped(inbox):
    await inbox.put([message(1), message(2)])
    assert [one.update_id for one in await inbox.put([message(2), message(3), message(3)])] == [3]
    await inbox.done(1)
    assert await inbox.put([message(1)]) == []  # answered already
    assert [one.update_id for one in await inbox.waiting()] == [2, 3]
    assert await inbox.put([]) == []


async def test_what_waits_is_sealed_and_what_is_answered_is_erased(inbox, database):
    await inbox.put([message(1)])
    before = await row(database, 1)
    assert WORDS.encode() not in before.payload
    assert "1001" not in before.lane
    await inbox.done(1)
    after = await row(database, 1)
    assert (after.state, after.payload, after.error) == ("done", None, None)
    assert await inbox.read(1) is None
    assert await inbox.waiting() == []


async def test_three_tries_and_it_is_parked_without_its_words(inbox, database):
    await inbox.put([message(1)])
    tries = [await inbox.failed(1, ValueError(WORDS)) for _ in range(MAX_TRIES)]
    assert tries == [False, False, True]
    parked = await row(database, 1)
    assert (parked.state, parked.payload, parked.error) == ("parked", None, "ValueError")
    await inbox.done(1)
    assert await inbox.counts() == {"parked": 1}  # parked it stays
    assert await inbox.put([message(1)]) == []


async def test_under_another_secret_a_payload_is_not_readable_and_nothing_breaks(inbox, database):
    await inbox.put([message(1)])
    stranger = Inbox(database, Vault("another secret of some length"))
    assert [one.update_id for one in await stranger.waiting()] == [1]
    assert await stranger.read(1) is None
    await stranger.done(1)
    assert await stranger.counts() == {"done": 1}


async def test_numbers_are_forgotten_in_the_end_but_nothing_that_waits(inbox, clock):
    await inbox.put([message(1), message(2), message(3)])
    await inbox.done(1)
    clock.at += KEEP_SECONDS - 1
    await inbox.done(2)
    await inbox.prune()
    assert await inbox.counts() == {"new": 1, "done": 2}
    clock.at += 2
    await inbox.prune()
    assert await inbox.counts() == {"new": 1}  # however old: nobody has answered it


async def test_a_commit_outlives_the_process_and_leaves_no_words_in_any_file(inbox, settings):
    await inbox.put([message(1)])
    await inbox.done(1)
    assert (settings.data / "senim.db").exists()
    assert not [path for path in settings.data.rglob("*") if path.is_file() and WORDS.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"message": {"from": {"id": 5}, "chat": {"id": 5}}}, 5),
        ({"message": {"from": {"id": 5}, "chat": {"id": -7}}}, -7),
        ({"callback_query": {"from": {"id": 5}, "message": {"chat": {"id": 5}}}}, 5),
        ({"callback_query": {"from": {"id": 5}, "message": {"chat": {"id": -7}}}}, -7),
        ({"inline_query": {"from": {"id": 5}, "query": "x"}}, 5),
        ({"poll_answer": {"user": {"id": 5}}}, 5),
        ({"stopped_message_generation": {"chat": {"id": 5}, "draft_id": 1}}, 5),
        ({"channel_post": {"chat": {"id": -9}}}, -9),
        ({"poll": {"id": "1"}}, 0),
        ({"of_a_kind_yet_unknown": {"from": "somebody", "user": 3, "message": [], "chat": {"id": None}}}, 0),
        ({"of_a_kind_yet_unknown": "words"}, 0),
        ({}, 0),
    ],
)
def test_a_message_a_tap_and_a_vote_of_one_person_share_a_lane_and_a_group_is_one(update, lane):
    assert lane_id({"update_id": 1, **update}) == lane
