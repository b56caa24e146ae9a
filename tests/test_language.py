"""Which language a message is in."""

import pytest


@pytest.mark.parametrize(
    ("message", "lang"),
    [
        ("банк несие бермеді, не істеймін", "kk"), ("банк несие бермеди не истеймин", "kk"), ("bank nesie bermedi ne isteimin", "kk"),
        ("банк отказал мне в кредите", "ru"), ("Меня зовут Әсел, я из Қостаная, банк отказал в кредите", "ru"),
        ("the bank refused my loan", "en"), ("my name is Aigerim and i live in Shymkent", "en"), ("деректеримди ким корип отыр", "kk"),
    ],
)  # fmt: skip
def test_tell(engine, message, lang):
    assert engine.searcher.languages.tell(message) == lang


def test_nothing_to_tell_from(engine):
    languages = engine.searcher.languages
    assert languages.tell("12345", "en") == "en"
    assert languages.tell("12345") == "kk"


def test_phrasings_of_the_guide_are_told_right(engine, guide):
    wrong = [
        (e.lang, p)
        for e in guide.entries.values()
        for p in e.phrasings
        if engine.searcher.languages.tell(p, e.lang) != e.lang
    ]
    assert len(wrong) < 0.02 * sum(len(e.phrasings) for e in guide.entries.values()), wrong[:20]


@pytest.mark.parametrize(("lang", "least"), [("kk", 0.93), ("ru", 0.97), ("en", 0.97)])
def test_messages_of_the_development_set_are_told_right(engine, lang, least):
    import json

    from tests.conftest import ROOT

    rows = [
        json.loads(line)
        for line in (ROOT / "tests" / "languages" / f"{lang}.jsonl").read_text().splitlines()
        if line.strip()
    ]
    told = [engine.searcher.languages.tell(row["q"], row["lang"]) == lang for row in rows]
    assert len(rows) >= 90
    assert sum(told) / len(told) >= least


@pytest.mark.parametrize(
    ("message", "chosen", "lang"),
    [("ұ" * 300, None, "kk"), ("сәлем", "ru", "kk"), ("прилож обновить еттім, қатып қалды", None, "kk"), ("микрофон рұқсаты", "ru", "kk"), ("банк", "kk", "kk"), ("банк", "ru", "ru")],
)  # fmt: skip
def test_letters_and_choice(engine, message, chosen, lang):
    assert engine.searcher.languages.tell(message, chosen) == lang
