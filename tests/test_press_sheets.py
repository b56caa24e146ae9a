"""Sheets to print: pages, letters, lines to write on, names that try to be code. Read back with pdftotext."""

import datetime
import re
import subprocess

import pytest

from bot.domain import course, names
from bot.press import typeset
from bot.views import sheets
from bot.views import words as catalogues
from tests.conftest import ROOT

LANGS = ("kk", "ru", "en")
WORDS = catalogues.load(ROOT / "locales")
ADDRESS = "https://senim.example.kz/e/lessons/parents-evening?lang=kk"
DAY = datetime.date(2026, 11, 28)
HOSTILE = '#set page(fill: red) $x$ *b* _i_ `c` \\ [a] "q" <tag> @ref // #include "/etc/passwd"'


def pages(content):
    """Each page's text."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def certificate(name, lang, guide):
    return sheets.certificate(name, 14, 16, DAY, course.modules(guide, lang), ADDRESS, WORDS[lang])


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("lang", LANGS)
def test_a_pack_has_plan_handout_quiz_and_answers(school, lang):
    _ = WORDS[lang]
    entry = school.guide.entries["lessons/parents-evening", lang]
    content = typeset.pdf(sheets.pack(entry, school.guide, ADDRESS, _))
    assert len(content) < 300_000
    shown = pages(content)
    assert len(shown) == 4
    plan, handout, quiz, answers = shown
    assert all(
        part in plan for part in ("10 min. Begin.", "500 ₸", "әғқңөұүһі", "#let x = 1 $y$", ADDRESS, entry.lead[:20])
    )
    assert "First task" in handout
    assert "First task" not in plan
    assert "option 0" in quiz
    assert "why" not in quiz
    assert _("Answers for the teacher") in answers
    assert "why 1 of parents-evening q1" in answers
    of = {"kk": "/", "ru": " из ", "en": " of "}[lang]
    assert f"2{of}4" in handout
    assert "CC BY 4.0" in quiz


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("lang", LANGS)
def test_every_real_pack_is_set(guide, lang):
    for (entry_id, one), entry in guide.entries.items():
        if one == lang and entry.document == "lessons":
            content = typeset.pdf(sheets.pack(entry, guide, ADDRESS, WORDS[lang]))
            assert len(content) < 300_000, entry_id
            text = " ".join("\n".join(pages(content)).split())
            assert entry.title.split()[0] in text
            assert guide.quizzes[entry_id, lang][-1].question.split()[0] in text


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("lang", LANGS)
def test_a_certificate_shows_the_name_and_claims_nothing(school, lang):
    content = typeset.pdf(certificate("Әйгерім Құрманғазықызы Төлеубаева", lang, school.guide))
    assert len(content) < 300_000
    (page,) = pages(content)
    text = " ".join(page.split())
    assert "Әйгерім Құрманғазықызы Төлеубаева" in text
    assert "14" in text
    assert school.guide.entries["course/module-8", lang].title in text
    assert {"kk": "мемлекеттік құжат емес", "ru": "не государственный документ", "en": "not a state document"}[
        lang
    ] in text


@pytest.mark.needs("pdftotext")
def test_a_name_is_never_code(school):
    (page,) = pages(typeset.pdf(certificate(HOSTILE, "ru", school.guide)))
    text = re.sub(r"\s", "", page)
    assert "#setpage(fill:red)$x$*b*_i_`c`" in text
    assert '#include"/etc/passwd"' in text


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Айгерім\n Сейітова ", "Айгерім Сейітова"),
        ("О’Коннор-Ли Анна-Мария", "О’Коннор-Ли Анна-Мария"),
        ("Анна\u202eяннА\u200b", "Анна яннА"),
        ("", None),
        ("...", None),
        ("ИИН 900101300123", None),
        ("а" * 81, None),
    ],
)
def test_what_is_a_name(typed, name):
    assert names.tidy(typed) == name
