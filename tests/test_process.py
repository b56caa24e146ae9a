"""The real process over real HTTP: it answers, and neither a kill nor a stop loses what people have asked."""

from collections import Counter
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from tests.bot_api import faults
from tests.bot_api.person import Person
from tests.bot_api.server import bot_api
from tests.senim_process import WORKERS, Senim

pytestmark = pytest.mark.timeout(180)
QUESTIONS = {
    "kk": "несие бермеген себебін қалай білсем болады",
    "ru": "почему мне не дали кредит, говорят компьютер",
    "en": "how do i find out why my loan was refused",
}


@pytest_asyncio.fixture
async def api():
    async with bot_api() as server:
        yield server


@pytest_asyncio.fixture
async def starts(api, tmp_path):
    """Starts Senim over one data folder, as often as the story asks for it."""
    async with AsyncExitStack() as stack:

        async def start(**environment: str) -> Senim:
            senim = await Senim.start(tmp_path / "data", api, **environment)
            stack.push_async_callback(senim.gone)
            return senim

        yield start


class Crowd:
    """Many people who ask at the same time; every message asks for a page of another length, so that answers can be told apart."""

    def __init__(self, api, people: int, questions: tuple[str, ...] = ("/help", "/about")) -> None:
        self.world, self.questions = api.world, questions
        self.people = [Person(api.world, lang="en") for _ in range(people)]

    async def asks(self) -> None:
        for question in self.questions:
            for person in self.people:
                await person.says(question)

    @property
    def size(self) -> int:
        return len(self.people) * len(self.questions)

    def answered(self) -> int:
        """Questions with at least one answer."""
        return sum(len(set(person.texts)) for person in self.people)

    def repeated(self) -> int:
        return sum(count - 1 for person in self.people for count in Counter(person.texts).values())

    def in_order(self) -> bool:
        """Everybody's answers came in the order of their questions, repeats aside."""
        firsts = [tuple(dict.fromkeys(person.texts)) for person in self.people]
        return len(set(firsts)) == 1


async def test_it_answers_and_when_killed_in_the_middle_it_loses_nothing(api, starts, guide):
    senim = await starts()
    await senim.address()
    for lang, question in QUESTIONS.items():
        person = Person(api.world, lang="en")
        await person.says(question)
        await person.hears(guide.get("guide/rights/credit-decision", lang).title, seconds=10)
    await api.world.until(
        lambda: api.world.texts.get(("short_description", "en"))
    )  # the menu and descriptions are published
    crowd = Crowd(api, people=20)
    api.world.faults.always("sendMessage", faults.slow(0.1))
    await crowd.asks()
    await api.world.until(lambda: crowd.answered() >= 6)
    await _all_workers_stand_still(api.world)
    await senim.killed()
    api.world.faults.clear()
    await (await starts()).address()
    await api.world.until(lambda: crowd.answered() == crowd.size)
    assert 0 < crowd.repeated() <= WORKERS  # sent, and killed before it could be noted
    assert crowd.in_order()


async def _all_workers_stand_still(world):
    """Some answers are on their way and will arrive after the kill, the others never will."""
    world.faults.always("sendMessage", faults.HUNG)
    world.faults.then("sendMessage", faults.slow(1), faults.HUNG, faults.slow(1))
    await world.until(lambda: world.faults.used_up("sendMessage") and world.under_way["sendMessage"] == WORKERS)


async def test_told_to_stop_it_finishes_what_it_has_begun_and_leaves_the_rest_for_later(api, starts):
    senim = await starts()
    crowd = Crowd(api, people=20)
    api.world.faults.always("sendMessage", faults.slow(0.5))
    await senim.address()
    await crowd.asks()
    await api.world.until(lambda: crowd.answered() >= WORKERS and api.world.under_way["sendMessage"] == WORKERS)
    answered = crowd.answered()
    assert await senim.stopped() == 0
    assert "drained" in senim.console
    api.world.faults.clear()
    assert crowd.answered() == answered + WORKERS  # those that were under way, and none begun after them
    assert not api.world.pending  # everything is in the inbox, and Telegram knows
    again = await starts()
    address = await again.address()
    await api.world.until(lambda: crowd.answered() == crowd.size)
    assert crowd.repeated() == 0
    assert crowd.in_order()
    await _metrics_tell(address, handled=crowd.size)
    assert await again.stopped() == 0


async def _metrics_tell(address: str, handled: int) -> None:
    async with ClientSession() as session, session.get(f"{address}/metrics") as reply:
        text = await reply.text()
    assert 'senim_answers_total{status="answered"} 0.0' in text
    count = next(line for line in text.splitlines() if line.startswith('senim_updates_total{outcome="handled"}'))
    assert 0 < float(count.split()[1]) < handled  # the rest was answered in the earlier life


async def test_with_a_wrong_token_it_ends_with_one_clear_line(api, starts):
    senim = await starts(BOT_TOKEN="700000001:mistyped")
    assert await senim.ended() == 2
    lines = [line for line in senim.console.splitlines() if "senim:" in line or "WARNING" in line or "ERROR" in line]
    assert lines == ["senim: BOT_TOKEN is refused by Telegram; copy it again from @BotFather into .env"]
    assert "mistyped" not in senim.console
    assert "Traceback" not in senim.console
