"""One visitor at the kiosk: page events in, updates for the dispatcher out, in order; everything dropped when they go."""

import asyncio
import json
import logging
import time
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Message, Update

from bot.delivery.worker import place
from bot.domain.people import LANGS
from bot.kiosk import polls
from bot.kiosk.retell import retold
from bot.kiosk.session import Event, KioskSession, Tab
from bot.services import Services

log = logging.getLogger(__name__)
MAX_TEXT = 8000
WAITING = 8  # events that may wait; a page that sends faster than it is answered is told to wait


class Visitor:
    """A tab and what it does. Handlers see an ordinary private chat."""

    def __init__(
        self, session: KioskSession, bot: Bot, dispatcher: Dispatcher, services: Services, tab: Tab, lang: str
    ) -> None:
        self._session, self._bot, self._dispatcher, self._services = session, bot, dispatcher, services
        self.tab, self._lang = tab, lang if lang in LANGS else "kk"
        self._events: asyncio.Queue[Event] = asyncio.Queue(WAITING)

    async def run(self) -> None:
        """Answer events one after another until cancelled."""
        while True:
            event = await self._events.get()
            try:
                await self._feed(event)
            except Exception as error:
                log.error("kiosk event failed (%s)", place(error))
                words = self._services.words[self._lang]
                await self.tab.push(
                    {"op": "toast", "text": words("Something went wrong. Please try again."), "alert": True}
                )
            await self.tab.push({"op": "done"})

    def receive(self, raw: str) -> bool:
        """Take an event from the page, if it is one; False when there is no room."""
        try:
            event = json.loads(raw)
        except (ValueError, RecursionError):
            return True
        if not isinstance(event, dict) or event.get("op") == "alive":
            return True  # alive: somebody reads; having arrived is all it says
        if event.get("op") == "stop":  # not in line: it would wait for what it is to stop
            self._services.drafts.stop(self.tab.id, _number(event.get("id")))
            return True
        try:
            self._events.put_nowait(event)
        except asyncio.QueueFull:
            return False
        return True

    async def forget(self, left: bool = True) -> None:
        """Drop all that is kept under this visitor. A line that broke (not `left`) ends no class: the page comes back to it."""
        code = self._services.vault.person(self.tab.id)
        here = self._session.is_open(self.tab)
        self._session.close_tab(self.tab)
        if not here:
            return  # come back already, by another line
        self._services.recent.forget(code)
        self._services.unanswered.forget(code)
        await self._services.people.forget(code)
        if left:
            await self._services.classes.forget(code)

    async def _feed(self, event: Event) -> None:
        fields = await self._switched(event) if event.get("op") == "lang" else await self._update(event)
        if fields is not None:
            update = Update.model_validate({"update_id": self._session.number(), **fields}, context={"bot": self._bot})
            await self._dispatcher.feed_update(self._bot, update)

    async def _update(self, event: Event) -> dict[str, Any] | None:
        if event.get("op") == "text" and isinstance(event.get("text"), str) and event["text"].strip():
            return {"message": self._message(_whole(event["text"])[:MAX_TEXT])}
        if event.get("op") == "tap" and isinstance(event.get("id"), int) and isinstance(event.get("data"), str):
            return await self._tapped(event["id"], event["data"])
        return None

    def _message(self, text: str) -> dict[str, Any]:
        message: dict[str, Any] = {
            "message_id": self._session.number(),
            "date": int(time.time()),
            "text": text,
            **self._who(),
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return message

    async def _switched(self, event: Event) -> dict[str, Any] | None:
        """The bar speaks another language from now on, and so does the card that is being read, where it can."""
        lang, message = event.get("lang"), self.tab.messages.get(_number(event.get("id")))
        if lang not in LANGS:
            return None
        self._lang = lang
        await self._services.people.set(self._services.vault.person(self.tab.id), lang=lang)
        data = retold(message.reply_markup, lang) if message else None
        return self._callback(message, data) if message and data else None

    async def _tapped(self, message_id: int, data: str) -> dict[str, Any] | None:
        """A tap, if the page really had that button: whatever else a page sends is not believed."""
        message = self.tab.has_button(message_id, data)
        option = polls.option(data)
        if message and option is not None:
            return await self._voted(message_id, option)
        return self._callback(message, data) if message else None

    async def _voted(self, message_id: int, option: int) -> dict[str, Any] | None:
        poll = await self._session.vote(self._bot, self.tab, message_id, option)
        vote = {
            "poll_id": poll,
            "option_ids": [option],
            "option_persistent_ids": [str(option)],
            "user": self._who()["from"],
        }
        return {"poll_answer": vote} if poll else None

    def _callback(self, message: Message, data: str) -> dict[str, Any]:
        number = self._session.number()
        return {"callback_query": {
            "id": f"{self.tab.id}:{number}", "chat_instance": str(self.tab.id), "data": data, "from": self._who()["from"],
            "message": message.model_dump(mode="json", by_alias=True, exclude_none=True),
        }}  # fmt: skip

    def _who(self) -> dict[str, Any]:
        visitor = {"id": self.tab.id, "is_bot": False, "first_name": "Kiosk", "language_code": self._lang}
        return {"from": visitor, "chat": {"id": self.tab.id, "type": "private"}}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _whole(text: str) -> str:
    """Text without halves of letters: JSON may carry lone surrogates, and nothing after it can write them."""
    return text.encode("utf-8", "replace").decode()
