"""Places to work in: so many jobs work at once. One that only waits for its chat's turn lends its place to another's."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextvars import ContextVar

MOST_ASIDE = 256  # bounded too: each holds an answer that is ready
Holding = Callable[[int], contextlib.AbstractContextManager[None]]


def untold(_job: int) -> contextlib.AbstractContextManager[None]:
    """For those who keep no record of what is in hand."""
    return contextlib.nullcontext()


class Places:
    """A semaphore whose holders may step aside. `holding` is entered for as long as a job really has its place."""

    def __init__(self, places: int, holding: Holding) -> None:
        self.free = asyncio.Semaphore(places)
        self.aside = 0
        self.holding = holding

    @contextlib.asynccontextmanager
    async def taken(self, job: int) -> AsyncIterator[None]:
        """A place for the job while the block runs."""
        place = _Place(self, job)
        token = _PLACE.set(place)
        try:
            await place.take()
            yield
        finally:
            place.leave()
            _PLACE.reset(token)


class _Place:
    """One job's place, or the wish for one."""

    def __init__(self, places: Places, job: int) -> None:
        self.places, self.job, self.task = places, job, asyncio.current_task()
        self._held: contextlib.ExitStack | None = None

    async def take(self) -> None:
        await self.places.free.acquire()
        self._held = contextlib.ExitStack()
        self._held.callback(self.places.free.release)
        self._held.enter_context(self.places.holding(self.job))

    def leave(self) -> None:
        if self._held:
            self._held.close()
        self._held = None


_PLACE: ContextVar[_Place | None] = ContextVar("place", default=None)


@contextlib.asynccontextmanager
async def aside() -> AsyncIterator[None]:
    """For a wait in which nothing is done: whoever has a place lends it, and waits for one afterwards."""
    place = _PLACE.get()
    if place is None or place.task is not asyncio.current_task() or place.places.aside >= MOST_ASIDE:
        yield
        return
    place.leave()
    place.places.aside += 1
    try:
        yield
        await place.take()
    finally:
        place.places.aside -= 1
