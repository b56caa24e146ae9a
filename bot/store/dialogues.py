"""Unfinished business with a person (a letter, a check, a quiz): encrypted rows that live 15 minutes after the last touch."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, or_, select

from bot.store.database import Database
from bot.store.tables import dialogues
from bot.store.vault import Vault

SECONDS = 15 * 60
_KEY = ["person", "kind"]


class Dialogues:
    """One row per person and kind. `code` is the person's HMAC, `kind` at most 16 letters: letter, check, quiz."""

    def __init__(self, database: Database, vault: Vault, clock: Callable[[], float] = time.time) -> None:
        self._database, self._vault, self._clock = database, vault, clock

    async def get(self, code: str, kind: str) -> dict[str, Any] | None:
        """The fields; None when there are none, they are too old, or they were sealed under another secret."""
        query = select(dialogues.c.fields).where(dialogues.c.person == code, dialogues.c.kind == kind, ~self._stale())
        sealed = await self._database.read(lambda connection: connection.execute(query).scalar())
        fields = self._vault.unseal(sealed) if sealed else None
        return fields if isinstance(fields, dict) else None

    async def put(self, code: str, kind: str, fields: dict[str, Any]) -> None:
        """Keep the fields (JSON values) in place of the earlier ones; their quarter of an hour begins anew.

        Raises ValueError without a code: in a group nobody is anybody, and all would share one row.
        """
        if not code:
            raise ValueError("a dialogue belongs to a person")
        changes = {"fields": self._vault.seal(fields), "expires": self._clock() + SECONDS}
        kept = self._database.insert(dialogues).values(person=code, kind=kind, **changes)
        kept = kept.on_conflict_do_update(index_elements=_KEY, set_=changes)
        await self._database.write(lambda connection: connection.execute(kept))

    async def drop(self, code: str, kind: str) -> bool:
        """Finished or given up; whether there was one."""
        gone = delete(dialogues).where(dialogues.c.person == code, dialogues.c.kind == kind)
        return bool(await self._database.write(lambda connection: connection.execute(gone).rowcount))

    async def kinds(self, code: str) -> list[str]:
        """What is unfinished with a person, by kind."""
        query = select(dialogues.c.kind).where(dialogues.c.person == code, ~self._stale()).order_by(dialogues.c.kind)
        return [row[0] for row in await self._database.read(lambda connection: connection.execute(query).all())]

    async def sweep(self) -> int:
        """Delete what is too old; how many rows."""
        old = select(dialogues.c.person).where(self._stale()).limit(1)
        if await self._database.read(lambda connection: connection.execute(old).scalar()) is None:
            return 0  # mostly so: no commit for nothing
        gone = delete(dialogues).where(self._stale())
        return int(await self._database.write(lambda connection: connection.execute(gone).rowcount))

    def _stale(self) -> Any:
        """Too old, or from a time to come: written while the clock was wrong, such a row would stay for ever."""
        now = self._clock()
        return or_(dialogues.c.expires <= now, dialogues.c.expires > now + SECONDS)
