"""A pupil in a class: in by a link, a QR or the code alone, one answer a question, out at any time."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.domain import classroom
from bot.domain.classroom import Pupil, Room, Seat
from bot.domain.links import CLASS
from bot.routers import room as rooms
from bot.routers.context import Visitor
from bot.routers.send import say, turn
from bot.services import Services
from bot.views import classroom as views
from bot.views.callbacks import ClassTap
from bot.views.nicknames import nickname


def setup() -> Router:
    """The router."""
    router = Router(name="pupil")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.message.register(linked, CommandStart(deep_link=True, magic=F.args.startswith(CLASS)))
    router.message.register(called, Command("class", magic=F.args))
    router.message.register(again, Command("class"), sitting)
    router.message.register(joined, F.text, coded)
    router.callback_query.register(answered, ClassTap.filter(F.act == "a"))
    router.callback_query.register(left, ClassTap.filter(F.act == "leave"))
    return router


async def coded(message: Message, services: Services) -> dict[str, Room] | bool:
    """A filter: whether a message is the code of a class that is there."""
    code = classroom.read_code(message.text or "")
    room = await services.classes.get(code) if code else None
    return {"room": room} if room else False


async def sitting(message: Message, visitor: Visitor, services: Services) -> dict[str, Room] | bool:
    """A filter: whether the person sits in a class."""
    room = await services.pupils.room_of(visitor.code)
    return {"room": room} if room and room.teacher != visitor.code else False


async def linked(message: Message, command: CommandObject, visitor: Visitor, services: Services, bot: Bot) -> None:
    """In by a link or a QR."""
    await _in(message, (command.args or "").removeprefix(CLASS), visitor, services, bot)


async def called(message: Message, command: CommandObject, visitor: Visitor, services: Services, bot: Bot) -> None:
    """In by `/class K7M2P`."""
    await _in(message, command.args or "", visitor, services, bot)


async def again(message: Message, room: Room, visitor: Visitor, services: Services, bot: Bot) -> None:
    """Back in the class, after the page or the connection was lost."""
    await joined(message, room, visitor, services, bot)


async def joined(message: Message, room: Room, visitor: Visitor, services: Services, bot: Bot) -> None:
    """A seat, a nickname, and the question that is on."""
    lang = visitor.lang if visitor.person.lang or rooms.door(bot) == "kiosk" else room.lang
    words = services.words[lang]
    pupil = await services.pupils.join(room, visitor.code, Seat(rooms.door(bot), message.chat.id, lang))
    if pupil is None:
        await say(message, views.full(words))
        return
    await say(message, views.joined(nickname(services.engine.guide.root, pupil.nick, lang), room.code, words))
    if room.open:
        await _ask(room, pupil, services)
    rooms.touch(services, room)


async def answered(tap: CallbackQuery, callback_data: ClassTap, visitor: Visitor, services: Services) -> None:
    """One answer a question: the first."""
    words = services.words.get(callback_data.lang, visitor.words)
    room = await services.pupils.room_of(visitor.code)
    serial, option = _pair(callback_data.id)
    if room is None or not room.open or serial != room.serial:
        await tap.answer(words("This question is closed."))
        return
    asked = rooms.questions(services, room, words.lang)
    question = asked[room.place] if room.place < len(asked) else None
    if question is None or not 0 <= option < len(question.options):
        await tap.answer()
        return
    await tap.answer()
    key = classroom.question_key(room.quiz, question.id)
    await services.pupils.answer(room, visitor.code, key, option)
    kept = await services.pupils.answer_of(room, visitor.code, key)
    await turn(tap, views.taken(question, option if kept is None else kept, words))
    rooms.touch(services, room)


async def left(tap: CallbackQuery, callback_data: ClassTap, visitor: Visitor, services: Services) -> None:
    """Out: the seat is free, the nickname too."""
    await tap.answer()
    room = await services.pupils.room_of(visitor.code)
    await services.pupils.leave(visitor.code)
    await turn(tap, views.left(services.words.get(callback_data.lang, visitor.words)))
    if room:
        rooms.touch(services, room)


async def _in(message: Message, typed: str, visitor: Visitor, services: Services, bot: Bot) -> None:
    code = classroom.read_code(typed)
    room = await services.classes.get(code) if code and visitor.code else None
    if room is None:
        await say(message, views.no_class(visitor.words))
        return
    await joined(message, room, visitor, services, bot)


async def _ask(room: Room, pupil: Pupil, services: Services) -> None:
    """The question that is on; for one who comes back as well, unless it is answered."""
    asked = rooms.questions(services, room, room.lang)
    key = classroom.question_key(room.quiz, asked[room.place].id)
    if await services.pupils.answer_of(room, pupil.code, key) is None:
        await rooms.spread(services, room, [Pupil(pupil.code, pupil.nick, 0, pupil.seat)])


def _pair(text: str) -> tuple[int, int]:
    """The number of a question and of an option, from a button that is not believed."""
    serial, _, option = text.partition(".")
    if all(one.isascii() and one.isdigit() and len(one) < 6 for one in (serial, option)):
        return int(serial), int(option)
    return -1, -1
