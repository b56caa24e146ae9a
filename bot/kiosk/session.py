"""A Bot API session whose other end is a browser tab: what handlers send becomes events, no handler knows the difference."""

import itertools
import mimetypes
import secrets
import time
from base64 import b64encode
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot, methods
from aiogram.client.default import Default
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, Message, User

from bot.kiosk.plain import plain
from bot.kiosk.polls import Poll
from bot.views.callbacks import ClassTap
from bot.views.wording import MARK

Event = dict[str, Any]
Push = Callable[[Event], Awaitable[None]]

# Telegram's ids have at most 52 significant bits: a visitor can never be mistaken for a person on Telegram.
FIRST_VISITOR = 2**52
KEPT_MESSAGES = 200


@dataclass
class Tab:
    """One visitor: an id that nobody else ever had, a way to push events, and the messages on their page."""

    id: int
    push: Push
    messages: dict[int, Message] = field(default_factory=dict)
    patient: bool = False  # in a class one waits for others: the page may rest longer before it forgets
    polls: dict[int, Poll] = field(default_factory=dict)  # those that wait for an answer, by message

    def has_button(self, message_id: int, data: str) -> Message | None:
        """The message, if it really carries that button: nothing else from a page is believed."""
        message = self.messages.get(message_id)
        if message is None or message.reply_markup is None:
            return None
        rows = message.reply_markup.inline_keyboard
        return message if any(button.callback_data == data for row in rows for button in row) else None


