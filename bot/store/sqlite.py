"""SQLite as this house uses it: reads at once, on the spot; writes by one thread, as many in one commit as have come meanwhile.

A read by key takes 0.03 ms: handing it to a thread costs more. A commit waits for the disk, so it never stands in anybody's way,
and it costs the same for one change as for a hundred.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.store import damage
from bot.store.database import Result, Work, migrate

log = logging.getLogger(__name__)
# secure_delete overwrites what is deleted; FULL makes a commit outlive a power cut; a short WAL leaves little behind.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "busy_timeout=5000", "wal_autocheckpoint=200")
Job = tuple[Callable[[Connection], Any], asyncio.Future[Any]]
Outcome = tuple[Any, Exception | None]


class Sqlite:
    """One file in the data folder. What is damaged is kept aside, and a new one is begun."""

    insert = staticmethod(sqlite.insert)

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = create_engine(f"sqlite:///{path.absolute()}")
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)
        self._thread = ThreadPoolExecutor(1, "sqlite")
        self._reader: Connection | None = None  # of the event loop, which alone may close it
        self._stale = False  # the reader's file has been put aside
        self._writer: Connection | None = None  # of the thread
        self._jobs: list[Job] = []
        self._untidy = True  # something was written since the log was last emptied, perhaps by an earlier process
        self._busy: asyncio.Task[None] | None = None

    @classmethod
    def open(cls, path: Path) -> "Sqlite":
        """The file, looked through, made when it is missing, migrated. Raises OSError when the folder cannot be used."""
        path.parent.mkdir(parents=True, exist_ok=True)
        damage.look_through(path)
        database = cls(path)
        database._migrated()
        return database

    async def read(self, work: Work[Result]) -> Result:
        """What the function reads; at once, on a snapshot that no writer disturbs."""
        try:
            connection = self._fresh_reader()
            with connection.begin():
                return work(connection)
        except DatabaseError as error:
            if not damage.means(error):
                raise
            raise await asyncio.get_running_loop().run_in_executor(self._thread, self._begin_anew, error) from None

    async def write(self, work: Work[Result]) -> Result:
        """What the function returns, after the commit that it shares with whatever came at the same time."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Result] = loop.create_future()
        self._jobs.append((work, answer))
        if self._busy is None or self._busy.done():
            self._busy = loop.create_task(self._write())
        return await answer

    async def close(self) -> None:
        """Empty the write-ahead log, then close: what was erased must not linger in it."""
        if self._busy:
            await self._busy
        for connection in (self._reader, self._writer):
            if connection is not None:
                connection.close()
        self._empty_log()
        self._engine.dispose()
        self._thread.shutdown()

    async def tidy(self) -> None:
        """Empty the write-ahead log, in which erased rows lie until it turns over."""
        if self._untidy:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._empty_log)

    def _empty_log(self) -> None:
        self._untidy = False
        try:
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout=0")  # nobody's write waits for this
                busy, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                self._untidy = bool(busy)  # another process reads: next time
                connection.invalidate()  # its patience is not for others
        except DatabaseError as error:
            log.warning("the write-ahead log could not be emptied (%s)", type(error).__name__)

    def _fresh_reader(self) -> Connection:
        if self._reader is not None and self._stale:
            self._reader.close()
            self._reader = None
        self._stale = False
        self._reader = self._reader or self._engine.connect()
        return self._reader

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while self._jobs:
            jobs, self._jobs = self._jobs, []
            outcomes = await loop.run_in_executor(self._thread, self._commit, [work for work, _ in jobs])
            for (_, answer), (result, error) in zip(jobs, outcomes, strict=True):
                if answer.done():  # nobody waits for it any more
                    continue
                if error is None:
                    answer.set_result(result)
                else:
                    answer.set_exception(error)

    def _commit(self, works: list[Callable[[Connection], Any]]) -> list[Outcome]:
        """In the thread: all of it in one transaction; a piece that fails takes back only itself."""
        try:
            connection = self._writer or self._migrated()
            self._untidy = True
            with connection.begin():
                if len(works) == 1:
                    return [(works[0](connection), None)]
                return [_outcome(connection, work) for work in works]
        except Exception as error:
            told = self._begin_anew(error) if damage.means(error) else error
            return [(None, told)] * len(works)

    def _begin_anew(self, error: BaseException) -> OperationalError:
        """In the thread: whoever met the damage is told that the database was away for a moment, and tries again."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._engine.dispose()
        damage.look_through(self._path)
        self._stale = True  # not before: the loop would open the old file once more
        with contextlib.suppress(DatabaseError):  # else the next writer makes the tables; who only reads cannot
            self._migrated()
        return OperationalError(None, None, error)

    def _migrated(self) -> Connection:
        connection = self._engine.connect().execution_options(writes=True)
        with connection.begin():
            migrate(connection)
        self._writer = connection
        return connection


def _outcome(connection: Connection, work: Callable[[Connection], Any]) -> Outcome:
    try:
        with connection.begin_nested():
            return work(connection), None
    except Exception as error:
        if damage.means(error):
            raise
        return None, error


def _prepare(connection: Any, _record: object) -> None:
    """Transactions are begun by us: Python's module would begin them late, and leave half of a migration behind a kill."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes its turn before it reads; a reader sees one snapshot per statement, and needs no transaction."""
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
