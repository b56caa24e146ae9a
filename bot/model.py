"""The small model beside the bot, if the operator gave one: who waits for it, and an end for all of it when the bot stops."""

import asyncio
import logging
from collections.abc import Coroutine

from bot.settings import Settings
from retrieval.model_process import Bounds, LocalModel
from retrieval.model_server import ServerModel
from retrieval.models import Generator, ModelError, Queue

log = logging.getLogger(__name__)
AT_ONCE = {True: 1, False: 4}  # a file on this machine, a server elsewhere
WAITING = 3
SECONDS = 90.0


class Model:
    """A generator and the wordings under way: one a person, beside their lane, so that a next question never waits for it."""

    def __init__(self, generator: Generator, at_once: int = 1, waiting: int = WAITING) -> None:
        self.name, self.source = generator.name, generator
        self.generator: Generator = Queue(generator, at_once, waiting)
        self._room, self._warm = at_once + waiting, getattr(generator, "warm", None)
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def free(self, code: str) -> bool:
        """Whether there is room for this person's wish now."""
        return code not in self._tasks and len(self._tasks) < self._room

    def start(self, code: str, wording: Coroutine[None, None, None]) -> None:
        """Work at it in the background."""
        task = asyncio.create_task(_quietly(wording))
        self._tasks[code] = task
        task.add_done_callback(lambda _: self._tasks.pop(code, None))

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))
            await asyncio.sleep(0)

    async def warm(self) -> None:
        """Load the file before anybody asks; a model that cannot be loaded costs nothing but a line in the log."""
        try:
            if self._warm:
                await self._warm()
        except ModelError as error:
            log.warning("the model is not there: %s", error)

    async def close(self) -> None:
        """Stop all wordings: the people have the guide's words already."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self.generator.close()


def open_model(settings: Settings) -> Model | None:
    """The model that the settings name; None when they name none. Nothing is loaded yet."""
    if settings.model_url:
        key = settings.model_key.get_secret_value() if settings.model_key else None
        return Model(ServerModel(settings.model_url, key), AT_ONCE[False])
    if settings.model_path:
        return Model(LocalModel(settings.model_path, Bounds(threads=settings.model_threads)), AT_ONCE[True])
    return None


async def _quietly(wording: Coroutine[None, None, None]) -> None:
    try:
        await wording
    except Exception as error:
        log.error("a wording failed (%s)", type(error).__name__)
