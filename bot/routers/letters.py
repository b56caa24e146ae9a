"""/letters: pick a rights letter, answer its questions one by one. The files are `letter_files`' work."""

import datetime
from dataclasses import replace

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.domain import checking, letter_text, letters
from bot.domain.letters import Draft
from bot.domain.people import LANGS, today
from bot.routers.context import Visitor
from bot.routers.send import say, turn
from bot.services import Services
from bot.views import dates
from bot.views import letters as views
from bot.views.callbacks import LetterTap
from bot.views.screen import Screen
from retrieval.letters import Letter


def setup() -> Router:
    """The router. It stands first: while a letter listens, typed words are its answers."""
    router = Router(name="letters")
    router.message.register(listed, Command("letters"), F.chat.type == ChatType.PRIVATE)
    router.message.register(paused, F.text.startswith("/"), writing)
    router.message.register(typed, F.text, F.chat.type == ChatType.PRIVATE, writing)
    router.callback_query.register(paused, ~LetterTap.filter(), writing)
    for act, handler in (("list", relisted), ("open", opened), ("begin", begun), ("lang", spoken), ("edit", chosen)):
        router.callback_query.register(handler, LetterTap.filter(F.act == act))
    router.callback_query.register(ended, LetterTap.filter(F.act.in_({"done", "cancel"})))
    router.callback_query.register(moved, LetterTap.filter(F.act.in_({"put", "skip", "back", "held", "go", "resume"})))
    return router


async def writing(event: TelegramObject, visitor: Visitor, services: Services) -> dict[str, Draft] | bool:
    """A filter: whether typed words belong to a letter."""
    draft = await held(visitor, services)
    return {"draft": draft} if draft and draft.listening else False


async def held(visitor: Visitor, services: Services) -> Draft | None:
    """The person's letter under way, if its quarter of an hour is not over."""
    return Draft.of(await services.dialogues.get(visitor.code, letters.KIND)) if visitor.code else None


async def keep(draft: Draft, visitor: Visitor, services: Services) -> None:
    """Remember where the letter stands."""
    await services.dialogues.put(visitor.code, letters.KIND, draft.fields())


async def paused(event: TelegramObject, draft: Draft, visitor: Visitor, services: Services) -> None:
    """The person turns to something else: what they type next is a question again. The letter waits under /letters."""
    await keep(replace(draft, listening=False), visitor, services)
    raise SkipHandler


async def listed(message: Message, visitor: Visitor, services: Services) -> None:
    """The letters in the person's language."""
    draft = await held(visitor, services)
    if draft:
        await keep(replace(draft, listening=False), visitor, services)
    await say(message, _listing(visitor.lang, services, draft))


async def relisted(tap: CallbackQuery, callback_data: LetterTap, visitor: Visitor, services: Services) -> None:
    """The same by a button, in the language of its screen."""
    await tap.answer()
    lang = callback_data.lang if callback_data.lang in LANGS else visitor.lang
    await turn(tap, _listing(lang, services, await held(visitor, services)))


async def opened(tap: CallbackQuery, callback_data: LetterTap, visitor: Visitor, services: Services) -> None:
    """One letter before it is begun."""
    letter = services.engine.guide.letter(callback_data.id, callback_data.lang)
    if letter is None or not isinstance(tap.message, Message):
        await _old(tap, visitor)
        return
    await tap.answer()
    await say(tap.message, views.about(letter, services.engine.guide, services.words[letter.lang]))


async def begun(tap: CallbackQuery, callback_data: LetterTap, visitor: Visitor, services: Services) -> None:
    """The first question; an unfinished letter makes room."""
    letter = services.engine.guide.letter(callback_data.id, callback_data.lang)
    if letter is None or not visitor.code or not isinstance(tap.message, Message):
        await _old(tap, visitor)
        return
    await tap.answer()
    draft = letters.begin(letter)
    await services.dialogues.drop(visitor.code, checking.KIND)  # one thing listens at a time
    await keep(draft, visitor, services)
    await say(tap.message, screen(letter, draft, services))


async def typed(message: Message, draft: Draft, visitor: Visitor, services: Services) -> None:
    """An answer in words. Somebody in danger is heard first, whatever the letter asked."""
    text = message.text or ""
    rule = services.engine.rules.match(text)
    if rule and rule.group == "crisis":
        await paused(message, draft, visitor, services)
    letter = services.engine.guide.letter(draft.letter, draft.lang)
    blank = letters.current(letter, draft) if letter else None
    if letter is None or blank is None:  # all is asked: what is typed now is a question to the guide
        await paused(message, draft, visitor, services)
        return
    words, answer = services.words[draft.lang], letters.read(text, blank)
    if answer.refused:
        await keep(replace(draft, held=answer.value), visitor, services)
        await say(message, views.refused(answer, blank, words))
    elif not answer.value:
        await say(message, views.not_an_answer(blank, answer.too_long, words))
    else:
        draft = letters.answered(letter, draft, answer.value)
        await keep(draft, visitor, services)
        await say(message, screen(letter, draft, services))


