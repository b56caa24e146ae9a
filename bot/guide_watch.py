"""The guide changed while Senim runs: noticed by its files' times, read again aside, and put in place of the old one at once."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from bot.delivery.worker import place
from bot.services import Services
from retrieval.answer import Engine
from retrieval.entry_file import ContentError

log = logging.getLogger(__name__)
LOOK_SECONDS = 10.0
Stamp = frozenset[tuple[str, int, int]]


class GuideWatch:
    """Swaps `services.engine`. An update that is being answered keeps the guide that it began with."""

    def __init__(
        self,
        services: Services,
        build: Callable[[], Engine],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._services, self._build, self._sleep = services, build, sleep
        self._root = services.engine.guide.root
        self._known: Stamp | None = None
        self._last: Stamp | None = None

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self.look()
            await self._sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Notice a change; read the guide once it stands still from look to look: an editor may be in the middle of it."""
        try:
            now = await asyncio.to_thread(stamp, self._root)
        except OSError as error:
            log.warning("the guide cannot be looked at (%s)", type(error).__name__)
            return
        if self._known is None:
            self._known = now
        elif now not in (self._known, self._last):
            log.info("the guide is changing")
        elif now != self._known:
            self._known = now
            await self._read_again()
        self._last = now

    async def _read_again(self) -> None:
        start = time.perf_counter()
        try:
            engine = await asyncio.to_thread(self._build)
        except Exception as error:  # whatever an editor has done to it
            log.error("the changed guide cannot be read (%s); the old one stays", _why(error))
            return
        if not engine.guide.entries:
            log.error("the changed guide has no entry; the old one stays")
            return
        self._services.engine = engine
        tell(engine.guide.problems)
        log.info("the guide was read again in %.1f s: %s", time.perf_counter() - start, engine.guide.digest)


def tell(problems: Iterable[ContentError]) -> None:
    """Name what is left out."""
    for problem in problems:
        log.error("left out of the guide: %s", problem)


def stamp(root: Path) -> Stamp:
    """Names, sizes and times of the guide's files; a few milliseconds."""
    found = []
    for path in root.rglob("*"):
        if path.suffix in (".md", ".yaml") and not path.name.startswith("."):
            known = path.stat()
            found.append((path.as_posix(), known.st_mtime_ns, known.st_size))
    return frozenset(found)


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, ContentError) else place(error)
