"""Quizzes of the course, of lessons, and the final test: native quizzes one by one, each answer followed by its why."""

import random

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InputPollOption, Message, PollAnswer

from bot.domain import course, quiz
from bot.domain.course import EVERYONE, Progress
from bot.domain.people import today
from bot.domain.quiz import Run
from bot.routers.context import Visitor
from bot.routers.learning import Learner
from bot.routers.send import say, tell
from bot.services import Services
from bot.views import quiz as views
from bot.views.callbacks import CourseTap, LessonTap

KIND = "quiz"


def setup() -> Router:
    """The router."""
    router = Router(name="quiz")
    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.callback_query.register(begun, CourseTap.filter(F.act.in_({"quiz", "final"})))
    router.callback_query.register(tried, LessonTap.filter(F.act == "quiz"))
    router.callback_query.register(on, CourseTap.filter(F.act == "next"))
    router.poll_answer.register(answered)
    return router


async def begun(tap: CallbackQuery, callback_data: CourseTap, visitor: Visitor, services: Services, bot: Bot) -> None:
    """From the first question; whatever was on its way is given up."""
    await tap.answer()
    learner = Learner.of(visitor, services, bot, callback_data.lang)
    track = (await learner.progress()).track or EVERYONE
    run = _final(learner, track) if callback_data.act == "final" else _module(learner, callback_data.id, track)
    if run:
        await _ask(bot, tap.from_user.id, learner, run)
    elif isinstance(tap.message, Message):
        await say(tap.message, views.nothing(learner.words))


async def tried(tap: CallbackQuery, callback_data: LessonTap, visitor: Visitor, services: Services, bot: Bot) -> None:
    """The quiz of a lesson, for the teacher who wants to know it before the class does."""
    await tap.answer()
    learner = Learner.of(visitor, services, bot, callback_data.lang)
    run = quiz.of_entry(learner.guide, f"lessons/{callback_data.id}", learner.lang, EVERYONE)
    if run:
        await _ask(bot, tap.from_user.id, learner, run)
    elif isinstance(tap.message, Message):
        await say(tap.message, views.nothing(learner.words))


async def on(tap: CallbackQuery, callback_data: CourseTap, visitor: Visitor, services: Services, bot: Bot) -> None:
    """The next question, or the result."""
    learner = Learner.of(visitor, services, bot, callback_data.lang)
    run = await _held(learner)
    if run and run.waits:
        await tap.answer(learner.words("Answer the question above first."))
        return
    await tap.answer()
    if run is None:
        await tell(bot, tap.from_user.id, views.unfinished(learner.words))
    elif run.over:
        await _finish(bot, tap.from_user.id, learner, run)
    else:
        await _ask(bot, tap.from_user.id, learner, run)


async def answered(vote: PollAnswer, visitor: Visitor, services: Services, bot: Bot) -> None:
    """A vote in one of our quizzes. Telegram has marked it already; the why follows."""
    if vote.user is None or not vote.option_ids:
        return
    learner = Learner.of(visitor, services, bot, visitor.lang)
    run = await _held(learner)
    if run is None:
        await tell(bot, vote.user.id, views.unfinished(learner.words))
        return
    if run.poll != vote.poll_id:
        return
    run = run.answered(vote.option_ids[0])
    await services.dialogues.put(visitor.code, KIND, run.dump())
    question = quiz.finder(learner.guide, run.lang)(run.refs[len(run.answers) - 1])
    if question and run.answers[-1] < len(question.options):
        await tell(bot, vote.user.id, views.after(run, question, run.answers[-1], services.words[run.lang]))


async def _ask(bot: Bot, chat: int, learner: Learner, run: Run) -> None:
    """Send the next question and remember its number: it is how an answer finds its quiz, after a restart as well."""
    find = quiz.finder(learner.guide, run.lang)
    run = run.present(find)
    question = None if run.over else find(run.refs[len(run.answers)])
    if question is None:
        await _finish(bot, chat, learner, run)
        return
    sent = await bot.send_poll(
        chat, views.heading(run, question, learner.services.words[run.lang]),
        [InputPollOption(text=option.text, text_parse_mode=None) for option in question.options],
        question_parse_mode=None, explanation_parse_mode=None, is_anonymous=False, type="quiz",
        correct_option_ids=[question.right], explanation=question.options[question.right].why,
    )  # fmt: skip
    poll = sent.poll.id if sent.poll else ""
    await learner.services.dialogues.put(learner.visitor.code, KIND, run.sent(poll).dump())


async def _finish(bot: Bot, chat: int, learner: Learner, run: Run) -> None:
    find, code = quiz.finder(learner.guide, run.lang), learner.visitor.code
    right, asked, words = run.right(find), len(run.refs), learner.services.words[run.lang]
    entry = learner.guide.get(run.what, run.lang)
    if run.what == quiz.FINAL and right >= quiz.needed(asked):
        passed = {"right": right, "asked": asked, "day": today().isoformat(), "lang": run.lang}
        await learner.services.dialogues.put(code, quiz.PASSED, passed)
    elif course.number(run.what):
        progress = await learner.progress()
        best = max(right, progress.of(run.what).right or 0)
        marked = progress.marked(run.what, right=best, asked=asked)
        await learner.save(Progress(progress.track or EVERYONE, marked.marks))
    after = course.following(entry, course.modules(learner.guide, run.lang)) if entry else None
    await tell(bot, chat, views.result(run, entry, find, after, words))
    await learner.services.dialogues.drop(code, KIND)


async def _held(learner: Learner) -> Run | None:
    return Run.load(await learner.services.dialogues.get(learner.visitor.code, KIND))


def _module(learner: Learner, number: str, track: str) -> Run | None:
    return (
        quiz.of_entry(learner.guide, course.module_id(int(number)), learner.lang, track) if number.isdecimal() else None
    )


def _final(learner: Learner, track: str) -> Run | None:
    guide = learner.guide
    entries = course.modules(guide, learner.lang)
    quizzes = [(one.id, guide.quizzes[one.id, one.lang]) for one in entries if (one.id, one.lang) in guide.quizzes]
    return quiz.final(quizzes, track, learner.lang, random.SystemRandom())
