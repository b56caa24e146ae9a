"""What delivery asks of an inbox, so that it need not know which store keeps it."""

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy.exc import InterfaceError, OperationalError

DATABASE_AWAY = (
    OperationalError,
    InterfaceError,
)  # no fault of an update: a full disk, a locked file, a server that starts


def reason(error: BaseException) -> str:
    """What the database itself calls it (`SQLITE_FULL`), else the error's class; never its text."""
    return str(getattr(getattr(error, "orig", None), "sqlite_errorname", type(error).__name__))


class Waiting(Protocol):
    """An update that waits: its number and the lane whose order it keeps."""

    @property
    def update_id(self) -> int:
        """Telegram's number of the update."""

    @property
    def lane(self) -> str:
        """Whose order it keeps."""


class Inbox(Protocol):
    """A durable inbox; `bot.store.inbox.Inbox` is one."""

    async def put(self, updates: Sequence[dict[str, Any]]) -> Sequence[Waiting]:
        """Keep a batch in one commit; those that were not here before."""

    async def waiting(self) -> Sequence[Waiting]:
        """What an earlier process left unanswered."""

    async def read(self, update_id: int) -> dict[str, Any] | None:
        """The update, if it still waits and can be read."""

    async def done(self, update_id: int) -> None:
        """Answered."""

    async def failed(self, update_id: int, error: Exception) -> bool:
        """Count a failed try; whether it is parked now."""
