"""The long fault runs: a hundred kills, stops that do not wait, an update that kills, Telegram hanging, webhook, clock, guide."""

import asyncio
import random
import re
import shutil
import sys

import pytest
import pytest_asyncio
from aiohttp import ClientError, ClientSession

from bot.delivery.webhook import PATH, SECRET_HEADER
from bot.domain.links import payload
from tests.bot_api import faults
from tests.bot_api.person import Person
from tests.conftest import ROOT
from tests.fault_run import SORRY, Load, fault_house, killed_at_random, total
from tests.senim_process import WORKERS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
ODD = (sys.executable, "-m", "tests.odd_senim")
YEARS = 3 * 365 * 86_400


@pytest_asyncio.fixture
async def house(tmp_path):
    async with fault_house(tmp_path) as house:
        yield house


@pytest.mark.parametrize("part", range(10))
async def test_killed_a_hundred_times_at_random_moments_under_load(house, part):
    """In ten parts, of which each is a test that can be run alone."""
    seed = random.randrange(10**6)
    tallies = await killed_at_random(house, 10, random.Random(seed), people=50)
    total(f"kill -9 at a random moment, 10 runs, seed {seed}", tallies).told()
    assert sum(tally.sent for tally in tallies) >= 2_000  # 20,000 in all


async def test_stopped_ten_times_with_long_work_in_flight(house):
    """Half of the stops wait for the work; in the other half it takes longer than the drain, and Telegram may still do it."""
    tallies = []
    for number in range(10):
        senim = await house.starts()
        house.world.faults.always("sendMessage", faults.slow(2 if number % 2 else 12))
        load = await Load(house.api).says()
        await house.world.until(lambda: house.world.under_way["sendMessage"] == WORKERS and not house.world.pending)
        began = len(load.answers())
        assert await senim.stopped() == 0
        assert ("the rest waits in the inbox" in senim.console) == (number % 2 == 0)
        house.world.faults.clear()
        again = await house.starts()
        await house.rests(load)
        await house.world.until(lambda: not house.world.under_way["sendMessage"])
        tally = load.tally(f"SIGTERM {number} after {began} answers")
        assert (tally.lost, tally.parked) == (0, 0)
        assert tally.repeated <= (0 if number % 2 else WORKERS)
        assert await again.stopped() == 0
        tallies.append(tally)
    total("SIGTERM with answers that take 2 s and 12 s, 10 stops", tallies).told()


async def test_telegram_that_hangs_is_waited_for(house):
    """Requests that are never answered end after a minute, and are made again."""
    senim = await house.starts()
    house.world.faults.then("sendMessage", *[faults.HUNG] * WORKERS)
    load = await Load(house.api).says()
    await house.rests(load, seconds=180)
    tally = load.tally("requests that hang for a minute").told()
    assert (tally.lost, tally.repeated) == (0, 0)
    assert await senim.stopped() == 0


async def test_an_update_that_kills_the_process_is_parked_and_takes_nobody_along(house):
    load, bad = Load(house.api), Person(house.world, lang="en")
    house.world.faults.always("sendMessage", faults.slow(0.05))
    senim = await house.starts(command=ODD)
    half = asyncio.create_task(load.says())
    await house.world.until(lambda: load.answered() >= 3)
    await bad.says("a deadly question")
    await half
    assert await senim.ended() == -9
    for _ in range(2):
        assert await (await house.begins(command=ODD)).ended() == -9
    senim = await house.starts(command=ODD)
    await bad.hears(SORRY)
    await house.rests(load)
    assert "parked" in senim.console
    tally = load.tally("an update that kills the process, 3 times, among others").told()
    assert (tally.lost, tally.parked) == (0, 0)
    assert await senim.stopped() == 0


