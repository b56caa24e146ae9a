"""A class on screens: the teacher's panel, which is one message that changes, and what a pupil sees."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.classroom import Room, Tally
from bot.domain.links import Links
from bot.views.callbacks import ClassTap, PageTap
from bot.views.screen import Screen, bold, button, escape, keyboard
from bot.views.sheets import LETTERS
from bot.views.words import Words
from retrieval.entry_file import Entry
from retrieval.quiz import Question

Row = list[InlineKeyboardButton]
NAMED = 40  # nicknames shown to the teacher


@dataclass(frozen=True)
class Standing:
    """How a class stands: its quiz, the question that is on, what has been answered to it, who is there."""

    room: Room
    quiz: Entry | None
    questions: Sequence[Question]
    tally: Tally | None
    names: Sequence[str]

    @property
    def question(self) -> Question | None:
        """The question that is on, or was last."""
        return self.questions[self.room.place] if 0 <= self.room.place < len(self.questions) else None

    @property
    def left(self) -> int:
        """How many questions are still to come."""
        return len(self.questions) - self.room.place - 1


def act(label: str, name: str, lang: str, value: str = "") -> InlineKeyboardButton:
    """A button of a class."""
    return button(label, ClassTap(act=name, lang=lang, id=value).pack())


def intro(_: Words) -> Screen:
    """What a class is, before it is opened."""
    lines = [
        _(
            "Everybody answers the same quiz on their own phone or computer; you see at once what is clear and what is not."
        ),
        _("Nobody signs up: pupils get a nickname. Nothing is left after 24 hours, or as soon as you end the class."),
        _("A pupil? Write the code that your teacher shows."),
    ]
    text = [bold(_("A quiz for a class")), *map(escape, lines)]
    rows = [[act(_("Open a class"), "open", _.lang)], [button(_("Start over"), PageTap(name="start").pack())]]
    return Screen("\n\n".join(text), keyboard(rows))


def how_to_join(code: str, links: Links, _: Words) -> str:
    """The code and the addresses, for the blackboard and the projector."""
    ways = [address for address in (links.class_chat(code), links.class_page(code)) if address]
    lines = [bold(_("Class {code}").format(code=code)), *map(escape, ways)]
    if links.username:
        lines.append(escape(_("In Telegram: write {code} to @{name}.").format(code=code, name=links.username)))
    return "\n".join(lines)


def panel(standing: Standing, _: Words) -> Screen:
    """The teacher's message: before a question, during it, after it."""
    if standing.question and standing.room.serial:
        return _asking(standing, _) if standing.room.open else _shown(standing, _)
    return _lobby(standing, _)


def quizzes(kind: str, found: Sequence[Entry], _: Words) -> Screen:
    """What to ask: a module or a lesson."""
    rows = [[act(entry.title, "quiz", _.lang, entry.id)] for entry in found]
    other = ("lessons", _("Lessons to teach")) if kind == "course" else ("course", _("AI course"))
    rows += [[act(other[1], "list", _.lang, other[0])], [act(_("Back"), "panel", _.lang)]]
    return Screen(bold(_("Which quiz?")), keyboard(rows))


def really(_: Words) -> Screen:
    """One more question before everything is deleted."""
    text = _("You get the sheet, and then nicknames and answers are deleted for good.")
    rows = [[act(_("End it and give me the sheet"), "end", _.lang)], [act(_("Back"), "panel", _.lang)]]
    return Screen("\n\n".join([bold(_("End the class?")), escape(text)]), keyboard(rows))


def ended(_: Words) -> Screen:
    """For the teacher, when nothing is left."""
    text = _("The class has ended. Nicknames and answers are deleted.")
    return Screen(escape(text), keyboard([[button(_("Start over"), PageTap(name="start").pack())]]))


def no_class(_: Words) -> Screen:
    """A code or a button of a class that is not there."""
    text = _("There is no such class now. Ask your teacher for the code.")
    return Screen(escape(text), keyboard([[button(_("Start over"), PageTap(name="start").pack())]]))


def full(_: Words) -> Screen:
    """A class without a free place."""
    return Screen(escape(_("This class is full.")))


def joined(name: str, code: str, _: Words) -> Screen:
    """A pupil who waits."""
    text = [
        bold(_("You are “{name}”").format(name=name)),
        escape(_("Class {code}").format(code=code)),
        escape(_("Wait: the question comes by itself. Your teacher sees the nickname, not who you are.")),
    ]
    return Screen("\n\n".join(text), keyboard([[act(_("Leave the class"), "leave", _.lang)]]))


def left(_: Words) -> Screen:
    """A pupil who has gone."""
    return Screen(escape(_("You have left the class.")))


