"""The durable inbox: an update is here, committed, before Telegram hears that we have it, and gone when it is answered."""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from bot.store.database import Database
from bot.store.tables import inbox
from bot.store.vault import Vault

MAX_TRIES = 3
KEEP_SECONDS = 48 * 3600  # longer than Telegram repeats an update; then its number is forgotten too
HELD = 1_000  # payloads kept in memory as well, so that what is answered at once is not read back

_STILL_OPEN = (inbox.c.update_id == bindparam("number")) & (inbox.c.state == "new")  # what is parked stays parked
_CLOSE = update(inbox).where(_STILL_OPEN).values(state=bindparam("as"), error=bindparam("why"), payload=None)


@dataclass(frozen=True)
class Waiting:
    """An update that waits: its number and the lane whose order it keeps."""

    update_id: int
    lane: str


class Inbox:
    """Updates keyed by their number, so that a repeated delivery is dropped; payloads are sealed."""

    def __init__(self, database: Database, vault: Vault, clock: Callable[[], float] = time.time) -> None:
        self._database, self._vault, self._clock = database, vault, clock
        self._insert = database.insert(inbox).on_conflict_do_nothing()
        self._held: OrderedDict[int, dict[str, Any]] = OrderedDict()

    async def put(self, updates: Sequence[dict[str, Any]]) -> list[Waiting]:
        """Keep a batch in one commit; returns those that were not here before, in order."""
        batch = {one["update_id"]: one for one in updates}
        if not batch:
            return []
        rows = [
            {"update_id": number, "lane": self._vault.person(lane_id(one)), "payload": self._vault.seal(one),
             "state": "new", "got": self._clock()}
            for number, one in batch.items()
        ]  # fmt: skip

        def insert(connection: Connection) -> set[int]:
            return {row["update_id"] for row in rows if connection.execute(self._insert, row).rowcount}

        new = await self._database.write(insert)
        self._hold({number: one for number, one in batch.items() if number in new})
        return [Waiting(row["update_id"], row["lane"]) for row in rows if row["update_id"] in new]

    async def waiting(self) -> list[Waiting]:
        """What an earlier process left unanswered, oldest first."""
        query = select(inbox.c.update_id, inbox.c.lane).where(inbox.c.state == "new").order_by(inbox.c.update_id)
        return [Waiting(*row) for row in await self._database.read(lambda connection: connection.execute(query).all())]

    async def read(self, update_id: int) -> dict[str, Any] | None:
        """The update, or None when it cannot be opened any more (another secret, or already answered)."""
        if held := self._held.get(update_id):
            return held
        query = select(inbox.c.payload).where(inbox.c.update_id == update_id, inbox.c.state == "new")
        sealed = await self._database.read(lambda connection: connection.execute(query).scalar())
        return self._vault.unseal(sealed) if sealed else None

    async def done(self, update_id: int) -> None:
        """Answered: the payload is erased in the same commit."""
        await self._close(update_id, "done", None)

    async def failed(self, update_id: int, error: Exception) -> bool:
        """Count a failed try; after the last one the update is parked, its payload erased. Returns whether it is parked."""
        count = (
            update(inbox).where(inbox.c.update_id == update_id).values(tries=inbox.c.tries + 1).returning(inbox.c.tries)
        )
        tries = await self._database.write(lambda connection: connection.execute(count).scalar()) or MAX_TRIES
        if tries >= MAX_TRIES:
            await self._close(update_id, "parked", type(error).__name__[:64])
        return tries >= MAX_TRIES

    async def prune(self) -> None:
        """Forget the numbers of updates closed long ago, or in a time to come: the clock was wrong then."""
        now = self._clock()
        other_days = (inbox.c.got < now - KEEP_SECONDS) | (inbox.c.got > now + KEEP_SECONDS)
        old = delete(inbox).where(inbox.c.state != "new", other_days)
        await self._database.write(lambda connection: connection.execute(old))

    async def counts(self) -> dict[str, int]:
        """How many updates stand in each state."""
        query = select(inbox.c.state, func.count()).group_by(inbox.c.state)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return {state: count for state, count in rows}  # noqa: C416 a row is not a tuple to mypy

    async def _close(self, update_id: int, state: str, error: str | None) -> None:
        changes = {"number": update_id, "as": state, "why": error}
        await self._database.write(lambda connection: connection.execute(_CLOSE, changes))
        self._held.pop(update_id, None)

    def _hold(self, updates: dict[int, dict[str, Any]]) -> None:
        self._held.update(updates)
        while len(self._held) > HELD:
            self._held.popitem(last=False)


def lane_id(raw: dict[str, Any]) -> int:
    """Whose order an update keeps: the person's, whose message, tap and vote share a lane; in a group the group's.

    A group gets twenty messages a minute: with one lane it waits for its turns with one worker, however many people ask there.
    Never raises: an update of a kind yet unknown must not hide those that came with it.
    """
    event = next((value for key, value in raw.items() if key != "update_id" and isinstance(value, dict)), {})
    inner = event.get("message")
    chats = [event.get("chat"), inner.get("chat") if isinstance(inner, dict) else None]
    groups = [number for number in map(_number, chats) if number and number < 0]
    people = filter(None, map(_number, (event.get("from"), event.get("user"), *chats)))
    return groups[0] if groups else next(people, 0)


def _number(who: Any) -> int | None:
    number = who.get("id") if isinstance(who, dict) else None
    return number if isinstance(number, int) else None
