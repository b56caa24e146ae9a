"""Who sits in a class and what they answered: one nickname each, one answer a question."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from random import Random, SystemRandom
from typing import Any

from sqlalchemy import Connection, func, select, update

from bot.domain.classroom import MOST, Pupil, Room, Seat
from bot.store.classes import Classes, leave
from bot.store.database import Database
from bot.store.tables import class_answers, class_pupils
from bot.store.vault import Vault

_PUPIL = (class_pupils.c.pupil, class_pupils.c.nick, class_pupils.c.asked, class_pupils.c.seat)


class Pupils:
    """The rows under a class."""

    def __init__(
        self, database: Database, vault: Vault, rooms: Classes, names: int, chance: Random | None = None
    ) -> None:
        self._database, self._vault, self._rooms, self._names = database, vault, rooms, names
        self._chance = chance or SystemRandom()

    async def join(self, room: Room, person: str, seat: Seat) -> Pupil | None:
        """Sit down, or come back to one's nickname; None when the class is full. One sits in one class at a time."""
        sealed = self._vault.seal(asdict(seat))

        def sit(connection: Connection) -> bool:
            mine = (class_pupils.c["class"] == room.code) & (class_pupils.c.pupil == person)
            if connection.execute(update(class_pupils).where(mine).values(seat=sealed)).rowcount:
                return True
            leave(connection, person)
            here = select(class_pupils.c.nick).where(class_pupils.c["class"] == room.code)
            taken = {row[0] for row in connection.execute(here)}
            if len(taken) >= MOST:
                return False
            nick = self._chance.choice([one for one in range(self._names) if one not in taken])
            row = {"class": room.code, "pupil": person, "nick": nick, "asked": 0, "seat": sealed}
            connection.execute(class_pupils.insert().values(row))
            return True

        await self._database.write(sit)
        return await self.get(room, person)

    async def get(self, room: Room, person: str) -> Pupil | None:
        """A pupil of the class."""
        mine = (class_pupils.c["class"] == room.code) & (class_pupils.c.pupil == person)
        row = await self._database.read(lambda connection: connection.execute(select(*_PUPIL).where(mine)).first())
        return self._pupil(row) if row else None

    async def room_of(self, person: str) -> Room | None:
        """The class that a person sits in."""
        query = select(class_pupils.c["class"]).where(class_pupils.c.pupil == person)
        code = await self._database.read(lambda connection: connection.execute(query).scalar())
        return await self._rooms.get(code) if code else None

    async def all(self, room: Room) -> list[Pupil]:
        """Everybody in the class."""
        query = select(*_PUPIL).where(class_pupils.c["class"] == room.code).order_by(class_pupils.c.nick)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return [self._pupil(row) for row in rows]

    async def sent(self, room: Room, pupil: Pupil, serial: int, seat: Seat) -> None:
        """A question has reached them."""
        mine = (class_pupils.c["class"] == room.code) & (class_pupils.c.pupil == pupil.code)
        changed = update(class_pupils).where(mine).values(asked=serial, seat=self._vault.seal(asdict(seat)))
        await self._database.write(lambda connection: connection.execute(changed))

    async def leave(self, person: str) -> bool:
        """Go; whether they were there."""
        return await self._database.write(lambda connection: leave(connection, person))

    async def answer(self, room: Room, person: str, question: str, option: int) -> bool:
        """Keep an answer, if it is the first one to this question."""
        row = {"class": room.code, "pupil": person, "question": question, "option": option}
        kept = self._database.insert(class_answers).values(row).on_conflict_do_nothing()
        return bool(await self._database.write(lambda connection: connection.execute(kept).rowcount))

    async def answer_of(self, room: Room, person: str, question: str) -> int | None:
        """What a pupil answered."""
        a = class_answers.c
        query = select(a.option).where(a["class"] == room.code, a.pupil == person, a.question == question)
        option: int | None = await self._database.read(lambda connection: connection.execute(query).scalar())
        return option

    async def answers_to(self, room: Room, question: str) -> dict[str, int]:
        """What everybody answered to a question, by pupil."""
        a = class_answers.c
        query = select(a.pupil, a.option).where(a["class"] == room.code, a.question == question)
        return {row[0]: row[1] for row in await self._database.read(lambda connection: connection.execute(query).all())}

    async def counts(self, room: Room) -> Mapping[str, Counter[int]]:
        """By question: how many chose each option."""
        a = class_answers.c
        query = select(a.question, a.option, func.count()).where(a["class"] == room.code).group_by(a.question, a.option)
        found: dict[str, Counter[int]] = defaultdict(Counter)
        for question, option, count in await self._database.read(lambda connection: connection.execute(query).all()):
            found[question][option] = count
        return found

    def _pupil(self, row: Any) -> Pupil:
        return Pupil(row[0], row[1], row[2], self._rooms.unsealed(row[3]))
