"""A wall clock that somebody sets, or that a small computer has lost: nothing is forgotten early, nobody is shut out."""

import inspect
import time

import pytest

from bot.delivery.pacer import Pacer
from bot.domain.flood import BURST, Flood, Verdict
from bot.domain.recent import Recent
from bot.store.inbox import KEEP_SECONDS, Inbox
from bot.store.switches import FRESH_SECONDS, Switches
from bot.telegram import TelegramDoor

YEAR = 365 * 86_400


@pytest.fixture
def inbox(app, clock):
    return Inbox(app.database, app.services.vault, clock)


def message(number: int) -> dict:
    return {"update_id": number, "message": {"from": {"id": 5}}}


@pytest.mark.parametrize("jump", [30 * YEAR, -30 * YEAR])
async def test_what_waits_is_kept_whatever_the_clock_says(inbox, clock, jump):
    await inbox.put([message(1)])
    clock.at += jump
    await inbox.prune()
    assert [one.update_id for one in await inbox.waiting()] == [1]


async def test_numbers_from_a_time_to_come_are_forgotten_too(inbox, clock):
    """They were written while the clock was wrong, and would stay for ever."""
    clock.at += YEAR
    await inbox.put([message(1)])
    await inbox.done(1)
    clock.at -= YEAR
    await inbox.put([message(2)])
    await inbox.done(2)
    clock.at -= KEEP_SECONDS - 1
    await inbox.prune()
    assert await inbox.put([message(2)]) == []
    assert [one.update_id for one in await inbox.put([message(1)])] == [1]


async def test_a_start_forgets_no_numbers_that_telegram_may_still_repeat(app, monkeypatch):
    """Killed before Telegram heard of it, started again when the clock had been set: the repeat must be known."""
    pruned = []
    monkeypatch.setattr(app.inbox, "prune", lambda: pruned.append(1))
    pauses = []

    async def sleep(seconds):
        pauses.append((seconds, list(pruned)))
        raise InterruptedError

    monkeypatch.setattr("bot.telegram.asyncio.sleep", sleep)
    with pytest.raises(InterruptedError):
        await TelegramDoor(app, None)._prune()
    assert pauses == [(3600, [])]


@pytest.mark.parametrize("jump", [YEAR, -YEAR])
async def test_a_switch_turned_elsewhere_is_seen_after_a_jump(app, clock, jump):
    ours, theirs = Switches(app.database, clock), Switches(app.database, clock)
    assert await ours.why_off("telegram", "kk") is None
    await theirs.turn("telegram", "*", "repairs")
    clock.at += jump
    assert await ours.why_off("telegram", "kk") == "repairs"
    await theirs.turn("telegram", "*", None)
    clock.at += FRESH_SECONDS + 1
    assert await ours.why_off("telegram", "kk") is None


def test_nobody_is_silenced_by_a_clock_that_went_back(clock):
    flood = Flood(clock)
    flood.judge("somebody")
    clock.at -= YEAR
    assert [flood.judge("somebody") for _ in range(BURST - 1)] == [Verdict.go] * (BURST - 1)
    assert flood.judge("somebody") is Verdict.tell  # and it still counts


@pytest.mark.parametrize("part", [Flood, Recent, Pacer])
def test_what_measures_time_passed_uses_the_clock_that_nobody_sets(part):
    assert inspect.signature(part).parameters["clock"].default is time.monotonic
