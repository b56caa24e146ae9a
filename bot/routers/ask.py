"""A question in free words: the main job."""

import datetime

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import Message

from bot import metrics
from bot.routers import check
from bot.routers.context import Visitor
from bot.routers.send import say
from bot.routers.think import think
from bot.services import Services
from bot.views import outcome
from retrieval.turn import Answer, Question, Status


def setup() -> Router:
    """The router."""
    router = Router(name="ask")
    router.message.register(ask, F.text, F.chat.type == ChatType.PRIVATE)
    return router


async def ask(message: Message, visitor: Visitor, services: Services) -> None:
    """Answer from the guide; the question is remembered in memory only, for a follow-up."""
    text = message.text or ""
    question = Question(
        text, visitor.person.lang or visitor.lang, visitor.person.role, services.recent.of(visitor.code)
    )
    found = await think(message, services, question)
    metrics.answered(found)
    offers = _offers(found, visitor, services)
    if found.status in (Status.answered, Status.choose):
        services.recent.add(visitor.code, text[:500])
    if found.status is Status.not_in_guide:
        services.unanswered.add(visitor.code, text[:500])
    today = datetime.datetime.now(datetime.UTC).date()
    await say(message, outcome.screen(found, services.engine.guide, services.words[found.lang], today, offers))
    await check.offer(message, found.lang, visitor, services)


def _offers(found: Answer, visitor: Visitor, services: Services) -> outcome.Offers:
    """With a model, plainer words; where nothing was found and something was asked before, to tie the two."""
    unfound = found.status is Status.not_in_guide and bool(services.recent.of(visitor.code))
    return outcome.Offers(simpler=True, tie=unfound) if services.model else outcome.Offers()
