"""The sheet of a class: what it knows and where it errs; no pupil is on it."""

import datetime
from collections.abc import Sequence
from typing import Any

from bot.domain.classroom import Tally
from bot.domain.sheets import Sheet
from bot.views import dates
from bot.views.screen import Screen, bold, escape
from bot.views.sheets import licence
from bot.views.words import Words


def sheet(tallies: Sequence[Tally], titles: Sequence[str], pupils: int, day: datetime.date, _: Words) -> Sheet:
    """As a page to print; `titles` are those of the quizzes asked."""
    groups = [
        {"heading": heading, "questions": [_told(tally, _) for tally in found]}
        for heading, found in _groups(tallies, _)
        if found
    ]
    return Sheet("report", {
        "title": _("What the class knows"), "lang": _.lang, "licence": licence(_), "address": "",
        "facts": "; ".join([*titles, dates.long(day, _.lang)]),
        "groups": groups,
        "words": {"summary": summary(tallies, pupils, _), "note": _("No pupil's name stands here, and none has been kept.")},
    })  # fmt: skip


def screen(tallies: Sequence[Tally], pupils: int, _: Words) -> Screen:
    """The same as a message."""
    parts = [bold(_("What the class knows")), escape(summary(tallies, pupils, _))]
    for heading, found in _groups(tallies, _):
        lines = [f"• {escape(tally.question.question)} — {escape(_right(tally, _))}" for tally in found]
        if lines:
            parts.append("\n".join([bold(heading), *lines]))
    return Screen("\n\n".join(parts))


def summary(tallies: Sequence[Tally], pupils: int, _: Words) -> str:
    """The class in one line."""
    if not tallies:
        return _("No question has been answered yet.")
    answered, right = sum(one.answered for one in tallies), sum(one.right for one in tallies)
    told = _("Pupils: {pupils}. Questions: {questions}. Right answers in all: {share} %.")
    return told.format(pupils=pupils, questions=len(tallies), share=round(100 * right / answered))


def _groups(tallies: Sequence[Tally], _: Words) -> list[tuple[str, list[Tally]]]:
    errs = sorted((one for one in tallies if not one.known), key=lambda one: one.share)
    return [(_("Where the class errs"), errs), (_("Clear to the class"), [one for one in tallies if one.known])]


def _right(tally: Tally, _: Words) -> str:
    return _("{right} of {answered} right").format(right=tally.right, answered=tally.answered)


def _told(tally: Tally, _: Words) -> dict[str, Any]:
    question, mistake = tally.question, tally.mistake
    wrong = question.options[mistake] if mistake is not None else None
    count = tally.counts[mistake] if mistake is not None else 0
    return {
        "question": question.question,
        "share": tally.share,
        "told": _right(tally, _),
        "right": _("The right answer: {answer}").format(answer=question.options[question.right].text),
        "mistake": _("Most often wrong ({count}): {answer}").format(count=count, answer=wrong.text) if wrong else "",
        "why": wrong.why if wrong else "",
    }
