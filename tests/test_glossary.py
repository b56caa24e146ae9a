"""The glossary: enough terms, complete, found however they are asked for; entries come first where they say more."""

import pytest

from retrieval.turn import Question, Status
from tests.citizen import Citizen

LANGS = ("kk", "ru", "en")


def test_there_are_terms_enough_and_each_is_complete(guide):
    terms = guide.glossary.terms.values()
    assert len(terms) >= 120
    for term in terms:
        for lang in LANGS:
            assert term.name[lang]
            assert 10 <= len(term.plain[lang]) <= 140, (term.id, lang)


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("что такое дропперы?", "money-mule"), ("Что такое фишинг", "phishing"), ("фишинг деген не", "phishing"), ("фишинг деген не?", "phishing"),
        ("what is phishing", "phishing"), ("what is a deepfake?", "deepfake"), ("дипфейк деген не", "deepfake"), ("что такое МРП", "mrp"),
        ("что значит скоринг", "scoring"), ("what does bias mean", "bias"), ("мрп это что", "mrp"),
    ],
)  # fmt: skip
def test_asked_for_in_three_languages(guide, question, term):
    found = guide.glossary.asked(question)
    assert found
    assert found.id == term


@pytest.mark.parametrize(
    "question",
    [
        "банк отказал в кредите",
        "что такое",
        "деген не",
        "what is",
        "",
        "что такое " + "а" * 500,
        "что делать с дипфейком",
    ],
)
def test_other_questions_ask_for_no_term(guide, question):
    assert guide.glossary.asked(question) is None


def test_a_term_is_answered_when_no_entry_is_surer(engine):
    answer = engine.ask(Question("что такое МРП"))
    assert answer.status is Status.answered
    assert (answer.term, answer.entry) == ("mrp", None)
    assert "МРП" in answer.text
    assert answer.candidates


async def test_the_chat_shows_the_meaning_and_where_to_read_on(app):
    person = await Citizen(app).says("что такое МРП")
    assert person.last.html.startswith("<b>")
    assert person.last.labels
