"""What is kept per person: a chosen language, a role, the day they came. Shown by /mydata, deleted by /forget."""

import datetime
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, select

from bot.store.database import Database
from bot.store.tables import course, dialogues, people

_GET = select(people.c.lang, people.c.role, people.c.since).where(people.c.person == bindparam("code"))


@dataclass(frozen=True)
class Person:
    """A remembered person; `code` is the HMAC under which they are kept."""

    code: str
    lang: str | None = None
    role: str | None = None
    since: datetime.date | None = None


class People:
    """The people table, and whatever else is keyed by a person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, code: str) -> Person:
        """What is kept of a person; an empty `Person` when nothing is."""
        row = await self._database.read(lambda connection: connection.execute(_GET, {"code": code}).first())
        return Person(code, *row) if row else Person(code)

    async def set(self, code: str, *, lang: str | None = None, role: str | None = None) -> None:
        """Keep a choice; what is not given stays as it was."""
        changes = {key: value for key, value in (("lang", lang), ("role", role)) if value is not None}
        row = {"person": code, "since": datetime.datetime.now(datetime.UTC).date(), **changes}
        statement = (
            self._database.insert(people)
            .values(row)
            .on_conflict_do_update(index_elements=["person"], set_=changes or {"person": code})
        )
        await self._database.write(lambda connection: connection.execute(statement))

    async def forget(self, code: str) -> list[str]:
        """Delete everything kept under a person; returns the names of what was there."""
        kept = await self.get(code)
        names = [name for name in ("lang", "role", "since") if getattr(kept, name) is not None]

        def delete_all(connection: Connection) -> list[str]:
            connection.execute(delete(people).where(people.c.person == code))
            more = {"course": course, "dialogue": dialogues}
            return [
                name
                for name, table in more.items()
                if connection.execute(delete(table).where(table.c.person == code)).rowcount
            ]

        return names + await self._database.write(delete_all)
