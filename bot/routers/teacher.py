"""/class for a teacher: open, choose a quiz, ask, show the answer, take the sheet, end. One message is the panel of all of it."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.domain import classroom, course
from bot.domain.classroom import Room, Seat, Tally
from bot.domain.lessons import Wish, packs
from bot.domain.people import LANGS, today
from bot.routers import room as rooms
from bot.routers.context import Visitor
from bot.routers.send import say, turn
from bot.services import Services
from bot.views import classroom as views
from bot.views import report
from bot.views.callbacks import ClassTap
from bot.views.screen import Screen
from bot.views.words import Words
from retrieval.entry_file import Entry

TRACK = "school"


def setup() -> Router:
    """The router."""
    router = Router(name="teacher")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.message.register(called, Command("class"))
    router.callback_query.register(opened, ClassTap.filter(F.act == "open"))
    acts: dict[str, Callable[..., Any]] = {
        "panel": back,
        "list": listed,
        "quiz": chosen,
        "ask": asked,
        "show": shown,
        "really": really,
        "sheet": sheet,
        "end": ended,
    }
    for act, handler in acts.items():
        router.callback_query.register(handler, ClassTap.filter(F.act == act), leading)
    router.callback_query.register(
        nobody, ClassTap.filter(F.act.in_({"panel", "list", "quiz", "ask", "show", "really", "sheet", "end"}))
    )
    return router


async def leading(tap: CallbackQuery, visitor: Visitor, services: Services) -> dict[str, Room] | bool:
    """A filter: whether the person leads a class; hands it over."""
    room = await services.classes.of_teacher(visitor.code) if visitor.code else None
    return {"room": room} if room else False


async def called(message: Message, visitor: Visitor, services: Services, bot: Bot) -> None:
    """The class that one leads or sits in; else how to open one."""
    room = await services.classes.of_teacher(visitor.code)
    if room:
        await _panel(message, room, visitor.words, services, bot)
        return
    await say(message, views.intro(visitor.words))


async def opened(tap: CallbackQuery, callback_data: ClassTap, visitor: Visitor, services: Services, bot: Bot) -> None:
    """A new class: its code, its QR, its panel."""
    await tap.answer()
    words = services.words.get(callback_data.lang, visitor.words)
    progress = await services.courses.get(visitor.person)
    track = progress.track if progress.track not in ("", course.EVERYONE) else TRACK
    room = await services.classes.open(visitor.code, words.lang, track)
    if isinstance(tap.message, Message):
        await _invite(tap.message, room, words, services, bot)
        await _panel(tap.message, room, words, services, bot)


async def back(
    tap: CallbackQuery, room: Room, callback_data: ClassTap, visitor: Visitor, services: Services, bot: Bot
) -> None:
    """From a list to the panel."""
    await tap.answer()
    await _turn(tap, room, services.words.get(callback_data.lang, visitor.words), services, bot)


async def listed(
    tap: CallbackQuery, room: Room, callback_data: ClassTap, visitor: Visitor, services: Services, bot: Bot
) -> None:
    """Quizzes to choose from; meanwhile the panel does not come between."""
    await tap.answer()
    words = services.words.get(callback_data.lang, visitor.words)
    await _sit(tap, room, words, services, bot, 0)
    guide = services.engine.guide
    found = course.modules(guide, words.lang) if callback_data.id == "course" else packs(guide, words.lang, Wish())
    with_quiz = [entry for entry in found if (entry.id, entry.lang) in guide.quizzes]
    await turn(tap, views.quizzes("course" if callback_data.id == "course" else "lessons", with_quiz, words))


async def chosen(
    tap: CallbackQuery, room: Room, callback_data: ClassTap, visitor: Visitor, services: Services, bot: Bot
) -> None:
    """A quiz for the class, from its first question; a question that is on is over."""
    await tap.answer()
    words, known = services.words.get(callback_data.lang, visitor.words), services.engine.guide.quizzes
    if any((callback_data.id, lang) in known for lang in services.words):
        room = await services.classes.change(room, quiz=callback_data.id, place=-1, open=0) or room
    await _turn(tap, room, words, services, bot)


async def asked(
    tap: CallbackQuery, room: Room, callback_data: ClassTap, visitor: Visitor, services: Services, bot: Bot
) -> None:
    """The next question, to everybody. The button says which one: pressed twice, or tried again, it is asked once."""
    await tap.answer()
    count = len(rooms.questions(services, room, room.lang))
    if callback_data.id == str(room.serial + 1) and room.place + 1 < count and not room.open:
        room = await services.classes.change(room, place=room.place + 1, serial=room.serial + 1, open=1) or room
    await _turn(tap, room, services.words.get(callback_data.lang, visitor.words), services, bot)
    if room.open:
        await rooms.spread(services, room)


async def shown(
    tap: CallbackQuery, room: Room, callback_data: ClassTap, visitor: Visitor, services: Services, bot: Bot
) -> None:
    """No more answers: the right one, to everybody."""
    await tap.answer()
    mine = callback_data.id == str(room.serial)
    if mine and room.open:
        room = await services.classes.change(room, open=0) or room
    await _turn(tap, room, services.words.get(callback_data.lang, visitor.words), services, bot)
    if mine and room.place >= 0:
        await rooms.reveal(services, room)


async def really(
    tap: CallbackQuery, room: Room, callback_data: ClassTap, visitor: Visitor, services: Services, bot: Bot
) -> None:
    """Before a class ends."""
    await tap.answer()
    words = services.words.get(callback_data.lang, visitor.words)
    await _sit(tap, room, words, services, bot, 0)
    await turn(tap, views.really(words))


async def sheet(tap: CallbackQuery, room: Room, callback_data: ClassTap, visitor: Visitor, services: Services) -> None:
    """What the class knows so far."""
    await tap.answer()
    if isinstance(tap.message, Message):
        await _sheet(tap.message, room, services.words.get(callback_data.lang, visitor.words), services)


async def ended(tap: CallbackQuery, room: Room, callback_data: ClassTap, visitor: Visitor, services: Services) -> None:
    """The sheet first, then nothing is left."""
    await tap.answer()
    words = services.words.get(callback_data.lang, visitor.words)
    if isinstance(tap.message, Message):
        await _sheet(tap.message, room, words, services)
    pupils = await services.pupils.all(room)
    services.latest.drop(room.code)
    await services.classes.end(room)
    await turn(tap, views.ended(words))
    await rooms.dismiss(services, pupils)


async def nobody(tap: CallbackQuery, visitor: Visitor) -> None:
    """A button of a class that has ended."""
    await tap.answer(visitor.words("This class has ended."), show_alert=True)


async def _invite(message: Message, room: Room, words: Words, services: Services, bot: Bot) -> None:
    """The QR of the door by which the teacher came, with every address and the code in letters."""
    text, links = views.how_to_join(room.code, services.links, words), services.links
    ways = (links.class_page(room.code), links.class_chat(room.code))
    address = next((way for way in (ways if rooms.door(bot) == "kiosk" else reversed(ways)) if way), None)
    if address is None:
        await say(message, Screen(text))
        return
    image = await asyncio.to_thread(services.qr, address)
    await message.answer_photo(BufferedInputFile(image, "class.png"), caption=text)


async def _panel(message: Message, room: Room, words: Words, services: Services, bot: Bot) -> None:
    """A new panel; the old one changes no more."""
    shown = await rooms.panel(services, room, words.lang)
    sent = await message.answer(shown.text, reply_markup=shown.keyboard)
    await services.classes.sit(room, Seat(rooms.door(bot), message.chat.id, words.lang, sent.message_id))


async def _turn(tap: CallbackQuery, room: Room, words: Words, services: Services, bot: Bot) -> None:
    """The panel in the message that was tapped; from now on it is the one that changes."""
    await turn(tap, await rooms.panel(services, room, words.lang))
    await _sit(tap, room, words, services, bot, tap.message.message_id if tap.message else 0)


async def _sit(tap: CallbackQuery, room: Room, words: Words, services: Services, bot: Bot, message: int) -> None:
    await services.classes.sit(room, Seat(rooms.door(bot), tap.from_user.id, words.lang, message))


async def _sheet(message: Message, room: Room, words: Words, services: Services) -> None:
    tallies, quizzes = await _tallies(room, words, services)
    pupils = len(await services.pupils.all(room))
    await say(message, report.screen(tallies, pupils, words))
    if tallies:
        made = report.sheet(tallies, [entry.title for entry in quizzes], pupils, today(), words)
        content = await asyncio.to_thread(services.typeset, made)
        await message.answer_document(BufferedInputFile(content, f"senim-class-{words.lang}.pdf"))


async def _tallies(room: Room, words: Words, services: Services) -> tuple[list[Tally], list[Entry]]:
    """What was answered in all the quizzes of the class, and these quizzes."""
    guide, counts = services.engine.guide, await services.pupils.counts(room)
    tallies: list[Tally] = []
    entries: list[Entry] = []
    for one in sorted({key.partition("#")[0] for key in counts}):
        quiz = next((guide.quizzes[one, lang] for lang in (words.lang, *LANGS) if (one, lang) in guide.quizzes), ())
        entry = guide.get(one, words.lang)
        tallies += classroom.tally(one, quiz, counts)
        entries += [entry] if entry else []
    return tallies, entries
