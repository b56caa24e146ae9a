"""A certificate after the final test: a name is typed, printed onto a PDF, and kept nowhere."""

import asyncio
import datetime
from typing import Any

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.types import BufferedInputFile, CallbackQuery, Message, TelegramObject

from bot.domain import course, names
from bot.domain.quiz import PASSED
from bot.routers.context import Visitor
from bot.routers.send import say, tell
from bot.services import Services
from bot.views import certificate as views
from bot.views import sheets
from bot.views.callbacks import CourseTap

_MINE = CourseTap.filter(F.act.in_({"cert", "blank", "noname"}))


def setup() -> Router:
    """The router. It stands before free text: while it waits for a name, what is typed is one."""
    router = Router(name="certificate")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.message.register(paused, F.text.startswith("/"), waiting)
    router.message.register(typed, F.text, waiting)
    router.callback_query.register(paused, ~_MINE, waiting)
    router.callback_query.register(asked, CourseTap.filter(F.act == "cert"))
    router.callback_query.register(blank, CourseTap.filter(F.act == "blank"))
    router.callback_query.register(given_up, CourseTap.filter(F.act == "noname"))
    return router


async def waiting(event: TelegramObject, visitor: Visitor, services: Services) -> dict[str, Any] | bool:
    """A filter: whether a name is waited for; hands over the test that was passed."""
    test = await _test(visitor, services)
    return {"test": test} if test and test.get("waits") else False


async def paused(event: TelegramObject, test: dict[str, Any], visitor: Visitor, services: Services) -> None:
    """They turn to something else: what they type next is no name."""
    await _wait(False, test, visitor, services)
    raise SkipHandler


async def asked(tap: CallbackQuery, visitor: Visitor, services: Services, bot: Bot) -> None:
    """Wait for a name."""
    await tap.answer()
    test = await _test(visitor, services)
    if test is None:
        await tell(bot, tap.from_user.id, views.too_late(visitor.words))
        return
    await _wait(True, test, visitor, services)
    await tell(bot, tap.from_user.id, views.ask(services.words[test["lang"]]))


async def typed(message: Message, test: dict[str, Any], visitor: Visitor, services: Services, bot: Bot) -> None:
    """The name, or what is none."""
    name = names.tidy(message.text or "")
    if name is None:
        await say(message, views.refused(services.words[test["lang"]]))
        return
    await _send(bot, message.chat.id, name, test, services)
    await _wait(False, test, visitor, services)


async def blank(tap: CallbackQuery, visitor: Visitor, services: Services, bot: Bot) -> None:
    """A line instead of a name."""
    await tap.answer()
    test = await _test(visitor, services)
    if test is None:
        await tell(bot, tap.from_user.id, views.too_late(visitor.words))
        return
    await _send(bot, tap.from_user.id, "", test, services)
    await _wait(False, test, visitor, services)


async def given_up(tap: CallbackQuery, visitor: Visitor, services: Services) -> None:
    """No certificate, and nothing of the test is remembered."""
    await services.dialogues.drop(visitor.code, PASSED)
    await tap.answer(visitor.words("Given up."))


async def _send(bot: Bot, chat: int, name: str, test: dict[str, Any], services: Services) -> None:
    words, guide = services.words[test["lang"]], services.engine.guide
    modules = course.modules(guide, words.lang)
    day = datetime.date.fromisoformat(test["day"])
    address = services.links.entry(modules[0].id, words.lang) if modules else None
    sheet = sheets.certificate(name, test["right"], test["asked"], day, modules, address, words)
    content = await asyncio.to_thread(services.typeset, sheet)
    file = BufferedInputFile(content, f"senim-certificate-{words.lang}.pdf")
    await bot.send_document(chat, file, caption=views.ready(words))


async def _test(visitor: Visitor, services: Services) -> dict[str, Any] | None:
    return await services.dialogues.get(visitor.code, PASSED) if visitor.code else None


async def _wait(on: bool, test: dict[str, Any], visitor: Visitor, services: Services) -> None:
    await services.dialogues.put(visitor.code, PASSED, {**test, "waits": on})
