"""Placeholders: stable, in the person's language, one value one placeholder; the kept stay."""

import pytest
import yaml

from retrieval import private
from retrieval.private import Finding
from retrieval.private.words import FILE

TEXT = "Айгүл 87011234567, Серік +7 705 765 43 21, тағы 8 (701) 123-45-67, a@b.kz"


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("kk", "Айгүл [телефон 1], Серік [телефон 2], тағы [телефон 1], [пошта]"),
        ("en", "Айгүл [phone 1], Серік [phone 2], тағы [phone 1], [e-mail]"),
    ],
)
def test_one_value_has_one_placeholder_however_it_is_written(lang, wanted):
    found = [one for one in private.find(TEXT) if one.type in ("PHONE", "EMAIL")]
    assert private.redact(TEXT, found, lang).text == wanted


def test_what_is_kept_stays_everywhere_and_labels_do_not_move():
    found = [one for one in private.find(TEXT) if one.type in ("PHONE", "EMAIL")]
    all_hidden, kept = private.redact(TEXT, found, "ru"), private.redact(TEXT, found, "ru", keep={2, 99, -1})
    assert kept.labels == all_hidden.labels == ("[телефон 1]", "[телефон 2]", "[телефон 1]", "[почта]")
    assert kept.text == "Айгүл 87011234567, Серік [телефон 2], тағы 8 (701) 123-45-67, [почта]"


def test_a_type_with_two_labels_is_numbered_by_label():
    text = "пароль qwerty, код 1234"
    found = [Finding("PASSWORD", 7, 13, "password"), Finding("PASSWORD", 19, 23, "code")]
    assert private.redact(text, found, "ru").text == "пароль [пароль], код [код]"


def test_every_finding_has_words_in_every_language():
    held = yaml.safe_load(FILE.read_text("utf-8"))
    for why in held:
        for lang in ("kk", "ru", "en"):
            words = private.explain(why, lang)
            assert words.type in private.TYPES
            assert words.label
            assert words.name
            assert 20 < len(words.why) <= 130, (why, lang, len(words.why))
    assert {private.explain(kind, "kk").type for kind in private.TYPES} == set(private.TYPES)
