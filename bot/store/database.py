"""The database: functions over a connection, run where they hold nobody up. SQLite in the data folder, or PostgreSQL by URL."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, make_url

from bot.settings import Settings

Result = TypeVar("Result")
Work = Callable[[Connection], Result]


class Database(Protocol):
    """What every table's class works with; `insert` is the dialect's own, which knows `on_conflict`."""

    insert: Callable[..., Any]

    async def read(self, work: Work[Result]) -> Result:
        """What the function reads; it must not write."""

    async def write(self, work: Work[Result]) -> Result:
        """What the function returns, once it is committed. Raises sqlalchemy.exc.DBAPIError, and then nothing of it is kept."""

    async def tidy(self) -> None:
        """What was erased leaves the disk as well, as far as that is ours to see to."""

    async def close(self) -> None:
        """Finish what is being written, and leave."""


async def open_database(settings: Settings) -> Database:
    """The database, migrated to this version. Raises OSError or sqlalchemy.exc.DBAPIError when it cannot be used."""
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        from bot.store.sqlite import Sqlite

        return Sqlite.open(Path(url.database or ""))
    from bot.store.server import Server

    return await Server.open(url)


async def close_database(database: Database) -> None:
    """Finish what is being written, and leave."""
    await database.close()


def migrate(connection: Connection) -> None:
    """Bring the tables to this version, all or nothing: in the transaction of the connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
