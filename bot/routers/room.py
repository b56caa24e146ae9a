"""What teacher and pupils of a class share: how it stands, the panel that keeps up with it, a question carried to everybody."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.domain import classroom, quiz
from bot.domain.classroom import Pupil, Room, Seat
from bot.services import KIOSK_ID, Services
from bot.views import classroom as views
from bot.views.classroom import Standing
from bot.views.nicknames import nickname
from bot.views.screen import Screen
from retrieval.quiz import Question

_GONE = (TelegramForbiddenError, TelegramBadRequest)  # blocked, left, an older message: the others go on


def door(bot: Bot) -> str:
    """By which door a bot speaks."""
    return "kiosk" if bot.id == KIOSK_ID else "telegram"


def questions(services: Services, room: Room, lang: str) -> Sequence[Question]:
    """What the class's quiz asks, in a language."""
    guide = services.engine.guide
    run = quiz.of_entry(guide, room.quiz, "ru", room.track) if room.quiz else None
    find = quiz.finder(guide, lang)
    return [question for ref in (run.refs if run else ()) if (question := find(ref))]


async def standing(services: Services, room: Room, lang: str) -> Standing:
    """How the class stands, in the teacher's language."""
    asked = questions(services, room, lang)
    current = asked[room.place : room.place + 1] if room.place >= 0 else []
    tallies = classroom.tally(room.quiz, current, await services.pupils.counts(room))
    names = [nickname(services.engine.guide.root, one.nick, lang) for one in await services.pupils.all(room)]
    entry = services.engine.guide.get(room.quiz, lang) if room.quiz else None
    return Standing(room, entry, asked, tallies[0] if tallies else None, names)


async def panel(services: Services, room: Room, lang: str) -> Screen:
    """The teacher's message as it is now."""
    return views.panel(await standing(services, room, lang), services.words[lang])


def touch(services: Services, room: Room) -> None:
    """Something has changed in the class: the teacher's message will show it, at most once a second."""

    async def show() -> None:
        now = await services.classes.get(room.code)
        seat = await services.classes.seat(room) if now else None
        if now and seat and seat.message:
            await edit(services, seat, await panel(services, now, seat.lang))

    services.latest.touch(room.code, show)


async def spread(services: Services, room: Room, pupils: Sequence[Pupil] | None = None) -> None:
    """The question that is on, to everybody who has not got it yet. Raises what a later try mends: then only they get it again."""

    async def one(pupil: Pupil, seat: Seat) -> None:
        asked = questions(services, room, seat.lang)
        if room.place >= len(asked):
            return
        sent = await post(services, seat, views.asked(asked[room.place], room.serial, services.words[seat.lang]))
        if sent:
            await services.pupils.sent(room, pupil, room.serial, replace(seat, message=sent))

    waiting = [pupil for pupil in pupils or await services.pupils.all(room) if pupil.asked < room.serial]
    await _each(waiting, one)


async def reveal(services: Services, room: Room) -> None:
    """Everybody sees the right answer, and why theirs was or was not."""
    asked = questions(services, room, room.lang)
    key = classroom.question_key(room.quiz, asked[room.place].id)
    given = await services.pupils.answers_to(room, key)

    async def one(pupil: Pupil, seat: Seat) -> None:
        question = questions(services, room, seat.lang)[room.place]
        await edit(services, seat, views.told(question, given.get(pupil.code), services.words[seat.lang]))

    await _each([pupil for pupil in await services.pupils.all(room) if pupil.asked == room.serial], one)


async def dismiss(services: Services, pupils: Sequence[Pupil]) -> None:
    """Tell everybody that the class is over."""

    async def one(pupil: Pupil, seat: Seat) -> None:
        await post(services, seat, views.over(services.words[seat.lang]))

    await _each(pupils, one)


async def post(services: Services, seat: Seat, screen: Screen) -> int:
    """A new message; its number, or 0 where nobody is reached."""
    bot = services.doors.get(seat.door)
    if bot is None:
        return 0
    try:
        return (await bot.send_message(seat.chat, screen.text, reply_markup=screen.keyboard)).message_id
    except _GONE:
        return 0


async def edit(services: Services, seat: Seat, screen: Screen) -> None:
    """Another text in a message; where that cannot be, nothing happens."""
    bot = services.doors.get(seat.door)
    if bot is None or not seat.message:
        return
    markup = screen.keyboard if screen.keyboard and screen.keyboard.inline_keyboard else None
    try:
        await bot.edit_message_text(screen.text, chat_id=seat.chat, message_id=seat.message, reply_markup=markup)
    except _GONE:
        return


async def _each(pupils: Sequence[Pupil], act: Callable[[Pupil, Seat], Awaitable[None]]) -> None:
    """Everybody at once, each on their own: one who cannot be reached holds nobody up."""
    outcomes = await asyncio.gather(*(act(pupil, pupil.seat) for pupil in pupils if pupil.seat), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
