"""What stands on the sheets to print: a lesson pack, a certificate. Words only; how it looks is the press's business."""

import datetime
from collections.abc import Iterable
from typing import Any

from bot.domain.sheets import Sheet
from bot.views import dates, lessons
from bot.views.course import facts
from bot.views.words import Words
from retrieval.entry_file import Block, Entry, Section
from retrieval.guide import Guide, numbered
from retrieval.quiz import Quiz

LETTERS = {"kk": "АӘБВ", "ru": "АБВГ", "en": "ABCD"}
_ASIDE = ("handout",)


def licence(_: Words) -> str:
    """What may be done with a sheet, for its foot."""
    return _("Senim. Free to copy and change: CC BY 4.0. Senim is not a state body and gives no legal advice.")


def pack(entry: Entry, guide: Guide, address: str | None, _: Words) -> Sheet:
    """A lesson: the plan for the teacher, the handout and the quiz on pages of their own, the answers last."""
    quiz = guide.quizzes.get((entry.id, entry.lang), ())
    checked = _("Checked on {date}.").format(date=dates.long(entry.reviewed, entry.lang))
    handout = entry.section("handout")
    return Sheet("pack", {
        **_common(entry.title, address, _),
        "facts": f"{facts(entry, _)} {lessons.for_whom(entry, _)} {checked}",
        "lead": entry.lead,
        "sections": [_section(one, entry) for one in entry.sections if one.kind not in _ASIDE],
        "sources": [guide.named(ref, entry.lang) for ref in guide.refs(entry)],
        "handout": _section(handout, entry) if handout else {"heading": "", "blocks": []},
        "quiz": _quiz(quiz),
        "words": {
            "sources": _("Sources"), "newest": _("The newest text of this lesson:"), "quiz": _("Quiz"),
            "answers": _("Answers for the teacher"),
        },
    })  # fmt: skip


def certificate(
    name: str, right: int, asked: int, day: datetime.date, modules: Iterable[Entry], address: str | None, _: Words
) -> Sheet:
    """The course is done; an empty name leaves a line to write it by hand."""
    passed = _("The AI course has been taken and its final test passed: {right} right answers of {asked}.")
    return Sheet("certificate", {
        **_common(_("Certificate"), address, _),
        "name": name,
        "modules": [entry.title for entry in modules],
        "words": {
            "course": _("AI course"), "passed": passed.format(right=right, asked=asked), "date": dates.long(day, _.lang),
            "modules": _("What the course is about"), "where": _("The course is here, free for everyone:"),
            "note": _("This is not a state document. Senim checks nobody's identity and keeps no list of certificates: "
                      "the name was written by whoever took the test."),
        },
    })  # fmt: skip


def _common(title: str, address: str | None, _: Words) -> dict[str, Any]:
    return {
        "title": title,
        "lang": _.lang,
        "licence": licence(_),
        "address": address or "",
        "letters": list(LETTERS[_.lang]),
    }


def _section(section: Section, entry: Entry) -> dict[str, Any]:
    return {"heading": section.heading, "blocks": [_block(block, entry) for block in section.blocks]}


def _block(block: Block, entry: Entry) -> dict[str, str]:
    return {"kind": block.kind, "text": numbered(block.text, entry)}


def _quiz(quiz: Quiz) -> list[dict[str, Any]]:
    return [
        {
            "question": question.question,
            "options": [option.text for option in question.options],
            "right": question.right,
            "why": question.options[question.right].why,
        }
        for question in quiz
    ]
