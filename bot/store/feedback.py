"""Thumbs and «this is wrong», counted per entry and language. No text, no person, no time."""

from sqlalchemy import select

from bot.store.database import Database
from bot.store.tables import feedback


class Feedback:
    """Counters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, entry: str, lang: str, kind: str) -> None:
        """Count one more `kind` (up, down, wrong) for an entry."""
        statement = self._database.insert(feedback).values(entry=entry, lang=lang, kind=kind, count=1)
        statement = statement.on_conflict_do_update(
            index_elements=["entry", "lang", "kind"], set_={"count": feedback.c.count + 1}
        )
        await self._database.write(lambda connection: connection.execute(statement))

    async def counts(self) -> dict[tuple[str, str, str], int]:
        """Every counter by (entry, language, kind)."""
        rows = await self._database.read(lambda connection: connection.execute(select(feedback)).all())
        return {(entry, lang, kind): count for entry, lang, kind, count in rows}
