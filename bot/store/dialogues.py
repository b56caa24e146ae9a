"""Unfinished business with a person (a letter, a check, a quiz): encrypted rows that live 15 minutes after the last touch."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import and_, bindparam, delete, not_, select

from bot.store.database import Database
from bot.store.tables import dialogues
from bot.store.vault import Vault

SECONDS = 15 * 60
_KEY = ["person", "kind"]
# Neither too old nor from a time to come: written while the clock was wrong, such a row would stay for ever. Made once: to put a
# query together takes longer than to answer it, and every message asks for several kinds.
_FRESH = and_(dialogues.c.expires > bindparam("now"), dialogues.c.expires <= bindparam("latest"))
_OF = and_(dialogues.c.person == bindparam("code"), _FRESH)
_GET = select(dialogues.c.fields).where(_OF, dialogues.c.kind == bindparam("what"))
_KINDS = select(dialogues.c.kind).where(_OF).order_by(dialogues.c.kind)
_OLD = select(dialogues.c.person).where(not_(_FRESH)).limit(1)
_SWEEP = delete(dialogues).where(not_(_FRESH))


class Dialogues:
    """One row per person and kind. `code` is the person's HMAC, `kind` at most 16 letters: letter, check, quiz."""

    def __init__(self, database: Database, vault: Vault, clock: Callable[[], float] = time.time) -> None:
        self._database, self._vault, self._clock = database, vault, clock

    async def get(self, code: str, kind: str) -> dict[str, Any] | None:
        """The fields; None when there are none, they are too old, or they were sealed under another secret."""
        asked = {"code": code, "what": kind, **self._now()}
        sealed = await self._database.read(lambda connection: connection.execute(_GET, asked).scalar())
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
        asked = {"code": code, **self._now()}
        return [row[0] for row in await self._database.read(lambda connection: connection.execute(_KINDS, asked).all())]

    async def sweep(self) -> int:
        """Delete what is too old; how many rows."""
        now = self._now()
        if await self._database.read(lambda connection: connection.execute(_OLD, now).scalar()) is None:
            return 0  # mostly so: no commit for nothing
        return int(await self._database.write(lambda connection: connection.execute(_SWEEP, now).rowcount))

    def _now(self) -> dict[str, float]:
        now = self._clock()
        return {"now": now, "latest": now + SECONDS}
