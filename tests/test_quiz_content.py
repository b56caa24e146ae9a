"""Every quiz of the guide, played through in the chat by somebody of each track."""

import pytest

from bot.domain.course import TRACKS
from retrieval import guide as guides
from tests.conftest import ROOT
from tests.test_course import learner, plays

QUIZZES = sorted(
    path.relative_to(ROOT / "knowledge").as_posix().removesuffix(".quiz.yaml")
    for path in (ROOT / "knowledge").glob("*/course/*.quiz.yaml")
)


@pytest.mark.parametrize("name", QUIZZES)
async def test_every_quiz_of_the_course_is_played(app, guide, name):
    lang, _, entry_id = name.partition("/")
    words, quiz = app.services.words[lang], guide.quizzes[entry_id, lang]
    track = TRACKS[QUIZZES.index(name) % len(TRACKS)]
    person = await learner(app, lang, track)
    await person.taps(guide.entries[entry_id, lang].title)
    person.sees(guide.entries[entry_id, lang].title)
    await person.taps(words("Quiz"))
    asked = sum(question.track in ("everyone", track) for question in quiz)
    assert await plays(person, app, entry_id) == asked
    person.sees(words("Right answers: {right} of {asked}.").format(right=asked, asked=asked))


def test_there_is_something_to_play():
    assert guides.load(ROOT / "knowledge").quizzes
    assert QUIZZES
