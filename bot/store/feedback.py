"""Thumbs and «this is wrong», counted per entry and language. No text, no person, no time."""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.tables import feedback


class Feedback:
    """Counters."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    async def add(self, entry: str, lang: str, kind: str) -> None:
        """Count one more `kind` (up, down, wrong) for an entry."""
        statement = self._insert(feedback).values(entry=entry, lang=lang, kind=kind, count=1)
        statement = statement.on_conflict_do_update(
            index_elements=["entry", "lang", "kind"], set_={"count": feedback.c.count + 1}
        )
        async with self._engine.begin() as connection:
            await connection.execute(statement)

    async def counts(self) -> dict[tuple[str, str, str], int]:
        """Every counter by (entry, language, kind)."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(feedback))
            return {(entry, lang, kind): count for entry, lang, kind, count in rows}