async def test_a_wall_clock_that_jumps_changes_nothing(house, tmp_path):
    clock = tmp_path / "clock"
    clock.write_text("0")
    senim = await house.starts(command=ODD, ODD_CLOCK=str(clock))
    tallies = []
    for jump in (YEARS, -YEARS, 2 * YEARS, 0, -3600, 3600):
        load = await Load(house.api).says()
        await house.world.until(lambda load=load: load.answered() >= 10)
        clock.write_text(str(jump))
        await house.rests(load)
        tallies.append(load.tally(f"the clock jumps by {jump} s"))
        await senim.killed()
        senim = await house.starts(command=ODD, ODD_CLOCK=str(clock))
        await house.rests(load)
        assert load.tally("").repeated <= WORKERS
    tally = total("the wall clock jumps by years and hours, with a kill after each, 6 jumps", tallies).told()
    assert (tally.lost, tally.parked, tally.repeated) == (0, 0, 0)


async def test_the_guide_changed_under_way(house, tmp_path):
    guide = shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    senim = await house.starts(SENIM_GUIDE=str(guide))
    entry = guide / "en" / "guide" / "rights" / "credit-decision.md"
    tallies = [await _answered(house)]
    entry.write_text(re.sub("(?m)^title: .*$", "title: Mended by an editor", entry.read_text("utf-8")), "utf-8")
    await senim.says("the guide was read again")
    reader = Person(house.world, lang="en")
    await reader.says(f"/start {payload('guide/rights/credit-decision', 'en')}")
    await reader.hears("Mended by an editor")
    load = await Load(house.api).says()
    entry.write_text("no front matter", "utf-8")
    await senim.says("left out of the guide: .*credit-decision.md")
    (guide / "languages.yaml").write_text("[", "utf-8")
    await senim.says("the changed guide cannot be read .*; the old one stays")
    await house.rests(load)
    tallies += [load.tally(""), await _answered(house)]
    tally = total("the guide is changed and broken under way", tallies).told()
    assert (tally.lost, tally.parked, tally.repeated) == (0, 0, 0)
    assert await senim.stopped() == 0


async def _answered(house):
    load = await Load(house.api).says()
    await house.rests(load)
    return load.tally("")


async def test_webhook_with_updates_repeated_out_of_order_and_kills(house):
    """Telegram repeats what it got no 200 for, in parallel and in any order."""
    tallies = []
    for number in range(10):
        senim = await house.starts(SENIM_WEBHOOK_URL="https://senim.example.kz")
        address = await senim.address()
        await house.world.until(lambda: any(call.method == "setWebhook" for call in house.world.calls))
        secret = next(call for call in house.world.calls if call.method == "setWebhook").fields["secret_token"]
        load = await Load(house.api).says()
        updates = [*house.world.pending] * 2
        house.world.pending.clear()
        random.Random(number).shuffle(updates)
        async with ClientSession(headers={SECRET_HEADER: secret}) as web:
            posting = asyncio.create_task(_post(web, address + PATH, updates))
            if number % 2:
                await house.world.until(lambda load=load, number=number: load.answered() >= 5 * number)
                await senim.killed()
            refused = await posting
            if number % 2:
                senim = await house.starts(SENIM_WEBHOOK_URL="https://senim.example.kz")
                assert await _post(web, await senim.address() + PATH, refused) == []
        await house.rests(load)
        tallies.append(load.tally("webhook"))
        assert tallies[-1].lost == 0
        assert tallies[-1].repeated <= (WORKERS if number % 2 else 0)
        assert await senim.stopped() == 0
    total("webhook: every update twice, in parallel, out of order; 5 of 10 runs killed", tallies).told()


async def _post(web, url, updates):
    """Eight at a time, as Telegram does; those that got no 200."""
    refused, turns = [], asyncio.Semaphore(8)

    async def one(update):
        async with turns:
            try:
                async with web.post(url, json=update) as reply:
                    taken = reply.status == 200
            except ClientError:
                taken = False
            if not taken:
                refused.append(update)

    await asyncio.gather(*map(one, updates))
    return refused
