"""Who asks, and in which language: worked out once per update and handed to every handler."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import TelegramObject, User

from bot.domain.people import client_language
from bot.services import Services
from bot.store.people import Person
from bot.views.words import Words


@dataclass(frozen=True)
class Visitor:
    """The person behind an update: their code, what is kept of them, the language to speak and its words."""

    code: str
    person: Person
    lang: str
    words: Words

    def speaking(self, lang: str, services: Services) -> "Visitor":
        """The same visitor in another language."""
        return replace(self, lang=lang, words=services.words[lang])


class Context(BaseMiddleware):
    """Gives handlers `visitor` and `services`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Add the two; an update without a person speaks Kazakh to nobody."""
        user: User | None = data.get("event_from_user")
        private = data.get("event_chat") is None or data["event_chat"].type == ChatType.PRIVATE
        code = self._services.vault.person(user.id) if user and private else ""  # in a group nobody is anybody
        person = await self._services.people.get(code) if code else Person("")
        lang = person.lang or client_language(user.language_code if user else None)
        data["services"] = replace(self._services)  # a guide that changes meanwhile is the next update's
        data["visitor"] = Visitor(code, person, lang, self._services.words[lang])
        return await handler(event, data)
