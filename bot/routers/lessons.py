"""/lessons: packs for teachers and librarians: narrow them down, look inside, take one along."""

import asyncio

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.domain.lessons import Wish, packs
from bot.routers.context import Visitor
from bot.routers.send import say, turn
from bot.services import Services
from bot.views import lessons as views
from bot.views import sheets
from bot.views.callbacks import LessonTap
from retrieval.entry_file import Entry


def setup() -> Router:
    """The router."""
    router = Router(name="lessons")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(opened, Command("lessons"))
    router.callback_query.register(listed, LessonTap.filter(F.act == "list"))
    router.callback_query.register(previewed, LessonTap.filter(F.act == "preview"))
    router.callback_query.register(packed, LessonTap.filter(F.act == "pack"))
    return router


async def opened(message: Message, visitor: Visitor, services: Services) -> None:
    """Every pack."""
    found = packs(services.engine.guide, visitor.lang, Wish())
    await say(message, views.listing(found, Wish(), visitor.words))


async def listed(tap: CallbackQuery, callback_data: LessonTap, visitor: Visitor, services: Services) -> None:
    """The packs that fit."""
    await tap.answer()
    words, wish = services.words.get(callback_data.lang, visitor.words), Wish.read(callback_data.id)
    await turn(tap, views.listing(packs(services.engine.guide, words.lang, wish), wish, words))


async def previewed(tap: CallbackQuery, callback_data: LessonTap, visitor: Visitor, services: Services) -> None:
    """The aim, the materials and the plan."""
    entry = pack(callback_data, services)
    if entry is None or not isinstance(tap.message, Message):
        await tap.answer(visitor.words("This button is old. Please ask again."), show_alert=True)
        return
    await tap.answer()
    await say(tap.message, views.preview(entry, services.words[entry.lang]))


async def packed(tap: CallbackQuery, callback_data: LessonTap, visitor: Visitor, services: Services) -> None:
    """The pack as a PDF: plan, handout, quiz, answers."""
    entry = pack(callback_data, services)
    if entry is None or not isinstance(tap.message, Message):
        await tap.answer(visitor.words("This button is old. Please ask again."), show_alert=True)
        return
    await tap.answer()
    words = services.words[entry.lang]
    sheet = sheets.pack(entry, services.engine.guide, services.links.entry(entry.id, entry.lang), words)
    content = await asyncio.to_thread(services.typeset, sheet)
    file = BufferedInputFile(content, f"senim-{callback_data.id}-{entry.lang}.pdf")
    await tap.message.answer_document(file, caption=views.caption(entry, words))


def pack(tap: LessonTap, services: Services) -> Entry | None:
    """The pack that a button names, if there is one."""
    return services.engine.guide.get(f"lessons/{tap.id}", tap.lang)
