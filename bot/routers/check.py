"""/check: what in a text is private, before it goes to an AI. The text is a row of fifteen minutes, erased when done."""

import asyncio
from dataclasses import replace

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.domain import checking
from bot.domain.checking import Case
from bot.domain.people import LANGS
from bot.routers.context import Visitor
from bot.routers.send import say, turn
from bot.routers.think import SHORT
from bot.services import Services
from bot.views import check as views
from bot.views.callbacks import CheckTap
from bot.views.screen import Screen


def setup() -> Router:
    """The router."""
    router = Router(name="check")
    router.message.register(begun, Command("check"), F.chat.type == ChatType.PRIVATE)
    router.message.register(paused, F.text.startswith("/"), listening)
    router.message.register(given, F.text, F.chat.type == ChatType.PRIVATE, listening)
    router.callback_query.register(paused, ~CheckTap.filter(), listening)
    router.callback_query.register(again, CheckTap.filter(F.act == "begin"))
    router.callback_query.register(tapped, CheckTap.filter(F.act.in_({"look", "keep"})))
    router.callback_query.register(done, CheckTap.filter(F.act == "done"))
    return router


async def listening(event: TelegramObject, visitor: Visitor, services: Services) -> dict[str, Case] | bool:
    """A filter: whether the next words are a text to check."""
    case = await _held(visitor, services)
    return {"case": case} if case and case.listening else False


async def paused(event: TelegramObject, case: Case, visitor: Visitor, services: Services) -> None:
    """The person turns to something else: what they type next is a question again."""
    await services.dialogues.drop(visitor.code, checking.KIND)
    raise SkipHandler


async def begun(message: Message, command: CommandObject, visitor: Visitor, services: Services) -> None:
    """`/check` asks for the text; `/check the text itself` looks at once."""
    if command.args:
        await _look(message, Case(visitor.lang, command.args[: checking.LONGEST]), visitor, services)
        return
    await _keep(Case(visitor.lang, listening=True), visitor, services)
    await say(message, views.invitation(visitor.words))


async def again(tap: CallbackQuery, callback_data: CheckTap, visitor: Visitor, services: Services) -> None:
    """The same by a button."""
    await tap.answer()
    lang = callback_data.lang if callback_data.lang in LANGS else visitor.lang
    if isinstance(tap.message, Message) and visitor.code:
        await _keep(Case(lang, listening=True), visitor, services)
        await say(tap.message, views.invitation(services.words[lang]))


async def given(message: Message, case: Case, visitor: Visitor, services: Services) -> None:
    """The text has come. Somebody in danger is heard first."""
    rule = services.engine.rules.match(message.text or "")
    if rule and rule.group == "crisis":
        await paused(message, case, visitor, services)
    await _look(message, Case(case.lang, (message.text or "")[: checking.LONGEST]), visitor, services)


async def tapped(tap: CallbackQuery, callback_data: CheckTap, visitor: Visitor, services: Services) -> None:
    """Look at the text that was offered; keep a piece in the copy, or take it out again."""
    await tap.answer()
    case = await _held(visitor, services)
    if not isinstance(tap.message, Message):
        return
    if case is None or not case.text:
        await say(tap.message, views.too_late(services.words.get(callback_data.lang, visitor.words)))
        return
    if callback_data.act == "look":
        await _look(tap.message, case, visitor, services)
        return
    case = checking.toggled(case, callback_data.place)
    await _keep(case, visitor, services)
    await turn(tap, await _screen(case, services))


async def done(tap: CallbackQuery, callback_data: CheckTap, visitor: Visitor, services: Services) -> None:
    """The text is erased at once."""
    await tap.answer()
    if visitor.code:
        await services.dialogues.drop(visitor.code, checking.KIND)
    if isinstance(tap.message, Message):
        await say(tap.message, views.erased(services.words.get(callback_data.lang, visitor.words)))


async def offer(message: Message, lang: str, visitor: Visitor, services: Services) -> None:
    """Offer the check under a long or a forwarded text."""
    text = message.text or ""
    if len(text) <= checking.LONG and message.forward_origin is None:
        return
    await _keep(Case(lang, text[: checking.LONGEST]), visitor, services)
    await say(message, views.offer(services.words[lang]))


async def _look(message: Message, case: Case, visitor: Visitor, services: Services) -> None:
    await _keep(replace(case, listening=False), visitor, services)
    await say(message, await _screen(case, services))


async def _screen(case: Case, services: Services) -> Screen:
    """A long text is looked through where it holds nobody up."""
    if len(case.text) <= SHORT:
        found = checking.report(case)
    else:
        found = await asyncio.to_thread(checking.report, case)
    return views.result(found, services.words[case.lang])


async def _held(visitor: Visitor, services: Services) -> Case | None:
    return Case.of(await services.dialogues.get(visitor.code, checking.KIND)) if visitor.code else None


async def _keep(case: Case, visitor: Visitor, services: Services) -> None:
    await services.dialogues.put(visitor.code, checking.KIND, case.fields())
