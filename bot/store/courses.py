"""How far somebody has come in the course: in a row that lives 15 minutes, or kept until /forget if they say so."""

from sqlalchemy import Connection, delete, select, update

from bot.domain.course import Mark, Progress
from bot.store.database import Database
from bot.store.dialogues import Dialogues
from bot.store.people import People, Person
from bot.store.tables import course, people

KIND = "course"


class Courses:
    """Whoever has a role has asked to keep their results: the role is their track, kept for nothing else."""

    def __init__(self, database: Database, dialogues: Dialogues, persons: People) -> None:
        self._database, self._dialogues, self._people = database, dialogues, persons

    async def get(self, person: Person) -> Progress:
        """Their way so far; an empty one when there is none."""
        if person.role is None:
            return Progress.load(await self._dialogues.get(person.code, KIND))
        query = select(course.c.module, course.c.part, course.c.score, course.c.asked).where(
            course.c.person == person.code
        )
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return Progress(person.role, {module: Mark(part, right, asked) for module, part, right, asked in rows})

    async def put(self, person: Person, progress: Progress) -> None:
        """Their way as it is now, where they want it."""
        if person.role is None:
            await self._dialogues.put(person.code, KIND, progress.dump())
            return
        if progress.track != person.role:
            await self._people.set(person.code, role=progress.track)
        await self._write(person.code, progress)

    async def keep(self, person: Person, progress: Progress) -> None:
        """They want it kept."""
        await self._people.set(person.code, role=progress.track)
        await self._write(person.code, progress)
        await self._dialogues.drop(person.code, KIND)

    async def let_go(self, person: Person) -> None:
        """They want it kept no longer: it lives 15 minutes more."""
        progress = await self.get(person)

        def forget(connection: Connection) -> None:
            connection.execute(delete(course).where(course.c.person == person.code))
            connection.execute(update(people).where(people.c.person == person.code).values(role=None))

        await self._database.write(forget)
        await self._dialogues.put(person.code, KIND, progress.dump())

    async def _write(self, code: str, progress: Progress) -> None:
        def upsert(connection: Connection) -> None:
            for module, mark in progress.marks.items():
                fields = {"part": mark.part, "score": mark.right, "asked": mark.asked}
                row = self._database.insert(course).values(person=code, module=module, **fields)
                connection.execute(row.on_conflict_do_update(index_elements=["person", "module"], set_=fields))

        await self._database.write(upsert)
