"""A finished letter as files: PDF, Word, and the day to come back on."""

import asyncio

from aiogram import F, Router
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.domain import letters
from bot.domain.people import today
from bot.routers.context import Visitor
from bot.routers.letters import held, written
from bot.routers.send import say
from bot.services import Services
from bot.views import letters as views
from bot.views.callbacks import LetterTap


def setup() -> Router:
    """The router."""
    router = Router(name="letter files")
    router.callback_query.register(made, LetterTap.filter(F.act.in_({"pdf", "docx", "ics"})))
    return router


async def made(tap: CallbackQuery, callback_data: LetterTap, visitor: Visitor, services: Services) -> None:
    """Send a file of the letter in the language of its screen; the file is made for this moment and kept nowhere."""
    await tap.answer()
    draft = await held(visitor, services)
    letter = services.engine.guide.letter(draft.letter, callback_data.lang) if draft else None
    if not isinstance(tap.message, Message):
        return
    if draft is None or letter is None:
        await say(tap.message, views.too_late(visitor.words))
        return
    words, act = services.words[letter.lang], callback_data.act
    name = f"senim-{letter.id}-{letter.lang}.{act}"
    if act == "ics":
        day = letters.come_back(letter, draft, today()) or today()
        content = services.press.calendar(day, *views.reminder(letter, words))
        await tap.message.answer_document(BufferedInputFile(content, name))
        return
    press = services.press.pdf if act == "pdf" else services.press.docx
    content = await asyncio.to_thread(press, written(letter, draft), letter.lang)
    await tap.message.answer_document(BufferedInputFile(content, name), caption=views.caption(letter, words))
