"""What the guide says about Senim itself is held against the database schema, the settings and the code."""

import re

import pytest

from bot.domain import classroom, recent
from bot.store import dialogues
from bot.store.tables import metadata
from bot.views import pages, words
from tests.conftest import ROOT

LANGS = ("kk", "ru", "en")
ABOUT = (
    "about-bot",
    "how-answers",
    "bot-data",
    "delete-my-data",
    "not-legal-advice",
    "report-mistake",
    "bot-languages",
)
COURSE = {"kk": "курс нәтижесі", "ru": "результаты курса", "en": "results of the"}
LANGUAGE = {"kk": "тіл", "ru": "язык", "en": "language"}
DAY = {"kk": "күн", "ru": "день", "en": "day"}


def body(entry):
    return " ".join([entry.lead, *(block.text for block in entry.blocks())])


def test_a_person_is_kept_with_just_what_the_guide_names():
    """A new column is a new promise to be written: change this test, the entries and /privacy together."""
    assert set(metadata.tables["people"].c.keys()) == {"person", "lang", "role", "since"}
    tables = {name for name, table in metadata.tables.items() if "person" in table.c}
    assert tables == {"people", "dialogues", "course"}
    assert set(metadata.tables["class_pupils"].c.keys()) == {"class", "pupil", "nick", "asked", "seat"}
    assert set(metadata.tables["class_answers"].c.keys()) == {"class", "pupil", "question", "option"}
    assert set(metadata.tables["course"].c.keys()) == {"person", "module", "part", "score", "asked"}


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_kept_is_named_and_nothing_else(guide, lang):
    for name in ("bot-data", "delete-my-data"):
        text = body(guide.entries[f"guide/about/{name}", lang])
        assert LANGUAGE[lang] in text
        assert DAY[lang] in text
        assert COURSE[lang] in text.lower()


@pytest.mark.parametrize("lang", LANGS)
def test_the_minutes_are_the_codes_minutes(guide, lang):
    minutes = recent.SECONDS // 60
    for name in ("bot-data", "delete-my-data"):
        assert str(minutes) in body(guide.entries[f"guide/about/{name}", lang])
    privacy = pages.privacy(words.load(ROOT / "locales")[lang], "", "").text
    assert str(minutes) in privacy


@pytest.mark.parametrize("lang", LANGS)
def test_an_unfinished_letter_lives_as_long_as_is_said(guide, lang):
    assert dialogues.SECONDS == recent.SECONDS == 15 * 60
    word = {"kk": "хат", "ru": "письмо", "en": "letter"}[lang]
    for name in ("bot-data", "delete-my-data"):
        assert word in body(guide.entries[f"guide/about/{name}", lang])
    assert word in pages.privacy(words.load(ROOT / "locales")[lang], "", "").text.lower()


@pytest.mark.parametrize("lang", LANGS)
def test_buttons_that_the_guide_names_exist(guide, lang):
    """What stands in quotes as something to press is a word of the interface."""
    _ = words.load(ROOT / "locales")[lang]
    for name, button in (
        ("bot-data", "Done, delete it"),
        ("bot-data", "Tell the editors"),
        ("bot-data", "Simpler"),
        ("how-answers", "Simpler"),
        ("report-mistake", "Tell the editors"),
    ):
        assert _(button) in body(guide.entries[f"guide/about/{name}", lang])


def test_what_the_editors_get_says_nothing_of_who():
    assert set(metadata.tables["gaps"].c.keys()) == {"id", "day", "lang", "entry", "question"}
    assert str(metadata.tables["gaps"].c.day.type) == "DATE"


@pytest.mark.parametrize("lang", LANGS)
def test_the_hours_of_a_class_are_the_codes_hours(guide, lang):
    assert str(classroom.HOURS) in body(guide.entries["guide/about/bot-data", lang])
    assert str(classroom.HOURS) in pages.privacy(words.load(ROOT / "locales")[lang], "", "").text


@pytest.mark.parametrize("lang", LANGS)
def test_commands_that_the_guide_names_exist(guide, app, lang):
    from bot.views.menu import commands

    known = {name for name, _ in commands(app.services.words[lang])}
    for name in ABOUT:
        named = set(re.findall(r"(?<![\w/.])/([a-z]+)\b", body(guide.entries[f"guide/about/{name}", lang])))
        assert named <= known, (name, named - known)


@pytest.mark.parametrize("lang", LANGS)
def test_no_model_is_promised_while_there_is_none(guide, lang):
    for name in ("how-answers", "about-bot"):
        text = body(guide.entries[f"guide/about/{name}", lang]).lower()
        assert "llama" not in text
        assert "qolda" not in text


def test_payloads_wait_encrypted_and_only_in_the_inbox():
    binary = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.c
        if "BLOB" in str(column.type).upper() or "BINARY" in str(column.type).upper()
    }
    assert binary == {("inbox", "payload"), ("dialogues", "fields"), ("classes", "seat"), ("class_pupils", "seat")}
