"""`senim model try`: five answers said more simply, with speed, memory and how much of what the model said stands in the guide."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from bot.model import open_model
from bot.model_files import ModelFileError
from bot.settings import Settings
from retrieval import encoders
from retrieval import guide as guides
from retrieval.model_process import LocalModel
from retrieval.models import Generator, ModelError, Request
from retrieval.prompts import Task, simpler
from retrieval.vectors import Encoder
from retrieval.wording import Tally, worded

FIVE = (
    ("kk", "guide/rights/credit-decision"), ("kk", "guide/scams/caller-id"), ("ru", "guide/rights/credit-decision"),
    ("ru", "guide/personal-data/withdraw-consent"), ("en", "guide/rights/credit-decision"),
)  # fmt: skip


class Watched:
    """A generator that is timed: seconds to the first piece, pieces, seconds in all."""

    def __init__(self, inner: Generator) -> None:
        self.name, self._inner = inner.name, inner
        self.first, self.seconds, self.pieces = 0.0, 0.0, 0

    async def stream(self, request: Request) -> AsyncGenerator[str, None]:
        """As the inner one's."""
        start, self.pieces = time.perf_counter(), 0
        async with aclosing(self._inner.stream(request)) as pieces:
            async for piece in pieces:
                self.pieces += 1
                self.first = self.first if self.pieces > 1 else time.perf_counter() - start
                self.seconds = time.perf_counter() - start
                yield piece

    async def close(self) -> None:
        """Close the inner one."""
        await self._inner.close()

    @property
    def speed(self) -> float:
        """Pieces (about tokens) a second after the first."""
        return (self.pieces - 1) / max(1e-9, self.seconds - self.first) if self.pieces > 1 else 0.0


def run(settings: Settings) -> int:
    """Ask and print; exit 1 when the model does not answer. Raises ModelFileError when none is chosen."""
    model = open_model(settings)
    if model is None:
        raise ModelFileError("no model is chosen: senim model use PATH, or SENIM_MODEL_URL")
    return asyncio.run(_ask(settings, Watched(model.generator), model.source))


async def _ask(settings: Settings, watched: Watched, source: Generator) -> int:
    guide, all_in_all = guides.load(settings.guide), Tally()
    encoder = encoders.chosen(settings.encoder, settings.data / "vectors")
    try:
        for lang, name in FIVE:
            entry = guide.get(name, lang)
            if entry:
                print(f"\n{lang}  {entry.title}")
                await _one(watched, simpler(entry), all_in_all, encoder)
        memory = _memory(source)
    except ModelError as error:
        print(f"The model does not answer: {error}")
        return 1
    finally:
        await watched.close()
    dropped = sum((all_in_all.dropped or {}).values())
    print(f"\n{watched.name}: {all_in_all.passed} of {all_in_all.passed + dropped} sentences stand in the guide"
          + (f"; at most {memory / 1e6:.0f} MB of memory" if memory else ""))  # fmt: skip
    return 0


async def _one(watched: Watched, task: Task, all_in_all: Tally, encoder: Encoder) -> None:
    tally = Tally()
    async for sentence in worded(watched, task, 300.0, tally, encoder):
        print(f"  + {sentence}")
    for why, count in (tally.dropped or {}).items():
        all_in_all.dropped = (all_in_all.dropped or {}) | {why: (all_in_all.dropped or {}).get(why, 0) + count}
        print(f"  - {count} not shown: {why}")
    all_in_all.passed += tally.passed
    print(f"  first word after {watched.first:.1f} s, then {watched.speed:.1f} pieces a second")


def _memory(source: Generator) -> int:
    """The most that the child has held, in bytes; 0 where it cannot be told."""
    status = Path(f"/proc/{source.pid}/status") if isinstance(source, LocalModel) and source.pid else None
    if status is None or not status.exists():
        return 0
    return next(
        (int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")), 0
    )
