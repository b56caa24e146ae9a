"""Classes and who teaches them: rows that outlive a restart, and are gone after a day or when the teacher ends the class."""

import time
from collections.abc import Callable
from dataclasses import asdict
from random import Random, SystemRandom
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update

from bot.domain.classroom import HOURS, Room, Seat, new_code
from bot.store.database import Database
from bot.store.tables import class_answers, class_pupils, classes
from bot.store.vault import Vault

SECONDS = HOURS * 3600
_ROOM = (classes.c.code, classes.c.teacher, classes.c.lang, classes.c.quiz, classes.c.track, classes.c.place,
         classes.c.serial, classes.c.open)  # fmt: skip


class Classes:
    """One class a teacher. People are HMACs; where they are reached is sealed."""

    def __init__(
        self, database: Database, vault: Vault, clock: Callable[[], float] = time.time, chance: Random | None = None
    ) -> None:
        self._database, self._vault, self._clock, self._chance = database, vault, clock, chance or SystemRandom()

    async def open(self, teacher: str, lang: str, track: str) -> Room:
        """A new class, or the one that the teacher has."""
        while True:
            held = await self.of_teacher(teacher)
            if held:
                return held
            room = Room(new_code(self._chance), teacher, lang, track=track)
            row = {**asdict(room), "open": 0, "opened": self._clock(), "seat": None}
            made = self._database.insert(classes).values(row).on_conflict_do_nothing()
            await self._write(made)

    async def get(self, code: str) -> Room | None:
        """The class with that code."""
        return await self._room(classes.c.code == code)

    async def of_teacher(self, teacher: str) -> Room | None:
        """The class that a person leads."""
        return await self._room(classes.c.teacher == teacher)

    async def change(self, room: Room, **fields: Any) -> Room | None:
        """The class with other fields; None when it has ended meanwhile."""
        changed = update(classes).where(classes.c.code == room.code).values(**fields)
        await self._write(changed)
        return await self.get(room.code)

    async def sit(self, room: Room, seat: Seat) -> None:
        """Where the teacher is reached from now on."""
        await self.change(room, seat=self._vault.seal(asdict(seat)))

    async def seat(self, room: Room) -> Seat | None:
        """Where the teacher is reached."""
        query = select(classes.c.seat).where(classes.c.code == room.code)
        return self.unsealed(await self._database.read(lambda connection: connection.execute(query).scalar()))

    async def end(self, room: Room) -> None:
        """Nothing of the class is left."""
        await self._database.write(lambda connection: _erase(connection, [room.code]))

    async def forget(self, person: str) -> bool:
        """A person goes: their class ends, and where they sat nobody can be told any more; whether there was anything."""

        def gone(connection: Connection) -> bool:
            led = [row[0] for row in connection.execute(select(classes.c.code).where(classes.c.teacher == person))]
            _erase(connection, led)
            return leave(connection, person) or bool(led)

        return await self._database.write(gone)

    async def sweep(self) -> int:
        """End the classes of yesterday, and those from a time to come: the clock was wrong then. How many."""
        now = self._clock()
        query = select(classes.c.code).where(or_(classes.c.opened <= now - SECONDS, classes.c.opened > now + SECONDS))
        old = [row[0] for row in await self._database.read(lambda connection: connection.execute(query).all())]
        if old:
            await self._database.write(lambda connection: _erase(connection, old))
        return len(old)

    def unsealed(self, sealed: bytes | None) -> Seat | None:
        """A seat as it was sealed; None for none."""
        fields = self._vault.unseal(sealed) if sealed else None
        return Seat(**fields) if isinstance(fields, dict) else None

    async def _write(self, statement: Any) -> None:
        await self._database.write(lambda connection: connection.execute(statement))

    async def _room(self, which: Any) -> Room | None:
        fresh = classes.c.opened > self._clock() - SECONDS
        query = select(*_ROOM).where(which, fresh)
        row: Row[Any] | None = await self._database.read(lambda connection: connection.execute(query).first())
        return Room(row[0], row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7])) if row else None


def leave(connection: Connection, person: str) -> bool:
    """A pupil goes: their answers stay in the class's sums, under no name and no code that is anybody's."""
    rows = connection.execute(select(class_pupils.c["class"]).where(class_pupils.c.pupil == person)).all()
    nobody = f"left-{SystemRandom().getrandbits(128):032x}"
    connection.execute(update(class_answers).where(class_answers.c.pupil == person).values(pupil=nobody))
    connection.execute(delete(class_pupils).where(class_pupils.c.pupil == person))
    return bool(rows)


def _erase(connection: Connection, codes: list[str]) -> None:
    for table, column in ((class_answers, "class"), (class_pupils, "class"), (classes, "code")):
        connection.execute(delete(table).where(table.c[column].in_(codes)))
