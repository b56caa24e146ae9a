"""One thin file per feature; their order, once, with its reasons."""

from aiogram import Router

from bot.routers import (
    ask,
    certificate,
    check,
    course,
    entry,
    gaps,
    group,
    inline,
    lessons,
    letter_files,
    letters,
    other,
    pages,
    pupil,
    quiz,
    start,
    teacher,
    topics,
    wording,
)
from bot.routers.flat import flat


def all_routers() -> Router:
    """The routers, joined in the order in which they are tried."""
    routers = [
        letters.setup(),  # an unfinished letter hears first: its answers are free text, and a command pauses it
        letter_files.setup(),
        check.setup(),  # a text to check is free text too
        certificate.setup(),  # a name for the paper is free text as well
        pupil.setup(),  # its links begin with /start; a code alone is no question
        teacher.setup(),
        start.setup(),  # commands come before free text
        pages.setup(),
        topics.setup(),
        wording.setup(),  # before entries: its button is one of theirs
        entry.setup(),
        gaps.setup(),
        course.setup(),
        quiz.setup(),
        lessons.setup(),
        inline.setup(),
        group.setup(),  # before free text: in a group only what is addressed to us is a question
        ask.setup(),  # any other text is a question
        other.setup(),  # always last: whatever nobody else has taken
    ]
    return flat(routers)