async def moved(tap: CallbackQuery, callback_data: LetterTap, visitor: Visitor, services: Services) -> None:
    """An answer by button, a question skipped, a step back, an answer asked again."""
    draft, letter = await _open(tap, visitor, services)
    if draft is None or letter is None:
        return
    new = _step(callback_data, letter, draft)
    if new is None:
        await _old(tap, visitor)
        return
    await tap.answer()
    await keep(new, visitor, services)
    await turn(tap, screen(letter, new, services))


async def spoken(tap: CallbackQuery, callback_data: LetterTap, visitor: Visitor, services: Services) -> None:
    """The same screen in another language; answers stay as they were typed."""
    lang = callback_data.lang
    shown = services.engine.guide.letter(callback_data.id, lang)
    if shown:
        await tap.answer()
        await turn(tap, views.about(shown, services.engine.guide, services.words[lang]))
        return
    draft, letter = await _open(tap, visitor, services)
    other = services.engine.guide.letter(draft.letter, lang) if draft and letter else None
    if draft is None or other is None:
        return
    await tap.answer()
    draft = replace(draft, lang=lang)
    await keep(draft, visitor, services)
    await turn(tap, screen(other, draft, services))


async def chosen(tap: CallbackQuery, callback_data: LetterTap, visitor: Visitor, services: Services) -> None:
    """Which answer to change."""
    draft, letter = await _open(tap, visitor, services)
    if draft and letter and isinstance(tap.message, Message):
        await tap.answer()
        await say(tap.message, views.questions(letter, services.words[draft.lang]))


async def ended(tap: CallbackQuery, callback_data: LetterTap, visitor: Visitor, services: Services) -> None:
    """Done or given up: the answers are deleted at once."""
    await tap.answer()
    if visitor.code:
        await services.dialogues.drop(visitor.code, letters.KIND)
    if isinstance(tap.message, Message):
        await say(tap.message, views.gone(services.words.get(callback_data.lang, visitor.words)))


def screen(letter: Letter, draft: Draft, services: Services) -> Screen:
    """Where a letter stands: its next question, or the finished text."""
    words, blank = services.words[draft.lang], letters.current(letter, draft)
    if blank:
        return views.question(letter, draft, blank, today(), words)
    text = letter_text.plain(written(letter, draft))
    return views.ready(letter, draft, text, services.engine.guide, today(), words)


def written(letter: Letter, draft: Draft) -> letter_text.Blocks:
    """The letter with its answers, dates in its language."""

    def dated(day: datetime.date) -> str:
        return dates.long(day, letter.lang)

    return letter_text.compose(letter, draft.answers, dated)


def _listing(lang: str, services: Services, draft: Draft | None) -> Screen:
    found = [one for one in services.engine.guide.letters.values() if one.lang == lang]
    return views.listing(found, services.words[lang], unfinished=draft is not None)


def _step(button: LetterTap, letter: Letter, draft: Draft) -> Draft | None:
    """The letter after a button; None for a button of an earlier question."""
    draft = replace(draft, listening=True)
    if button.act in ("go", "resume"):
        return letters.go_to(letter, draft, button.id)
    blank_id, _, value = button.id.partition(".")
    blank = letters.current(letter, draft)
    if blank is None or blank.id != blank_id:
        return None
    if button.act == "back":
        return letters.back(letter, draft)
    if button.act == "held":
        return letters.answered(letter, draft, draft.held) if draft.held else None
    answer = letters.read(value, blank).value
    return letters.answered(letter, draft, answer) if answer or button.act == "skip" else None


async def _open(tap: CallbackQuery, visitor: Visitor, services: Services) -> tuple[Draft | None, Letter | None]:
    """The letter under way; the person is told when it is gone."""
    draft = await held(visitor, services)
    letter = services.engine.guide.letter(draft.letter, draft.lang) if draft else None
    if letter is None and isinstance(tap.message, Message):
        await tap.answer()
        await say(tap.message, views.too_late(visitor.words))
    return draft, letter


async def _old(tap: CallbackQuery, visitor: Visitor) -> None:
    await tap.answer(visitor.words("This button is old. Please ask again."), show_alert=True)
