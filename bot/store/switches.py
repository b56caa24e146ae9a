"""Off switches: a door, or a door in one language, with the reason that people see. Every turn of a switch is a row that stays."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import insert, select

from bot.store.database import Database
from bot.store.tables import switches

DOORS = ("telegram", "kiosk")
ALL = "*"
FRESH_SECONDS = 3.0


@dataclass(frozen=True)
class Turn:
    """A switch as it was turned: `why` is None when it was turned on again."""

    door: str
    lang: str
    why: str | None
    at: float


class Switches:
    """Reads are cached for a few seconds: a switch turned by another process works almost at once."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        self._held: dict[tuple[str, str], str | None] = {}
        self._read_at = float("-inf")

    async def turn(self, door: str, lang: str, why: str | None) -> None:
        """Turn a switch off with a reason, or on with None."""
        statement = insert(switches).values(door=door, lang=lang, why=why, at=self._clock())
        await self._database.write(lambda connection: connection.execute(statement))
        self._read_at = float("-inf")

    async def why_off(self, door: str, lang: str) -> str | None:
        """The reason why a door is closed in a language; None when it is open."""
        if self._clock() - self._read_at > FRESH_SECONDS or self._clock() < self._read_at:
            self._held = {(turn.door, turn.lang): turn.why for turn in await self.history()}
            self._read_at = self._clock()
        return self._held.get((door, ALL)) or self._held.get((door, lang))

    async def history(self) -> list[Turn]:
        """Every turn, oldest first."""
        query = select(switches.c.door, switches.c.lang, switches.c.why, switches.c.at).order_by(switches.c.id)
        return [Turn(*row) for row in await self._database.read(lambda connection: connection.execute(query).all())]
