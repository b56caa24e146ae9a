"""What fault tests share: people whose every message has an answer of its own, and the count of sent, answered, lost, repeated."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from tests.bot_api.person import Person
from tests.bot_api.server import Server, bot_api
from tests.bot_api.world import Call
from tests.marks import MARK, MARKS, files, leaks
from tests.senim_process import WORKERS, Senim

log = logging.getLogger("faults")
# Four answers that differ, and a phrase that must be nowhere afterwards.
SAYINGS = (
    f"/help {MARK}",
    f"how do i find out why my loan was refused {MARKS[0]}",
    f"/about {MARKS[1]}",
    f"/privacy {MARK}",
)
SORRY = "Something went wrong. Please try again."


@dataclass(frozen=True)
class Tally:
    """What became of a load. An update is lost when its person got no answer; one that was parked with an apology is not answered."""

    fault: str
    sent: int
    answered: int
    parked: int
    repeated: int

    @property
    def lost(self) -> int:
        return self.sent - self.answered - self.parked

    def told(self) -> Tally:
        """Written to the log: `pytest --log-cli-level=INFO` shows the rows of docs/reliability.md."""
        log.info(
            "| %s | %s | %s | %s | %s | %s |",
            self.fault,
            self.sent,
            self.answered,
            self.parked,
            self.lost,
            self.repeated,
        )
        return self


class Load:
    """So many people, each saying all of SAYINGS."""

    def __init__(self, api: Server, people: int = 15) -> None:
        self.world = api.world
        self.people = [Person(api.world, lang="en", name=MARK) for _ in range(people)]
        self._ids = {person.id for person in self.people}
        self._before = len(api.world.calls)

    @property
    def size(self) -> int:
        return len(self.people) * len(SAYINGS)

    async def says(self) -> Load:
        """Everything, person after person, saying after saying; Telegram hands it out as the bot takes it."""
        for saying in SAYINGS:
            for person in self.people:
                await person.says(saying)
        return self

    def answers(self) -> list[Call]:
        """What the people got, as it came."""
        new = self.world.calls[self._before :]
        return [
            call
            for call in new
            if call.method == "sendMessage" and not call.error and call.fields["chat_id"] in self._ids
        ]

    def answered(self) -> int:
        """Messages with at least one answer."""
        return len(
            {(call.fields["chat_id"], call.fields["text"]) for call in self.answers() if call.fields["text"] != SORRY}
        )

    def tally(self, fault: str) -> Tally:
        """The count at the end."""
        copies = Counter((call.fields["chat_id"], call.fields["text"]) for call in self.answers())
        parked = sum(text == SORRY for _, text in copies)
        return Tally(fault, self.size, len(copies) - parked, parked, copies.total() - len(copies))

    def in_order(self) -> bool:
        """Everybody's first answers came in the order of their messages."""
        firsts = defaultdict(dict)
        for call in self.answers():
            firsts[call.fields["chat_id"]].setdefault(call.fields["text"])
        return len({tuple(texts) for texts in firsts.values()}) == 1


@asynccontextmanager
async def fault_house(folder: Path) -> AsyncIterator[House]:
    """A house in which, whatever has happened, nothing can be read in the end of what people wrote."""
    async with bot_api() as api, AsyncExitStack() as stack:
        house = House(api, folder, stack)
        yield house
        assert house.leaked() == []


class House:
    """A data folder, a Bot API server, and Senim started over them as often as the story asks."""

    def __init__(self, api: Server, folder: Path, stack: AsyncExitStack) -> None:
        self.api, self.world, self.data, self._stack = api, api.world, folder / "data", stack
        self._processes: list[Senim] = []

    async def starts(self, **how: str) -> Senim:
        """A process that answers."""
        senim = await self.begins(**how)
        await senim.address()
        return senim

    async def begins(self, **how: str) -> Senim:
        """A process that may not come so far."""
        senim = await Senim.start(self.data, self.api, **how)
        self._stack.push_async_callback(senim.gone)
        self._processes.append(senim)
        return senim

    def leaked(self) -> list[str]:
        """Where something that people wrote, or their names, can be read: in a file, on a console. The index is made of the guide."""
        consoles = {f"console {number}": one.console.encode() for number, one in enumerate(self._processes)}
        return leaks(files(self.data, skip=".npz") | consoles)

    def waiting(self) -> int:
        """Updates in the inbox that nobody has answered."""
        with closing(sqlite3.connect(f"file:{self.data / 'senim.db'}?mode=ro", uri=True)) as database:
            return database.execute("SELECT count(*) FROM inbox WHERE state = 'new'").fetchone()[0]

    async def rests(self, load: Load, seconds: float = 60) -> None:
        """Wait until everything is answered and marked so."""
        async with asyncio.timeout(seconds):
            while self.world.pending or load.answered() < load.size or self.waiting():
                await asyncio.sleep(0.02)


async def killed_at_random(house: House, times: int, random, people: int = 15) -> list[Tally]:
    """One start more than kills: what follows a kill is the beginning of the next run."""
    tallies = []
    senim = await house.starts()
    for number in range(1, times + 1):
        house.world.faults.always("sendMessage", _slow(random))
        load = await Load(house.api, people).says()
        target = random.randrange(load.size)
        await house.world.until(lambda load=load, target=target: load.answered() >= target)
        await asyncio.sleep(random.uniform(0, 0.03))
        await senim.killed()
        assert house.leaked() == []
        at_kill = len(load.answers())
        house.world.faults.clear()
        senim = await house.starts()
        await house.rests(load)
        tally = load.tally(f"kill -9, run {number}, after {at_kill} answers")
        assert (tally.lost, tally.parked) == (0, 0), tally
        assert tally.repeated <= WORKERS, tally
        assert _only_what_was_in_hand(load, at_kill), tally
        assert load.in_order()
        tallies.append(tally)
    assert await senim.stopped() == 0
    return tallies


def _only_what_was_in_hand(load: Load, at_kill: int) -> bool:
    """Repeated was only what had been sent just before the kill and not marked yet: each person's last answer till then."""
    before, after = load.answers()[: at_kill + WORKERS], load.answers()[at_kill:]
    last = {call.fields["chat_id"]: call.fields["text"] for call in before}
    seen = Counter((call.fields["chat_id"], call.fields["text"]) for call in load.answers())
    return all(last.get(call.fields["chat_id"]) == call.fields["text"] for call in after
               if seen[call.fields["chat_id"], call.fields["text"]] > 1)  # fmt: skip


def _slow(random):
    from tests.bot_api import faults

    return faults.slow(random.uniform(0, 0.03))


def total(fault: str, tallies: list[Tally]) -> Tally:
    """One row of many runs."""
    return Tally(
        fault, *(sum(getattr(one, name) for one in tallies) for name in ("sent", "answered", "parked", "repeated"))
    )
