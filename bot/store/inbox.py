"""The durable inbox: an update is here, committed, before Telegram hears that we have it, and gone when it is answered."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.tables import inbox
from bot.store.vault import Vault

MAX_TRIES = 3
KEEP_SECONDS = 48 * 3600  # longer than Telegram repeats an update; then its number is forgotten too


@dataclass(frozen=True)
class Waiting:
    """An update that waits: its number and the lane whose order it keeps."""

    update_id: int
    lane: str


class Inbox:
    """Updates keyed by their number, so that a repeated delivery is dropped; payloads are sealed."""

    def __init__(self, engine: AsyncEngine, vault: Vault, clock: Callable[[], float] = time.time) -> None:
        self._engine, self._vault, self._clock = engine, vault, clock
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    async def put(self, updates: Sequence[dict[str, Any]]) -> list[Waiting]:
        """Keep a batch in one commit; returns those that were not here before, in order."""
        rows = [
            {"update_id": one["update_id"], "lane": self._vault.person(lane_id(one)), "payload": self._vault.seal(one),
             "state": "new", "got": self._clock()}
            for one in {one["update_id"]: one for one in updates}.values()
        ]  # fmt: skip
        if not rows:
            return []
        statement = self._insert(inbox).values(rows).on_conflict_do_nothing().returning(inbox.c.update_id)
        async with self._engine.begin() as connection:
            new = set((await connection.execute(statement)).scalars())
        return [Waiting(row["update_id"], row["lane"]) for row in rows if row["update_id"] in new]

    async def waiting(self) -> list[Waiting]:
        """What an earlier process left unanswered, oldest first."""
        query = select(inbox.c.update_id, inbox.c.lane).where(inbox.c.state == "new").order_by(inbox.c.update_id)
        async with self._engine.connect() as connection:
            return [Waiting(*row) for row in await connection.execute(query)]

    async def read(self, update_id: int) -> dict[str, Any] | None:
        """The update, or None when it cannot be opened any more (another secret, or already answered)."""
        query = select(inbox.c.payload).where(inbox.c.update_id == update_id, inbox.c.state == "new")
        async with self._engine.connect() as connection:
            sealed = (await connection.execute(query)).scalar()
        return self._vault.unseal(sealed) if sealed else None

    async def done(self, update_id: int) -> None:
        """Answered: the payload is erased in the same commit."""
        await self._close(update_id, "done", None)

    async def failed(self, update_id: int, error: Exception) -> bool:
        """Count a failed try; after the last one the update is parked, its payload erased. Returns whether it is parked."""
        count = (
            update(inbox).where(inbox.c.update_id == update_id).values(tries=inbox.c.tries + 1).returning(inbox.c.tries)
        )
        async with self._engine.begin() as connection:
            tries = (await connection.execute(count)).scalar() or MAX_TRIES
        if tries >= MAX_TRIES:
            await self._close(update_id, "parked", type(error).__name__[:64])
        return tries >= MAX_TRIES

    async def prune(self) -> None:
        """Forget the numbers of updates closed long ago."""
        old = inbox.c.got < self._clock() - KEEP_SECONDS
        async with self._engine.begin() as connection:
            await connection.execute(delete(inbox).where(inbox.c.state != "new", old))

    async def counts(self) -> dict[str, int]:
        """How many updates stand in each state."""
        query = select(inbox.c.state, func.count()).group_by(inbox.c.state)
        async with self._engine.connect() as connection:
            return dict(row._tuple() for row in await connection.execute(query))

    async def _close(self, update_id: int, state: str, error: str | None) -> None:
        still_open = (inbox.c.update_id == update_id) & (inbox.c.state == "new")  # what is parked stays parked
        change = update(inbox).where(still_open).values(state=state, error=error, payload=None)
        async with self._engine.begin() as connection:
            await connection.execute(change)


def lane_id(raw: dict[str, Any]) -> int:
    """Whose order an update keeps: the person's, else the chat's. Message, tap and vote of one person share a lane.

    Never raises: an update of a kind yet unknown must not hide those that came with it.
    """
    event = next((value for key, value in raw.items() if key != "update_id" and isinstance(value, dict)), {})
    inner = event.get("message")
    for who in (
        event.get("from"),
        event.get("user"),
        event.get("chat"),
        inner.get("chat") if isinstance(inner, dict) else None,
    ):
        if isinstance(who, dict) and isinstance(who.get("id"), int):
            return int(who["id"])
    return 0
