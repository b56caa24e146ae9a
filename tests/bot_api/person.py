"""A person on Telegram, for tests: says, taps, hears; the same words as the Citizen at the kiosk."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from typing import Any

from tests.bot_api.world import Json, World

_numbers = itertools.count(1001)


@dataclass
class Person:
    """Somebody with a phone. `says` and `taps` return the update's number; `hears` waits for an answer."""

    world: World
    lang: str = "ru"
    name: str = "Aigerim"
    id: int = 0

    def __post_init__(self) -> None:
        self.id = self.id or next(_numbers)
        self.chat: Json = {"id": self.id, "type": "private", "first_name": self.name}
        self.user: Json = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.lang}
        self.world.chats[self.id] = self.chat

    async def says(self, text: str) -> int:
        """A message."""
        entities = (
            [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text.startswith("/") else []
        )
        return await self.sends(text=text, entities=entities)

    async def sends(self, **content: Any) -> int:
        """A message of any kind: a voice, a photo."""
        message = {
            "message_id": self.world.next_message(),
            "from": self.user,
            "chat": self.chat,
            "date": int(time.time()),
        }
        return await self.world.happens("message", message | content)

    async def says_in(self, group: Json, text: str) -> int:
        """A message in a group; `group` is its chat."""
        self.world.chats[group["id"]] = group
        return await self.sends(chat=group, text=text)

    async def looks_up(self, query: str) -> list[Json]:
        """Types after the bot's name in some chat; the cards that come."""
        number = str(next(_numbers))
        self.world.queries.add(number)
        await self.world.happens("inline_query", {"id": number, "from": self.user, "query": query, "offset": ""})
        await self.world.until(lambda: number in self.world.shown)
        return self.world.shown[number]

    async def taps(self, label: str) -> int:
        """A button under the latest message that has it."""
        for message in reversed(self.messages):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"].startswith(label) and "callback_data" in button:
                        return await self._tap(message, button["callback_data"])
        raise AssertionError(f"no button {label!r} in the chat")

    async def _tap(self, message: Json, data: str) -> int:
        number = str(next(_numbers))
        self.world.taps[number] = time.monotonic()
        tap = {"id": number, "from": self.user, "chat_instance": str(self.id), "message": message, "data": data}
        return await self.world.happens("callback_query", tap)

    async def stops(self, draft_id: int) -> int:
        """Stop, under what is being written."""
        return await self.world.happens("stopped_message_generation", {"chat": self.chat, "draft_id": draft_id})

    async def hears(self, *texts: str, seconds: float = 20) -> str:
        """Wait until a message from the bot holds all these texts; that message's text."""

        def heard() -> list[str]:
            return [one for one in self.texts if all(text in one for text in texts)]

        await self.world.until(heard, seconds)
        return heard()[-1]

    @property
    def messages(self) -> list[Json]:
        """What stands in the chat from the bot, oldest first."""
        return [message for (chat, _), message in self.world.messages.items() if chat == self.id]

    @property
    def texts(self) -> list[str]:
        """The texts of those messages."""
        return [message.get("text", "") for message in self.messages]
