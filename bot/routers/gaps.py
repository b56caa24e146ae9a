"""«Tell the editors»: the person sees exactly what goes, masked and without who; only then it is kept."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.domain.people import today
from bot.routers.context import Visitor
from bot.routers.send import say, turn
from bot.services import Services
from bot.store.gaps import LONGEST, Gap
from bot.views import gaps as views
from bot.views.callbacks import GapTap
from retrieval import private
from retrieval.text import tidy

KIND = "gap"  # of the dialogue: what was shown is what is sent


def setup() -> Router:
    """The router."""
    router = Router(name="gaps")
    router.callback_query.register(shown, GapTap.filter(F.act == "tell"))
    router.callback_query.register(sent, GapTap.filter(F.act == "send"))
    router.callback_query.register(dropped, GapTap.filter(F.act == "no"))
    return router


async def shown(tap: CallbackQuery, callback_data: GapTap, visitor: Visitor, services: Services) -> None:
    """Show what would be sent. The question comes from working memory; after a quarter of an hour it is forgotten."""
    memory = services.recent if callback_data.id else services.unanswered
    asked = memory.of(visitor.code) if visitor.code else ()
    words = services.words.get(callback_data.lang, visitor.words)
    if not asked or not isinstance(tap.message, Message):
        await tap.answer(words("I do not remember the question any more. Please ask it again."), show_alert=True)
        return
    await tap.answer()
    entry = services.engine.guide.get(callback_data.id, words.lang)
    question = masked(asked[-1], words.lang)
    fields = {"question": question, "lang": words.lang, "entry": entry.id if entry else None}
    await services.dialogues.put(visitor.code, KIND, fields)
    await say(tap.message, views.confirm(question, entry.title if entry else None, today(), words))


async def sent(tap: CallbackQuery, callback_data: GapTap, visitor: Visitor, services: Services) -> None:
    """Keep just what was shown, with the day and without who; a second press sends nothing more."""
    words = services.words.get(callback_data.lang, visitor.words)
    fields = await services.dialogues.get(visitor.code, KIND) if visitor.code else None
    if fields is None or not await services.dialogues.drop(visitor.code, KIND):
        await tap.answer(words("This button is old. Please ask again."), show_alert=True)
        return
    await tap.answer()
    await services.gaps.add(Gap(today(), fields["lang"], fields["entry"], fields["question"]))
    await turn(tap, views.sent(words))


async def dropped(tap: CallbackQuery, callback_data: GapTap, visitor: Visitor, services: Services) -> None:
    """Nothing is sent, and what was shown is forgotten."""
    await tap.answer()
    if visitor.code:
        await services.dialogues.drop(visitor.code, KIND)
    await turn(tap, views.not_sent(services.words.get(callback_data.lang, visitor.words)))


def masked(question: str, lang: str) -> str:
    """A question with placeholders for whatever is private in it."""
    text = tidy(question)
    return private.redact(text, private.find(text), lang).text[:LONGEST]
