"""Answers that take long: after a second the person sees what is being written, and a Stop that is heard at once.

A draft is only a preview: whatever becomes of it, whoever opened it sends the answer itself as a message.
"""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from aiogram.enums import ChatType
from aiogram.exceptions import AiogramError
from aiogram.methods import SendMessageDraft
from aiogram.types import Message

log = logging.getLogger(__name__)
STOPPED = "stopped_message_generation"
QUICK = 1.0  # seconds that a person waits gladly, and the pace of what follows
RENEWED = 20  # looks; Telegram takes a preview away after thirty seconds
LAST_WORD = 2.0


@dataclass
class Draft:
    """One preview. `text` is whole HTML of at most 4096 units, and may be set from any thread; the latest is shown."""

    id: int
    text: str = ""
    over: Event = field(default_factory=Event)  # Stop was pressed, or the block has ended: write no more
    sending: asyncio.Lock = field(default_factory=asyncio.Lock)


class Drafts:
    """The previews that are open, by chat and number."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._numbers = itertools.count(1)
        self._open: dict[tuple[int, int], Draft] = {}

    @contextlib.asynccontextmanager
    async def open(self, message: Message) -> AsyncIterator[Draft]:
        """A preview beside the answer to a message, while the block runs. In a group it is never shown."""
        draft = Draft(next(self._numbers))
        key = message.chat.id, draft.id
        self._open[key] = draft
        showing = asyncio.create_task(self._show(message, draft)) if message.chat.type == ChatType.PRIVATE else None
        try:
            yield draft
            with contextlib.suppress(TimeoutError):  # a preview that came after the answer would stand below it
                async with asyncio.timeout(LAST_WORD), draft.sending:
                    draft.over.set()
        finally:
            draft.over.set()
            del self._open[key]
            if showing:
                showing.cancel()

    def stop(self, chat_id: int, draft_id: int) -> None:
        """The person has read enough; one that is no longer open is no error."""
        if draft := self._open.get((chat_id, draft_id)):
            draft.over.set()

    def stopped_by(self, update: Mapping[str, Any]) -> bool:
        """Whether a raw update is a Stop, which is then obeyed. It cannot wait in the lane behind what it stops."""
        event = update.get(STOPPED)
        if event is None:
            return False
        with contextlib.suppress(TypeError, KeyError):
            self.stop(event["chat"]["id"], event["draft_id"])
        return True

    async def _show(self, message: Message, draft: Draft) -> None:
        shown, looks = None, 0
        await self._sleep(QUICK)
        while not draft.over.is_set():
            looks += 1
            if draft.text != shown or looks >= RENEWED:
                shown, looks = draft.text, 0
                if not await self._sent(message, draft, shown):
                    return
            await self._sleep(QUICK)

    async def _sent(self, message: Message, draft: Draft, text: str) -> bool:
        """False when previews do not work here: the answer comes without one."""
        async with draft.sending:
            if draft.over.is_set() or message.bot is None:
                return False
            try:
                await message.bot(
                    SendMessageDraft(chat_id=message.chat.id, draft_id=draft.id, text=text, can_stop=True)
                )
            except AiogramError as error:
                log.info("no draft is shown (%s)", type(error).__name__)
                return False
        return True
