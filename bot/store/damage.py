"""A damaged database file: noticed, kept aside for whoever wants to look into it, and named in the log."""

import logging
import sqlite3
import time
from contextlib import closing
from pathlib import Path

log = logging.getLogger(__name__)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def means(error: BaseException) -> bool:
    """Whether an error, SQLAlchemy's or SQLite's own, says that the file itself is damaged."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    return code & 0xFF in _DAMAGED  # the rest of the number tells where it was noticed


def look_through(path: Path) -> Path | None:
    """Read the whole file; when it is damaged, move it aside. The new name, or None for a sound or a missing one."""
    if not path.exists() or _sound(path):
        return None
    aside = path.with_name(f"{path.name}.corrupt-{time.strftime('%Y%m%dT%H%M%S')}-{time.time_ns() % 1000:03}")
    for suffix in ("-wal", "-shm", ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.replace(aside.with_name(aside.name + suffix))
    log.critical(
        "the database %s is damaged: it is kept as %s and a new one is begun; chosen languages, counters and off switches "
        "start anew (restore them from a backup), and what waited in it for an answer is lost", path, aside.name,
    )  # fmt: skip
    return aside


def _sound(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=5)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError as error:
        return not means(error)
