"""What lives for a while only is deleted on time, by whoever keeps it; here, every minute."""

import asyncio
import contextlib
from typing import Protocol

from sqlalchemy.exc import DBAPIError

from bot.store.database import Database

SECONDS = 60


class Swept(Protocol):
    """Something with rows that grow too old."""

    async def sweep(self) -> int:
        """Delete them; how many."""


async def keep_swept(database: Database, *kept: Swept) -> None:
    """Sweep for ever, first at once: a process that was down has left its rows lying. What anybody erased leaves the disk too."""
    while True:
        for one in kept:
            with contextlib.suppress(DBAPIError):  # away for a moment; the next minute comes
                await one.sweep()
        with contextlib.suppress(DBAPIError):
            await database.tidy()
        await asyncio.sleep(SECONDS)
