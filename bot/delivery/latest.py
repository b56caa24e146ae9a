"""Edits that show how something stands: at most one a second for each message, and always the newest."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.exceptions import AiogramError

log = logging.getLogger(__name__)
PACE = 1.0
Show = Callable[[], Awaitable[Any]]


class Latest:
    """Touch a message as often as you like: it is shown at once, then once a second, each time as it is by then."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._wanted: dict[object, Show] = {}
        self._running: dict[object, asyncio.Task[None]] = {}

    def touch(self, key: object, show: Show) -> None:
        """Something has changed: `show` will be called soon, or a newer one in its place."""
        self._wanted[key] = show
        if key not in self._running:
            self._running[key] = asyncio.get_running_loop().create_task(self._run(key))

    def drop(self, key: object) -> None:
        """Nothing of it is to be shown any more."""
        self._wanted.pop(key, None)

    async def settle(self) -> None:
        """Wait until everything has been shown."""
        while self._running:
            await asyncio.gather(*self._running.values())

    async def _run(self, key: object) -> None:
        try:
            while show := self._wanted.pop(key, None):
                try:
                    await show()
                except AiogramError as error:
                    log.info("not shown (%s)", type(error).__name__)  # the next change shows it
                await self._sleep(PACE)
        finally:
            del self._running[key]
