"""The thesaurus's items: shaped as the search reads them, and narrow enough not to catch one another."""

import re
from pathlib import Path

import pytest
import yaml

from retrieval import text

FILE = Path(__file__).parent.parent / "retrieval" / "concepts.yaml"
LANGUAGES = ["kk", "ru", "en"]
CONCEPTS = yaml.safe_load(FILE.read_text("utf-8"))
ITEMS = [(name, lang, item) for name, lists in CONCEPTS.items() for lang, items in lists.items() for item in items]
ITEM = re.compile(r"\w+\$?( \w+\$?)*")


def folded(item):
    return " ".join(text.fold(word) for word in item.split(" "))


def covers(item, other):
    if item.endswith("$"):
        return item in other.split()
    return any(word.rstrip("$").startswith(item) for word in other.split())


def test_there_are_enough_concepts_and_no_id_is_written_twice():
    ids = re.findall(r"^([a-z0-9-]+):$", FILE.read_text("utf-8"), re.MULTILINE)
    assert len(ids) == len(set(ids)) == len(CONCEPTS) >= 450


def test_every_concept_has_three_languages_with_two_items_or_more():
    few = [name for name, lists in CONCEPTS.items() if list(lists) != LANGUAGES or min(map(len, lists.values())) < 2]
    assert few == []


def test_items_are_words_and_phrases():
    assert [item for item in ITEMS if not (isinstance(item[2], str) and ITEM.fullmatch(item[2]))] == []


def test_a_short_word_is_exact():
    single = [item for item in ITEMS if " " not in item[2] and not item[2].endswith("$")]
    assert [item for item in single if len(folded(item[2])) < 3] == []


def test_a_phrase_begins_with_a_plain_beginning_of_two_letters():
    first = [(item, item[2].split()[0]) for item in ITEMS if " " in item[2]]
    assert [item for item, word in first if len(word) < 2 or word.endswith("$")] == []


def test_no_alphabets_are_mixed_in_a_word():
    words = [(item, word) for item in ITEMS for word in item[2].split()]
    assert [item for item, word in words if text.LATIN.search(word) and text.CYRILLIC.search(word)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_listed_twice(lang):
    items = {name: [folded(item) for item in lists[lang]] for name, lists in CONCEPTS.items()}
    assert [name for name, listed in items.items() if len(listed) != len(set(listed))] == []


def test_no_beginning_covers_another_item_of_its_concept():
    found = []
    for name, lists in CONCEPTS.items():
        items = {folded(item) for listed in lists.values() for item in listed}
        plain = [item for item in items if " " not in item]
        found += [(name, item, other) for item in plain for other in items if item != other and covers(item, other)]
    assert found == []
