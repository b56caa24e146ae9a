"""/topics: the guide as a tree, edited in place, with a way back."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.routers.context import Visitor
from bot.routers.send import say, turn
from bot.services import Services
from bot.views import pages
from bot.views.callbacks import TopicTap


def setup() -> Router:
    """The router."""
    router = Router(name="topics")
    router.message.register(root, Command("topics"))
    router.callback_query.register(walk, TopicTap.filter())
    return router


async def root(message: Message, visitor: Visitor, services: Services) -> None:
    """The sections."""
    await say(message, pages.topics(services.engine.guide, visitor.words, ""))


async def walk(tap: CallbackQuery, callback_data: TopicTap, visitor: Visitor, services: Services) -> None:
    """One step in the tree, in the language of the screen that was tapped."""
    await tap.answer()
    words = services.words.get(callback_data.lang, visitor.words)
    await turn(tap, pages.topics(services.engine.guide, words, callback_data.path))
