"""Groups: Senim answers only when it is addressed, keeps nothing about anybody there, and offers to go on in private."""

import datetime
import re

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.types import Message

from bot.domain.flood import Verdict
from bot.routers.context import Visitor
from bot.routers.think import think
from bot.services import Services
from bot.views import outcome
from bot.views.screen import split
from retrieval.turn import Question

GROUPS = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})


def setup() -> Router:
    """The router."""
    router = Router(name="group")
    router.message.register(asked, GROUPS, F.text, addressed)
    router.message.register(silent, GROUPS)
    return router


async def addressed(message: Message, bot: Bot) -> bool:
    """Mentioned by name, or replied to."""
    me = await bot.me()
    replied = message.reply_to_message
    if replied and replied.from_user and replied.from_user.id == me.id:
        return True
    return bool(me.username) and f"@{me.username}".lower() in (message.text or "").lower()


async def asked(message: Message, bot: Bot, visitor: Visitor, services: Services) -> None:
    """One answer, as a reply, with a way into a private chat; a group that asks without end gets what Telegram takes there."""
    if services.flood.judge(services.vault.person(message.chat.id)) is not Verdict.go:
        return
    me = await bot.me()
    text = re.sub(rf"@{re.escape(me.username or '')}\b", " ", message.text or "", flags=re.IGNORECASE)
    found = await think(message, services, Question(text, visitor.lang))
    today = datetime.datetime.now(datetime.UTC).date()
    screen = outcome.in_group(found, services.engine.guide, services.words[found.lang], today, services.links)
    await message.reply(split(screen.text)[0], reply_markup=screen.keyboard)


async def silent(message: Message) -> None:
    """What was not said to Senim is not Senim's business."""