class KioskSession(BaseSession):
    """Maps the Bot API methods that handlers use to events for a tab; refuses the others as Telegram would."""

    def __init__(self) -> None:
        super().__init__()
        self.tabs: dict[int, Tab] = {}
        self._numbers = itertools.count(1)
        self._handlers: dict[type[TelegramMethod[Any]], Callable[[Bot, Any], Awaitable[Any]]] = {
            methods.SendMessage: self._send,
            methods.EditMessageText: self._edit,
            methods.EditMessageReplyMarkup: self._edit_markup,
            methods.DeleteMessage: self._delete,
            methods.AnswerCallbackQuery: self._toast,
            methods.SendChatAction: self._typing,
            methods.SendMessageDraft: self._draft,
            methods.SendDocument: self._file,
            methods.SendPoll: self._poll,
            methods.SendPhoto: self._photo,
        }

    def open_tab(self, push: Push, number: int | None = None) -> Tab:
        """A new visitor; with the `number` that a page had before its line broke, the same one again."""
        tab = Tab(FIRST_VISITOR + (secrets.randbits(48) if number is None else number), push)
        self.tabs[tab.id] = tab
        return tab

    def close_tab(self, tab: Tab) -> None:
        """The visitor has gone: their page and its messages with them."""
        if self.is_open(tab):
            del self.tabs[tab.id]
        tab.messages.clear()
        tab.polls.clear()

    def is_open(self, tab: Tab) -> bool:
        """Whether the visitor is still at this page, and has not come back by a new line meanwhile."""
        return self.tabs.get(tab.id) is tab

    def number(self) -> int:
        """A fresh message or update number."""
        return next(self._numbers)

    async def make_request(self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None) -> Any:  # noqa: ASYNC109 aiogram's name
        """Do what the method asks on the page. Raises TelegramBadRequest for what a page cannot do."""
        if isinstance(method, methods.GetMe):
            return User(id=bot.id, is_bot=True, first_name="Senim", username="senim_kiosk")
        handler = self._handlers.get(type(method))
        if handler is None:
            raise TelegramBadRequest(
                method=method, message=f"Bad Request: {method.__api_method__} is not available in the kiosk"
            )
        return await handler(bot, method)

    async def close(self) -> None:
        """Forget every tab."""
        self.tabs.clear()

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        """The kiosk has no files to download."""
        raise NotImplementedError("the kiosk keeps no files")
        yield b""

    def _tab(self, method: TelegramMethod[Any], chat_id: Any) -> Tab:
        tab = self.tabs.get(chat_id)
        if tab is None:
            raise TelegramForbiddenError(method=method, message="Forbidden: the visitor has gone")
        return tab

    async def _send(self, bot: Bot, method: methods.SendMessage) -> Message:
        tab = self._tab(method, method.chat_id)
        tab.patient = in_class(method.reply_markup)
        message = self._message(bot, tab, self.number(), method.text, method.reply_markup)
        await tab.push(self._event(bot, "message", message.message_id, method))
        return message

    async def _file(self, bot: Bot, method: methods.SendDocument) -> Message:
        """A file travels inside the event: it lies nowhere on the way, and is gone with the page."""
        tab = self._tab(method, method.chat_id)
        if not isinstance(method.document, BufferedInputFile):
            raise TelegramBadRequest(method=method, message="Bad Request: the kiosk sends only files made in memory")
        message = self._message(bot, tab, self.number(), method.caption or "", method.reply_markup)
        name, content = method.document.filename or "file", b64encode(method.document.data).decode()
        event = {"op": "file", "id": message.message_id, "name": name, "content": content, "html": method.caption or ""}
        await tab.push({**event, "type": _type(name), "buttons": _rows(method.reply_markup)})
        return message

    async def _photo(self, bot: Bot, method: methods.SendPhoto) -> Message:
        """A picture travels as a file does, and is shown; what is written under it says the same in words."""
        tab = self._tab(method, method.chat_id)
        if not isinstance(method.photo, BufferedInputFile):
            raise TelegramBadRequest(method=method, message="Bad Request: the kiosk shows only pictures made in memory")
        message = self._message(bot, tab, self.number(), method.caption or "", method.reply_markup)
        content = b64encode(method.photo.data).decode()
        event = {"op": "file", "id": message.message_id, "name": "", "content": content, "html": method.caption or ""}
        await tab.push({**event, "type": "image/png", "buttons": _rows(method.reply_markup)})
        return message

    async def _edit(self, bot: Bot, method: methods.EditMessageText) -> Message:
        tab = self._tab(method, method.chat_id)
        if method.message_id not in tab.messages:
            raise TelegramBadRequest(method=method, message="Bad Request: message to edit not found")
        message = self._message(bot, tab, method.message_id, method.text or "", method.reply_markup)
        await tab.push(self._event(bot, "edit", method.message_id, method))
        return message

    async def _edit_markup(self, bot: Bot, method: methods.EditMessageReplyMarkup) -> bool:
        tab = self._tab(method, method.chat_id)
        old = tab.messages.get(method.message_id or 0)
        if old is None:
            raise TelegramBadRequest(method=method, message="Bad Request: message to edit not found")
        self._message(bot, tab, old.message_id, old.text or "", method.reply_markup)
        await tab.push({"op": "buttons", "id": old.message_id, "buttons": _rows(method.reply_markup)})
        return True

    async def _delete(self, bot: Bot, method: methods.DeleteMessage) -> bool:
        tab = self._tab(method, method.chat_id)
        tab.messages.pop(method.message_id, None)
        await tab.push({"op": "delete", "id": method.message_id})
        return True

    async def _toast(self, bot: Bot, method: methods.AnswerCallbackQuery) -> bool:
        tab = self._tab(method, int(method.callback_query_id.partition(":")[0]))
        if method.text:
            await tab.push({"op": "toast", "text": method.text, "alert": bool(method.show_alert)})
        return True

    async def _typing(self, bot: Bot, method: methods.SendChatAction) -> bool:
        await self._tab(method, method.chat_id).push({"op": "typing"})
        return True

    async def _draft(self, bot: Bot, method: methods.SendMessageDraft) -> bool:
        event = {"op": "draft", "id": method.draft_id, "html": method.text or "", "stop": bool(method.can_stop)}
        await self._tab(method, method.chat_id).push(event)
        return True

    async def _poll(self, bot: Bot, method: methods.SendPoll) -> Message:
        tab = self._tab(method, method.chat_id)
        number = self.number()
        poll = tab.polls[number] = Poll.of(method, f"kiosk{number}")
        message = self._message(bot, tab, number, "", poll.keyboard, poll=poll.data())
        await tab.push({"op": "message", "id": number, "html": poll.html, "buttons": _rows(poll.keyboard)})
        return message

    async def vote(self, bot: Bot, tab: Tab, message_id: int, option: int) -> str | None:
        """Mark a question as answered; the poll's number, or None when nothing asked for an answer there."""
        poll = tab.polls.pop(message_id, None)
        if poll is None or option >= len(poll.options):
            return None
        self._message(bot, tab, message_id, "", None, poll=poll.data())
        await tab.push({"op": "edit", "id": message_id, "html": poll.voted(option), "buttons": []})
        return poll.id

    def _message(self, bot: Bot, tab: Tab, message_id: int, text: str, markup: Any, **more: Any) -> Message:
        """A message as Telegram would return it: plain text, no tags, bound to the bot."""
        data = {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": {"id": tab.id, "type": "private"},
            "from": {"id": bot.id, "is_bot": True, "first_name": "Senim"},
            "text": plain(text),
            "reply_markup": markup if isinstance(markup, InlineKeyboardMarkup) else None,
            **more,
        }
        message = Message.model_validate(data, context={"bot": bot})
        tab.messages[message_id] = message
        while len(tab.messages) > KEPT_MESSAGES:
            tab.messages.pop(next(iter(tab.messages)))
        return message

    @staticmethod
    def _event(bot: Bot, op: str, message_id: int, method: Any) -> Event:
        mode = bot.default.parse_mode if isinstance(method.parse_mode, Default) else method.parse_mode
        key = "html" if str(mode).upper() == "HTML" else "text"
        event = {"op": op, "id": message_id, key: method.text, "buttons": _rows(method.reply_markup)}
        event |= {"class": True} if in_class(method.reply_markup) else {}
        return event | ({"ai": MARK} if f"<code>{MARK}</code>" in (method.text or "") else {})


def in_class(markup: Any) -> bool:
    """Whether a message belongs to a class: its buttons tell."""
    return any(button.get("data", "").startswith(f"{ClassTap.__prefix__}:") for row in _rows(markup) for button in row)


def _rows(markup: Any) -> list[list[dict[str, str]]]:
    if not isinstance(markup, InlineKeyboardMarkup):
        return []
    return [
        [
            {key: value for key, value in (("label", b.text), ("data", b.callback_data), ("url", b.url)) if value}
            for b in row
            if not b.copy_text  # the text itself has its button on the page
        ]
        for row in markup.inline_keyboard
    ]


def _type(name: str) -> str:
    """What a file is, by its name; Python's list, whatever the machine's own says."""
    kinds = mimetypes.MimeTypes()
    kinds.add_type("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
    kinds.add_type("text/calendar", ".ics")
    return kinds.guess_type(name)[0] or "application/octet-stream"
