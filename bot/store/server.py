"""A database server (PostgreSQL): every piece of work in a transaction of its own, on a connection of the pool."""

from sqlalchemy import URL
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.database import Result, Work, migrate


class Server:
    """PostgreSQL by URL."""

    insert = staticmethod(postgresql.insert)

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, url: URL) -> "Server":
        """Connect and migrate. Raises sqlalchemy.exc.DBAPIError or OSError when the server is away."""
        server = cls(create_async_engine(url))
        await server.write(migrate)
        return server

    async def read(self, work: Work[Result]) -> Result:
        """What the function reads."""
        async with self._engine.connect() as connection:
            return await connection.run_sync(work)

    async def write(self, work: Work[Result]) -> Result:
        """What the function returns, committed."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def tidy(self) -> None:
        """A server's log is its operator's: how long it is kept is set there."""

    async def close(self) -> None:
        """Give the connections back."""
        await self._engine.dispose()
