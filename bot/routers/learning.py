"""What the routers of the course share: who learns, in which words, how far they have come."""

from dataclasses import dataclass

from aiogram import Bot

from bot.domain.course import Progress
from bot.routers.context import Visitor
from bot.services import KIOSK_ID, Services
from bot.views.words import Words
from retrieval.guide import Guide


@dataclass(frozen=True)
class Learner:
    """A person in the course, in the language of the screen that they tapped."""

    visitor: Visitor
    services: Services
    words: Words
    keepable: bool  # a visit to the kiosk ends with all that it left

    @classmethod
    def of(cls, visitor: Visitor, services: Services, bot: Bot, lang: str) -> "Learner":
        """The learner behind an update; a language that nobody speaks is the visitor's own."""
        return cls(visitor, services, services.words.get(lang, visitor.words), bot.id != KIOSK_ID)

    @property
    def guide(self) -> Guide:
        """The guide as it is now."""
        return self.services.engine.guide

    @property
    def lang(self) -> str:
        """The language of the screen."""
        return self.words.lang

    @property
    def kept(self) -> bool:
        """Whether they have asked to keep their results."""
        return self.visitor.person.role is not None

    async def progress(self) -> Progress:
        """How far they have come."""
        return await self.services.courses.get(self.visitor.person)

    async def save(self, progress: Progress) -> None:
        """Remember how far they have come, for as long as they want it."""
        await self.services.courses.put(self.visitor.person, progress)
