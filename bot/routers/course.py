"""/course: a track, the modules, reading part by part in place, the activity, what to take along."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain import course
from bot.domain.course import EVERYONE, Progress
from bot.routers.context import Visitor
from bot.routers.learning import Learner
from bot.routers.send import say, turn
from bot.services import Services
from bot.views import course as views
from bot.views.callbacks import CourseTap
from bot.views.screen import Screen
from retrieval.entry_file import Entry

_PLACES = {"go", "part", "activity", "along", "lang"}


def setup() -> Router:
    """The router."""
    router = Router(name="course")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.message.register(opened, Command("course"))
    router.callback_query.register(home, CourseTap.filter(F.act == "home"))
    router.callback_query.register(tracks, CourseTap.filter(F.act == "tracks"))
    router.callback_query.register(picked, CourseTap.filter(F.act == "track"))
    router.callback_query.register(kept, CourseTap.filter(F.act.in_({"keep", "unkeep"})))
    router.callback_query.register(walked, CourseTap.filter(F.act.in_(_PLACES)))
    return router


async def opened(message: Message, visitor: Visitor, services: Services, bot: Bot) -> None:
    """The course's front page."""
    learner = Learner.of(visitor, services, bot, visitor.lang)
    await say(message, _home(learner, await learner.progress()))


async def home(tap: CallbackQuery, callback_data: CourseTap, visitor: Visitor, services: Services, bot: Bot) -> None:
    """Back to the front page, as a message of its own: what was read stays to be read."""
    await tap.answer()
    learner = Learner.of(visitor, services, bot, callback_data.lang)
    if isinstance(tap.message, Message):
        await say(tap.message, _home(learner, await learner.progress()))


async def tracks(tap: CallbackQuery, callback_data: CourseTap, visitor: Visitor, services: Services, bot: Bot) -> None:
    """Choose for whom the course is to be."""
    await tap.answer()
    await turn(tap, views.tracks(Learner.of(visitor, services, bot, callback_data.lang).words))


async def picked(tap: CallbackQuery, callback_data: CourseTap, visitor: Visitor, services: Services, bot: Bot) -> None:
    """A track chosen."""
    await tap.answer()
    if callback_data.id not in course.TRACKS:
        return
    learner = Learner.of(visitor, services, bot, callback_data.lang)
    progress = Progress(callback_data.id, (await learner.progress()).marks)
    await learner.save(progress)
    await turn(tap, _home(learner, progress))


async def kept(tap: CallbackQuery, callback_data: CourseTap, visitor: Visitor, services: Services, bot: Bot) -> None:
    """Keep results from now on, or no longer."""
    await tap.answer()
    learner = Learner.of(visitor, services, bot, callback_data.lang)
    keep = callback_data.act == "keep" and learner.keepable
    progress = await learner.progress()
    if keep:
        await services.courses.keep(visitor.person, Progress(progress.track or EVERYONE, progress.marks))
    elif learner.kept:
        await services.courses.let_go(visitor.person)
    shown = views.home(learner.guide, learner.words, progress, keep, learner.keepable)
    await turn(tap, shown)


async def walked(tap: CallbackQuery, callback_data: CourseTap, visitor: Visitor, services: Services, bot: Bot) -> None:
    """A place in a module, shown in the message that was tapped; where a card was tapped, in one of its own."""
    number, _, what = callback_data.id.partition(".")
    entry = services.engine.guide.get(course.module_id(_int(number)), callback_data.lang)
    if entry is None:
        await tap.answer(visitor.words("This button is old. Please ask again."), show_alert=True)
        return
    await tap.answer()
    learner = Learner.of(visitor, services, bot, callback_data.lang)
    act = callback_data.act if callback_data.act != "lang" else what.partition(".")[0]
    shown = await _place(act, entry, _int(what.rpartition(".")[2]), learner)
    if callback_data.act in ("go", "along") and isinstance(tap.message, Message):
        await say(tap.message, shown)
    else:
        await turn(tap, shown)


async def _place(act: str, entry: Entry, at: int, learner: Learner) -> Screen:
    progress = await learner.progress()
    track = progress.track or EVERYONE
    if act == "activity":
        return views.activity(entry, learner.words, len(course.parts(entry, track)) - 1)
    if act == "along":
        after = course.following(entry, course.modules(learner.guide, learner.lang))
        return views.along(entry, after, learner.words)
    place = progress.of(entry.id).part if act == "go" else at
    await learner.save(Progress(track, progress.marked(entry.id, part=place).marks))
    return views.part(entry, learner.guide, learner.words, track, place)


def _home(learner: Learner, progress: Progress) -> Screen:
    return views.home(learner.guide, learner.words, progress, learner.kept, learner.keepable)


def _int(text: str) -> int:
    """A small number from a button, which is not believed: 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
