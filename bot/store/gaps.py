"""Questions that people themselves have handed to the editors: masked, with a language and a day, and nothing of who asked."""

import datetime
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from bot.store.database import Database
from bot.store.tables import gaps

LONGEST = 500  # characters


@dataclass(frozen=True)
class Gap:
    """A question that the guide did not answer; `entry` is the answer that was no good, if there was one."""

    day: datetime.date
    lang: str
    entry: str | None
    question: str


class Gaps:
    """The table. Rows stay until an operator deletes them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, gap: Gap) -> None:
        """Keep one, as the person has seen it."""
        row = {"day": gap.day, "lang": gap.lang, "entry": gap.entry, "question": gap.question[:LONGEST]}
        await self._database.write(lambda connection: connection.execute(insert(gaps), row))

    async def since(self, day: datetime.date) -> list[Gap]:
        """Those of a day and later, oldest first."""
        query = select(gaps.c.day, gaps.c.lang, gaps.c.entry, gaps.c.question).where(gaps.c.day >= day)
        query = query.order_by(
            gaps.c.day, gaps.c.question
        )  # not by number: their order within a day is nobody's business
        return [Gap(*row) for row in await self._database.read(lambda connection: connection.execute(query).all())]

    async def delete_before(self, day: datetime.date) -> int:
        """Delete the older ones; how many."""
        old = delete(gaps).where(gaps.c.day < day)
        return int(await self._database.write(lambda connection: connection.execute(old).rowcount))
