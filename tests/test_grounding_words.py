"""Words as grounding reads them: what is denied by its ending and what only looks so; stems that meet; helping verbs."""

import pytest

from retrieval.grounding_text import clauses, read
from retrieval.grounding_words import word


@pytest.mark.parametrize("one", ["айтпаңыз", "жазбайды", "болмайды", "көрінбейтін", "аударылмаған", "ашпай"])
def test_a_kazakh_word_denied_by_its_ending(one):
    assert "denied" in word(one, 0, 1, "kk").tags


@pytest.mark.parametrize("one", ["немесе", "әйтпесе", "қызметін", "батырмасын басыңыз", "сомасын сақтаңыз", "қамау"])
def test_a_kazakh_word_that_only_looks_denied(one):
    assert not read(one, "kk").negative


@pytest.mark.parametrize(
    ("one", "other"),
    [("құқығы", "құқық"), ("сеніңіз", "сенбеңіз"), ("тілге", "тілі"), ("ЖИ-ден", "ЖИ"), ("шотты", "шот")],
)
def test_kazakh_forms_of_one_word_meet(one, other):
    assert word(one, 0, 1, "kk").same(word(other, 0, 1, "kk"))


def test_a_short_kazakh_synonym_does_not_begin_another_word():
    assert word("салық", 0, 1, "kk").keys.isdisjoint(word("жүктеңіз", 0, 1, "kk").keys)


def test_what_a_helping_verb_says_is_said_of_its_verb():
    main, helper = read("Картаны сұрай бермеңіз.", "kk").words[1:]
    assert main.negated
    assert "order" in main.tags
    assert helper.light


@pytest.mark.parametrize(
    ("lang", "sentence", "count"),
    [
        ("en", "Use a private window and don't sign in to an account.", 2),
        ("ru", "Он не запоминает посетителя и работает в местной сети.", 2),
        ("ru", "Откройте окно и закройте чат.", 1),
        ("kk", "«Аяқтап, бәрін өшіру» батырмасын басыңыз.", 1),
    ],
)
def test_a_denial_ends_at_its_clause_and_a_name_is_not_cut(lang, sentence, count):
    assert len(clauses(sentence, lang)) == count


def test_bounds_and_answers_deny_nothing():
    said = read("Нет, ответ дают не позже 15 дней.", "ru")
    assert not said.negative
    assert said.bounds == {"max"}


def test_numbers_in_words_count():
    assert ("7", "") in read("The law bans seven uses.", "en").amounts
