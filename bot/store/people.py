"""What is kept per person: a chosen language, a role, the day they came. Shown by /mydata, deleted by /forget."""

import datetime
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.tables import dialogues, people


@dataclass(frozen=True)
class Person:
    """A remembered person; `code` is the HMAC under which they are kept."""

    code: str
    lang: str | None = None
    role: str | None = None
    since: datetime.date | None = None


class People:
    """The people table, and whatever else is keyed by a person."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    async def get(self, code: str) -> Person:
        """What is kept of a person; an empty `Person` when nothing is."""
        query = select(people.c.lang, people.c.role, people.c.since).where(people.c.person == code)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).first()
        return Person(code, *row) if row else Person(code)

    async def set(self, code: str, *, lang: str | None = None, role: str | None = None) -> None:
        """Keep a choice; what is not given stays as it was."""
        changes = {key: value for key, value in (("lang", lang), ("role", role)) if value is not None}
        row = {"person": code, "since": datetime.datetime.now(datetime.UTC).date(), **changes}
        statement = (
            self._insert(people)
            .values(row)
            .on_conflict_do_update(index_elements=["person"], set_=changes or {"person": code})
        )
        async with self._engine.begin() as connection:
            await connection.execute(statement)

    async def forget(self, code: str) -> list[str]:
        """Delete everything kept under a person; returns the names of what was there."""
        kept = await self.get(code)
        names = [name for name in ("lang", "role", "since") if getattr(kept, name) is not None]
        async with self._engine.begin() as connection:
            await connection.execute(delete(people).where(people.c.person == code))
            gone = await connection.execute(delete(dialogues).where(dialogues.c.person == code))
        return names + (["dialogue"] if gone.rowcount else [])
