"""How fast the bot is beside a bare aiogram echo bot: the same updates, the same Bot API server, turn by turn in one run."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from aiohttp import web

from tests.bot_api.person import Person
from tests.bot_api.server import Server
from tests.bot_api.world import World
from tests.senim_process import Senim

PER_SECOND = 100
PEOPLE = 2_000  # nobody asks faster than a person would, so that flood control stays out of it
_CHAT = re.compile(rb"chat_id=(\d+)")
ECHO = (sys.executable, "-m", "tests.echo_bot")
QUESTIONS = (
    "почему мне не дали кредит, говорят компьютер", "несие бермеген себебін қалай білсем болады",
    "how do i find out why my loan was refused", "/help", "можно ли отправлять фото удостоверения в чат",
    "мошенники звонят из банка что делать", "can my school use my child's photo", "ЖСН-ді ботқа жазуға бола ма", "/topics",
    "погода в Алматы завтра",
)  # fmt: skip


@dataclass
class Figures:
    """One bot's rounds: seconds from offered to answered, and updates per second when more come than it can take."""

    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    saturation: list[float] = field(default_factory=list)


class Far(Server):
    """The Bot API server, but quick with messages: it notes when one has come and for whom, so that it is not what is measured."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.heard: dict[int, float] = {}

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["method"] != "sendMessage":
            return await super()._call(request)
        body = await request.read()
        number = int(_CHAT.search(body)[1])
        self.heard.setdefault(number, time.monotonic())
        message = {"message_id": 1, "date": 1, "chat": {"id": number, "type": "private"}, "text": "."}
        return web.json_response({"ok": True, "result": message})


class Bench:
    """One bot, its own server, and the people who write to it."""

    def __init__(self, far: Far) -> None:
        self.far, self.world, self.figures = far, far.world, Figures()
        self.people = cycle([Person(far.world) for _ in range(PEOPLE)])
        self.sayings = cycle(QUESTIONS)

    async def paced(self, seconds: float) -> None:
        """A round at the offered rate, which does not wait for answers."""
        offered: dict[int, float] = {}
        self._fresh()
        start = time.monotonic()
        for number in range(int(seconds * PER_SECOND)):
            await asyncio.sleep(start + number / PER_SECOND - time.monotonic())
            person = next(self.people)
            offered[person.id] = time.monotonic()
            await person.says(next(self.sayings))
        taken = await self._answers(len(offered))
        waits = sorted(taken[who] - at for who, at in offered.items())
        self.figures.p50.append(statistics.median(waits))
        self.figures.p99.append(waits[int(len(waits) * 0.99)])

    async def flooded(self, updates: int) -> None:
        """A round with everything at once."""
        self._fresh()
        start = time.monotonic()
        for person in islice(self.people, updates):
            await person.says(next(self.sayings))
        taken = await self._answers(updates)
        self.figures.saturation.append(updates / (max(taken.values()) - start))

    def _fresh(self) -> None:
        self.far.heard.clear()
        gc.collect()

    async def _answers(self, updates: int) -> dict[int, float]:
        """When each person had the answer."""
        while len(self.far.heard) < updates:  # looked at by time: a look at every call would load the server
            await asyncio.sleep(0.02)
        return dict(self.far.heard)


async def measure(rounds: int = 5, seconds: float = 10, flood: int = 1_000) -> tuple[Figures, Figures]:
    """The figures of ours and of the echo bot, rounds in turn; the first, unwritten one warms both up."""
    async with _bot() as ours, _bot(*ECHO) as echo:
        for number in range(rounds + 1):
            for bench in (ours, echo) if number % 2 else (echo, ours):
                await bench.paced(seconds if number else 2)
                await bench.flooded(flood)
            if number == 0:
                ours.figures, echo.figures = Figures(), Figures()
        return ours.figures, echo.figures


@asynccontextmanager
async def _bot(*command: str):
    with tempfile.TemporaryDirectory() as folder:
        far = Far(World())
        await far.start()
        own = {"SENIM_WORKERS": "16", "SENIM_LOG_LEVEL": "WARNING"}
        process = await Senim.start(Path(folder) / "data", far, command=command, **own)
        try:
            await process.says("Senim is at|echo is ready")
            yield Bench(far)
        finally:
            await process.gone()
            await far.stop()


def table(ours: Figures, echo: Figures) -> Iterator[str]:
    """A Markdown table of medians with their ranges, and how the two compare."""
    yield f"| {len(ours.p99)} rounds in turn, medians (lowest-highest) | Senim | bare echo bot | ratio |"
    yield "| --- | --- | --- | --- |"
    for name, unit in (("p50", "ms"), ("p99", "ms"), ("saturation", "updates/s")):
        mine, other = (
            ([1000 * one for one in getattr(figures, name)] if unit == "ms" else getattr(figures, name))
            for figures in (ours, echo)
        )
        ratio = statistics.median(mine) / statistics.median(other)
        yield f"| {name}, {unit} | {_cell(mine)} | {_cell(other)} | {ratio:.2f} |"


def _cell(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} ({min(values):.1f}-{max(values):.1f})"


def machine() -> str:
    """What else the machine was doing: without it the figures say little."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
