"""A quiz on screens: what a question is, what follows an answer, how it ended."""

from bot.domain import quiz
from bot.domain.quiz import Find, Run
from bot.views import course
from bot.views.callbacks import EntryTap
from bot.views.screen import Screen, bold, button, escape, keyboard
from bot.views.words import Words
from retrieval.entry_file import Entry
from retrieval.quiz import Question


def title(run: Run, entry: Entry | None, _: Words) -> str:
    """The name of what is being asked about."""
    return entry.title if entry else _("Final test")


def heading(run: Run, question: Question, _: Words) -> str:
    """The question as it is sent, with its place."""
    place = _("Question {number} of {count}").format(number=len(run.answers) + 1, count=len(run.refs))
    return f"{place}. {question.question}"


def after(run: Run, question: Question, option: int, _: Words) -> Screen:
    """Whether it was right, and why; then on."""
    chosen, right = question.options[option], question.options[question.right]
    verdict = _("Right.") if chosen.right else _("Not quite.")
    text = [f"{'✅' if chosen.right else '❌'} {bold(verdict)}", escape(chosen.why)]
    if not chosen.right:
        text.append(escape(_("The right answer: {answer}").format(answer=right.text)))
        text.append(escape(right.why))
    label = _("See the result") if run.over else _("Next question")
    return Screen("\n\n".join(text), keyboard([[course.act(label, "next", _.lang)]]))


def result(run: Run, entry: Entry | None, find: Find, after_it: Entry | None, _: Words) -> Screen:
    """How a quiz ended, and what to do now."""
    right, asked = run.right(find), len(run.refs)
    text = [
        bold(title(run, entry, _)),
        escape(_("Right answers: {right} of {asked}.").format(right=right, asked=asked)),
    ]
    if run.what == quiz.FINAL:
        return _final(run, text, right, asked, _)
    if entry is None or entry.document != "course":
        back = button(_("Back"), EntryTap(act="open", lang=run.lang, id=run.what).pack())
        return Screen("\n\n".join(text), keyboard([[back]]))
    number = entry.id.rpartition("-")[2]
    rows = [[course.act(_("What to take along"), "along", run.lang, number)]]
    if after_it:
        label = _("Next: {title}").format(title=after_it.title)
        rows.append([button(label, EntryTap(act="open", lang=run.lang, id=after_it.id).pack())])
    rows.append([course.act(_("Once more"), "quiz", run.lang, number), course.home_button(_)])
    return Screen("\n\n".join(text), keyboard(rows))


def unfinished(_: Words) -> Screen:
    """An answer to a quiz that is no longer held."""
    text = _("This quiz has been put away: it waits 15 minutes for an answer. Begin it again.")
    return Screen(escape(text), keyboard([[course.home_button(_)]]))


def nothing(_: Words) -> Screen:
    """An entry without a quiz."""
    return Screen(escape(_("There is no quiz here yet.")), keyboard([[course.home_button(_)]]))


def _final(run: Run, text: list[str], right: int, asked: int, _: Words) -> Screen:
    passed = right >= quiz.needed(asked)
    if passed:
        text.append(escape(_("You have passed. You can have a certificate with your name on it.")))
        rows = [[course.act(_("Certificate (PDF)"), "cert", run.lang)]]
    else:
        told = _("To pass, {needed} right answers are needed. Read on, then try again: the questions change.")
        text.append(escape(told.format(needed=quiz.needed(asked))))
        rows = [[course.act(_("Once more"), "final", run.lang)]]
    return Screen("\n\n".join(text), keyboard([*rows, [course.home_button(_)]]))
