"""The thesaurus: whole in three languages, found by beginnings and phrases, and quick."""

import time

import pytest
import yaml

from retrieval import concepts

ITEMS = yaml.safe_load(concepts.FILE.read_text("utf-8"))
FOUND = concepts.load()


def named(text):
    return {FOUND.names[number] for number in FOUND.find(text)}


def test_there_are_concepts_enough_in_every_language():
    assert len(ITEMS) >= 450
    for name, languages in ITEMS.items():
        assert set(languages) == {"kk", "ru", "en"}, name
        for lang, items in languages.items():
            assert items, (name, lang)
            assert len(items) == len(set(items)), (name, lang)
            assert all(isinstance(item, str) and (len(item) >= 3 or item.endswith("$")) for item in items), (
                name,
                lang,
                items,
            )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("скинул удостоверение в чатжпт", "жеке куәлігімді ChatGPT-ге жібердім"),
        ("bank refused my loan", "банк несие бермеді"),
    ],
)
def test_people_who_use_other_words_name_the_same_things(one, other):
    assert len(named(one) & named(other)) >= 2, (named(one), named(other))


def test_a_phrase_needs_its_words_in_order_and_an_exact_word_is_exact():
    small = concepts.Concepts({"loan": {"ru": ["взял кредит"]}, "court": {"ru": ["суд$"]}})
    assert [small.names[n] for n in small.find("я взял кредит")] == ["loan"]
    assert small.find("кредит взял") == []
    assert small.find("судья") == []
    assert small.find("подам в суд") == [1]


def test_letters_do_not_matter():
    assert named("құпиясөз") == named("купиясоз")


def test_a_long_text_is_read_quickly():
    start = time.perf_counter()
    FOUND.find("банк отказал мне в кредите и прислал код " * 100)
    assert time.perf_counter() - start < 0.2
