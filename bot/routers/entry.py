"""What can be done with an entry: open it, read it in another language, see why, share it, say whether it helped."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from bot.routers.context import Visitor
from bot.routers.send import say, turn
from bot.services import Services
from bot.views import answer, cards, opened
from bot.views.callbacks import EntryTap
from bot.views.screen import Screen
from bot.views.words import Words
from retrieval.entry_file import Entry


def setup() -> Router:
    """The router."""
    router = Router(name="entry")
    router.callback_query.register(judged, EntryTap.filter(F.act.in_({"up", "down", "wrong"})))
    router.callback_query.register(tapped, EntryTap.filter())
    return router


async def tapped(tap: CallbackQuery, callback_data: EntryTap, visitor: Visitor, services: Services, bot: Bot) -> None:
    """Open, switch language, why, share, what next; a button whose entry is gone says so."""
    found = services.engine.guide.get(callback_data.id, callback_data.lang)
    if found is None or not isinstance(tap.message, Message):
        await tap.answer(visitor.words("This button is old. Please ask again."), show_alert=True)
        return
    await tap.answer()
    words = services.words.get(found.lang, visitor.words)
    if callback_data.act == "lang":
        await turn(tap, opened.card(found, services.engine.guide, words, simpler=services.model is not None))
        return
    shown = _screen(callback_data.act, found, services, words)
    if callback_data.act == "share" and (await bot.me()).supports_inline_queries:
        shown = Screen(shown.text, cards.send_on(found, words))
    await say(tap.message, shown)


def _screen(act: str, entry: Entry, services: Services, words: Words) -> Screen:
    guide = services.engine.guide
    if act == "why":
        return answer.why(entry, guide, words)
    if act == "next":
        return answer.next_steps(entry, guide, words)
    if act == "share":
        return answer.share(entry, guide, words, services.links.entry(entry.id, entry.lang))
    return opened.card(entry, guide, words, simpler=services.model is not None)


async def judged(tap: CallbackQuery, callback_data: EntryTap, visitor: Visitor, services: Services) -> None:
    """Count a thumb, without words and without who."""
    found = services.engine.guide.get(callback_data.id, callback_data.lang)
    if found is None:
        await tap.answer(visitor.words("This button is old. Please ask again."), show_alert=True)
        return
    words = services.words[found.lang]
    await services.feedback.add(found.id, found.lang, callback_data.act)
    await tap.answer(words("Thank you."))
    if callback_data.act == "down" and isinstance(tap.message, Message):
        await say(tap.message, answer.what_was_wrong(found, words))
