"""A Bot API session that records what would be sent, for updates that no kiosk has: groups, inline queries, votes."""

from __future__ import annotations

import itertools
import time
from typing import Any

from aiogram import Bot, methods
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.types import Message, Update, User

ME = {"id": 7, "is_bot": True, "first_name": "Senim", "username": "senim_test_bot"}
ANNA = {"id": 1001, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
GROUP = {"id": -1000, "type": "supergroup", "title": "9 «Б»"}
numbers = itertools.count(1)


class Recorder(BaseSession):
    """Refuses nothing, answers what handlers need, keeps everything sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Any] = []

    async def make_request(self, bot, method, timeout=None):
        if isinstance(method, methods.GetMe):
            return User(**ME)
        self.sent.append(method)
        if isinstance(method, methods.SendMessage):
            chat = {"id": method.chat_id, "type": "private" if method.chat_id > 0 else "supergroup"}
            return Message.model_validate(
                {"message_id": next(numbers), "date": int(time.time()), "chat": chat, "from": ME, "text": method.text},
                context={"bot": bot},
            )
        return True

    async def close(self) -> None:
        self.sent.clear()

    async def stream_content(self, *args, **kwargs):
        raise RuntimeError("tests download nothing")
        yield b""


class Chat:
    """Feeds updates to an app's dispatcher through a recording bot."""

    def __init__(self, app) -> None:
        self.app = app
        self.session = Recorder()
        self.bot = Bot("7:recorder", session=self.session, default=DefaultBotProperties(parse_mode="HTML"))

    @property
    def sent(self) -> list[Any]:
        return self.session.sent

    async def feed(self, **event: Any) -> None:
        update = Update.model_validate({"update_id": next(numbers), **event}, context={"bot": self.bot})
        await self.app.dispatcher.feed_update(self.bot, update)

    async def says(self, text: str, chat: dict | None = None, who: dict = ANNA, **more: Any) -> None:
        message = {
            "message_id": next(numbers),
            "date": int(time.time()),
            "chat": chat or {"id": who["id"], "type": "private"},
            "from": who,
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        await self.feed(message={**message, **more})

    async def asks_inline(self, query: str, who: dict = ANNA) -> None:
        await self.feed(inline_query={"id": str(next(numbers)), "from": who, "query": query, "offset": ""})
