"""Opening the database: safe settings for SQLite, migrations, one line when it cannot be used."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.settings import Settings

# secure_delete overwrites what is deleted; FULL makes a commit outlive a power cut; a short WAL leaves little behind.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "busy_timeout=5000", "wal_autocheckpoint=200")


async def open_database(settings: Settings) -> AsyncEngine:
    """The database, migrated to this version. Raises OSError or sqlalchemy.exc.DBAPIError when it cannot be used."""
    if settings.database_url is None:
        settings.data.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(settings.database)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare)
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)
    return engine


async def close_database(engine: AsyncEngine) -> None:
    """Empty the write-ahead log, then close: what was erased must not linger in it."""
    if engine.dialect.name == "sqlite":
        async with engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    await engine.dispose()


def _prepare(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
