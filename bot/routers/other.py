"""What cannot be read: voice, stickers, photos, files. A kind line, nothing downloaded. Registered last."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message

from bot.routers.context import Visitor
from bot.routers.send import say
from bot.services import Services
from bot.views import check, outcome


def setup() -> Router:
    """The router."""
    router = Router(name="other")
    router.message.register(picture, F.chat.type == ChatType.PRIVATE, F.photo | F.document)
    router.message.register(media, F.chat.type == ChatType.PRIVATE)
    router.callback_query.register(stale)
    return router


async def picture(message: Message, visitor: Visitor, services: Services) -> None:
    """A photo or a file is not downloaded: it may carry what nobody should send to a bot. Its caption is not read either."""
    await say(message, check.no_pictures(services.engine.guide, visitor.words))


async def media(message: Message, visitor: Visitor, services: Services) -> None:
    """Anything else that is not text."""
    await say(message, outcome.fixed(services.engine.guide, visitor.words, "not_text_media"))


async def stale(tap: CallbackQuery, visitor: Visitor) -> None:
    """A button that no router knows: from an older version, or forged."""
    await tap.answer(visitor.words("This button is old. Please ask again."), show_alert=True)