def over(_: Words) -> Screen:
    """For pupils, when the teacher has ended the class."""
    return Screen(escape(_("The class has ended. Your nickname and your answers are deleted. Thank you.")))


def asked(question: Question, serial: int, _: Words) -> Screen:
    """A question as a pupil gets it."""
    marks = LETTERS[_.lang]
    lines = [f"{marks[at]}) {escape(option.text)}" for at, option in enumerate(question.options)]
    taps = [act(marks[at], "a", _.lang, f"{serial}.{at}") for at in range(len(question.options))]
    return Screen("\n".join([bold(question.question), *lines]), keyboard([taps]))


def taken(question: Question, option: int, _: Words) -> Screen:
    """The pupil has answered and waits for the others."""
    mark = LETTERS[_.lang][option]
    text = _("Your answer: {answer}").format(answer=f"{mark}) {question.options[option].text}")
    return Screen("\n".join([bold(question.question), escape(text), escape(_("Now wait for the others."))]), _quit(_))


def told(question: Question, option: int | None, _: Words) -> Screen:
    """The pupil sees which answer was right, and why theirs was or was not."""
    lines = [bold(question.question)]
    for at, one in enumerate(question.options):
        mark = "✅" if one.right else "❌" if at == option else "•"
        lines.append(f"{mark} {escape(one.text)}")
    if option is not None and option != question.right:
        lines.append(escape(question.options[option].why))
    lines.append(escape(question.options[question.right].why))
    return Screen("\n".join(lines), _quit(_))


def _quit(_: Words) -> InlineKeyboardMarkup:
    return keyboard([[act(_("Leave the class"), "leave", _.lang)]])


def _lobby(standing: Standing, _: Words) -> Screen:
    text = [bold(_("Class {code}").format(code=standing.room.code)), _there(standing, _)]
    if standing.quiz:
        told = _("Quiz: {title}. Questions: {count}.")
        text.append(escape(told.format(title=standing.quiz.title, count=len(standing.questions))))
    return Screen("\n\n".join(text), keyboard([*_next(standing, _), _ways(_)]))


def _there(standing: Standing, _: Words) -> str:
    told = escape(_("Pupils here: {count}").format(count=len(standing.names)))
    shown = ", ".join(standing.names[:NAMED]) + (" …" if len(standing.names) > NAMED else "")
    return f"{told}\n{escape(shown)}" if shown else told


def _asking(standing: Standing, _: Words) -> Screen:
    text = [*_question(standing, _, marked=False), _answered(standing, _)]
    rows = [[act(_("Show the answer"), "show", _.lang, str(standing.room.serial))], _ways(_)]
    return Screen("\n\n".join(text), keyboard(rows))


def _shown(standing: Standing, _: Words) -> Screen:
    text = [*_question(standing, _, marked=True), _answered(standing, _)]
    question, tally = standing.question, standing.tally
    if question and tally and tally.mistake is not None:
        text.append(escape(_("Most often wrong: {answer}").format(answer=question.options[tally.mistake].text)))
        text.append(escape(question.options[tally.mistake].why))
    if question:
        text.append(escape(question.options[question.right].why))
    return Screen("\n\n".join(text), keyboard([*_next(standing, _), _ways(_)]))


def _question(standing: Standing, _: Words, marked: bool) -> list[str]:
    question = standing.question
    if question is None:
        return []
    place = _("Question {number} of {count}").format(number=standing.room.place + 1, count=len(standing.questions))
    counts = standing.tally.counts if standing.tally else (0,) * len(question.options)
    lines = []
    for at, option in enumerate(question.options):
        mark = ("✅ " if option.right else "") if marked else ""
        lines.append(f"{mark}{LETTERS[_.lang][at]}) {escape(option.text)} — <b>{counts[at]}</b>")
    return [escape(place), bold(question.question), "\n".join(lines)]


def _answered(standing: Standing, _: Words) -> str:
    answered = standing.tally.answered if standing.tally else 0
    return escape(_("Answered: {count} of {all}").format(count=answered, all=len(standing.names)))


def _next(standing: Standing, _: Words) -> list[Row]:
    rows = []
    if standing.quiz and standing.left > 0:
        label = _("Ask question {number} of {count}")
        shown = label.format(number=standing.room.place + 2, count=len(standing.questions))
        rows.append([act(shown, "ask", _.lang, str(standing.room.serial + 1))])
    choose = _("Another quiz") if standing.quiz else _("Choose a quiz")
    return [*rows, [act(choose, "list", _.lang, "lessons")]]


def _ways(_: Words) -> Row:
    return [act(_("Sheet so far"), "sheet", _.lang), act(_("End the class"), "really", _.lang)]
