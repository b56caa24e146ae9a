"""Faults over real HTTP and real processes: nothing is lost, and what is repeated was sent just before a kill."""

import random
import resource

import pytest
import pytest_asyncio

from tests.bot_api import faults
from tests.bot_api.person import Person
from tests.fault_run import SORRY, Load, fault_house, killed_at_random, total
from tests.marks import MARK

pytestmark = pytest.mark.timeout(600)
UNWELL = (
    faults.too_many(1), faults.server_error(), faults.server_error(504), faults.gateway_page(), faults.UNHEARD, faults.slow(0.3),
)  # fmt: skip


@pytest_asyncio.fixture
async def house(tmp_path):
    async with fault_house(tmp_path) as house:
        yield house


async def test_killed_five_times_at_random_moments_under_load(house):
    seed = random.randrange(10**6)
    tallies = await killed_at_random(house, 5, random.Random(seed))
    total(f"kill -9 at a random moment, 5 runs, seed {seed}", tallies).told()
    assert sum(tally.sent for tally in tallies) >= 300


async def test_telegram_and_its_updates_in_every_bad_mood(house):
    """One process lives through all of it."""
    senim = await house.starts()
    await _unwell(house)
    await _half_replies(house)
    await _repeated_and_out_of_order(house)
    await _poisoned(house, senim)
    assert await senim.stopped() == 0


async def _unwell(house):
    house.world.faults.then("getUpdates", faults.gateway_page(), faults.UNHEARD, faults.too_many(1))
    house.world.faults.then("sendMessage", *UNWELL)
    load = await Load(house.api).says()
    house.world.faults.then("sendMessage", *UNWELL, *UNWELL)
    await house.rests(load)
    assert house.world.faults.used_up("sendMessage")
    tally = load.tally("429, 5xx, gateway pages, dropped and slow requests while updates flow").told()
    assert (tally.lost, tally.repeated) == (0, 0)
    assert load.in_order()


async def _half_replies(house):
    """Telegram has done it and the bot cannot know: the only fault that repeats without a kill."""
    house.world.faults.then("getUpdates", faults.HALF_REPLY, faults.HALF_REPLY)
    house.world.faults.then("sendMessage", *[faults.HALF_REPLY] * 5)
    load = await Load(house.api).says()
    await house.rests(load)
    tally = load.tally("the reply to sendMessage breaks off in its middle, 5 times").told()
    assert (tally.lost, tally.repeated) == (0, 5)


async def _repeated_and_out_of_order(house):
    """As after a confirmation that got lost, and as no promise of Telegram forbids."""
    load = Load(house.api, people=12)
    house.world.faults.then("getUpdates", faults.slow(0.3))  # so that all of it comes in one batch
    await load.says()
    house.world.pending += list(house.world.pending)
    random.Random(4).shuffle(house.world.pending)
    again = list(house.world.pending)
    await house.rests(load)
    for update in again[:30]:
        await house.world.repeats(update)
    await house.world.until(lambda: not house.world.pending)
    tally = load.tally("every update twice and out of order, a quarter of them again later").told()
    assert (tally.lost, tally.repeated) == (0, 0)


async def _poisoned(house, senim):
    """Updates in shapes that nobody can read, between those of people who did nothing wrong."""
    load, bad = Load(house.api), Person(house.world, lang="en")
    await bad.sends(text="/help", date=MARK)
    await house.world.happens("callback_query", {"id": "1", "data": [MARK], "from": {"id": bad.id}})
    await load.says()
    await bad.sends(text=[MARK])
    await house.rests(load)
    tally = load.tally("poisoned updates among others").told()
    assert (tally.lost, tally.parked, tally.repeated) == (0, 0, 0)
    await senim.says("parked", times=3)
    assert bad.texts.count(SORRY) <= 3


def _disk(senim, limit: int) -> None:
    """How large a file may become for the process; more, and the disk is full."""
    hard = resource.RLIM_INFINITY
    resource.prlimit(senim._process.pid, resource.RLIMIT_FSIZE, (limit, hard))


async def test_on_a_full_disk_telegram_keeps_the_updates_until_there_is_room(house):
    senim = await house.starts()
    first = await Load(house.api, people=5).says()
    await house.rests(first)
    _disk(senim, 1024)
    load = await Load(house.api).says()
    await senim.says(r"the database takes no updates \(SQLITE_\w+; is the disk full\?\): Telegram keeps them")
    assert len(house.world.pending) == load.size  # not one is confirmed
    assert load.answered() == 0
    assert house.leaked() == []
    _disk(senim, resource.RLIM_INFINITY)
    await house.rests(load)
    tally = load.tally("the disk is full, and then is not").told()
    assert (tally.lost, tally.repeated) == (0, 0)
    assert load.in_order()
    await _full_under_way(house, senim)
    assert "Traceback" not in senim.console
    assert await senim.stopped() == 0


async def _full_under_way(house, senim):
    """Answers are out and cannot be marked: nobody gets theirs again when there is room."""
    house.world.faults.always("sendMessage", faults.slow(0.2))
    load = await Load(house.api, people=10).says()
    await house.world.until(lambda: not house.world.pending and load.answered() >= 4)
    _disk(senim, 1024)
    await senim.says(r"the database does not answer \(SQLITE_\w+")
    answered = load.answered()
    await house.world.until(lambda: not house.world.under_way["sendMessage"])
    assert load.answered() - answered <= 8  # nobody is answered whose answer cannot be marked
    _disk(senim, resource.RLIM_INFINITY)
    await house.rests(load)
    tally = load.tally("the disk fills up while answers are under way").told()
    assert (tally.lost, tally.repeated) == (0, 0)


async def test_a_damaged_database_is_kept_aside_and_the_bot_begins_afresh(house):
    house.data.mkdir()
    (house.data / "senim.db").write_bytes(b"this is no database " * 1000)
    senim = await house.starts()
    load = await Load(house.api).says()
    await house.rests(load)
    assert load.tally("the database file is no database").told().lost == 0
    aside = [path for path in house.data.glob("senim.db.corrupt-*") if not path.name.endswith(("-wal", "-shm"))]
    assert aside[0].read_bytes().startswith(b"this is no database")
    assert [line for line in senim.console.splitlines() if "is damaged: it is kept as senim.db.corrupt-" in line]
    await _damaged_under_way(house, senim, aside)
    assert await senim.stopped() == 0


async def _damaged_under_way(house, senim, aside):
    """The file is overwritten while the bot runs: it notices by itself, and answers what it already has."""
    load = await Load(house.api).says()
    await house.world.until(lambda: load.answered() >= 5)
    for name in ("senim.db", "senim.db-wal"):
        with (house.data / name).open("r+b") as file:
            file.write(b"\xff" * (house.data / name).stat().st_size)
    await house.world.until(lambda: load.answered() == load.size)
    tally = load.tally("the database file is overwritten while the bot runs").told()
    assert tally.lost == 0
    assert house.leaked() == []
    assert senim.console.count("is damaged: it is kept as") == 2
