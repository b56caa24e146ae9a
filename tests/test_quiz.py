"""Quiz files: Telegram's limits, one right option, errors that name the question."""

import pytest

from retrieval.entry_file import ContentError
from retrieval.quiz import read_quiz

GOOD = """
- id: q1
  track: everyone
  question: What does a chatbot do?
  options:
    - {text: It looks things up, why: It predicts words; it does not open a book.}
    - {text: It predicts the next words, right: true, why: That is how it writes.}
    - {text: It asks a person, why: Nobody sits behind it.}
"""


def written(tmp_path, text):
    path = tmp_path / "module.quiz.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_quiz_is_read_in_its_order(tmp_path):
    (question,) = read_quiz(written(tmp_path, GOOD))
    assert (question.id, question.right, len(question.options)) == ("q1", 1, 3)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("right: true, ", "", "exactly one option is right"),
        ("Nobody sits behind it.", "Nobody sits behind it. " * 10, "options.2.why"),
        ("It asks a person", "It asks a person " * 8, "options.2.text"),
        ("track: everyone", "track: pensioners", "track"),
        ("question: What does a chatbot do?", "questions: What does it do?", "question"),
    ],
)
def test_what_telegram_would_refuse_is_named(tmp_path, old, new, told):
    with pytest.raises(ContentError, match=f"question 1, {told}|question 1.*{told}"):
        read_quiz(written(tmp_path, GOOD.replace(old, new)))


def test_a_file_that_is_no_list_is_named(tmp_path):
    with pytest.raises(ContentError, match="is no list of questions"):
        read_quiz(written(tmp_path, "questions: none"))
