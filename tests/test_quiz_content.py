"""Every quiz of the guide, played through in the chat: modules by somebody of each track, lessons by their teacher."""

import pytest

from bot.domain.course import TRACKS
from tests.citizen import Citizen
from tests.conftest import ROOT
from tests.test_course import learner, plays


def quizzes(document):
    """`ru/course/module-1` and the like."""
    found = (ROOT / "knowledge").glob(f"*/{document}/*.quiz.yaml")
    return sorted(path.relative_to(ROOT / "knowledge").as_posix().removesuffix(".quiz.yaml") for path in found)


MODULES, LESSONS = quizzes("course"), quizzes("lessons")


@pytest.mark.parametrize("name", MODULES)
async def test_every_quiz_of_the_course_is_played(app, guide, name):
    lang, _, entry_id = name.partition("/")
    words, quiz = app.services.words[lang], guide.quizzes[entry_id, lang]
    track = TRACKS[MODULES.index(name) % len(TRACKS)]
    person = await learner(app, lang, track)
    await person.taps(guide.entries[entry_id, lang].title)
    person.sees(guide.entries[entry_id, lang].title)
    await person.taps(words("Quiz"))
    asked = sum(question.track in ("everyone", track) for question in quiz)
    assert await plays(person, app, entry_id) == asked
    person.sees(words("Right answers: {right} of {asked}.").format(right=asked, asked=asked))


@pytest.mark.parametrize("name", LESSONS)
async def test_every_quiz_of_a_lesson_is_played(app, guide, name):
    lang, _, entry_id = name.partition("/")
    words = app.services.words[lang]
    await learner(app, lang)  # nobody is told to slow down
    person = await Citizen(app, lang=lang).says("/lessons")
    await person.taps(guide.entries[entry_id, lang].title)
    await person.taps(words("Try the quiz"))
    asked = len(guide.quizzes[entry_id, lang])
    assert await plays(person, app, entry_id, right=False) == asked
    person.sees(
        guide.entries[entry_id, lang].title, words("Right answers: {right} of {asked}.").format(right=0, asked=asked)
    )


def test_modules_and_packs_have_their_quizzes():
    assert len(MODULES) == 3 * 8
    assert len(LESSONS) == 3 * 12
