"""Folding, Latin Kazakh, tidying, n-grams: for any text whatever."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import text


def test_kazakh_with_and_without_its_letters_is_one_word():
    assert text.fold("ҚҰҚЫҒЫМ") == text.fold("кукыгым") == text.fold("құқығым")


def test_latin_kazakh_meets_cyrillic():
    assert text.fold(text.to_cyrillic("zhaqsy")) == text.fold("жақсы")
    assert text.fold(text.to_cyrillic("qalai otinim beremin")) == text.fold("қалай өтінім беремін")


def test_invisible_characters_go_and_line_breaks_stay():
    assert text.tidy("ба\u200bнк\u202e\n\n  ЖСН\x00 ") == "банк\n\nЖСН"


def test_script():
    assert [text.script(one) for one in ("банк", "bank", "банк bank", "123")] == ["cyrillic", "latin", "mixed", "none"]


@given(st.text(max_size=300))
def test_nothing_breaks_and_folding_twice_changes_nothing(any_text):
    tidy = text.tidy(any_text)
    assert text.tidy(tidy) == tidy
    folded = text.fold(tidy)
    assert text.fold(folded) == folded
    assert text.grams(folded).dtype == np.uint64
    text.to_cyrillic(tidy)


def test_grams_are_of_three_to_five_letters_and_differ():
    found = text.grams("банк")
    assert len(found) == 4 + 3 + 2  # « банк » has six characters
    assert len(set(found.tolist())) == len(found)


@pytest.mark.parametrize("values", [[], [7], [3, 1, 3, 3, 2]])
def test_distinct_values_are_counted_as_numpy_counts_them(values):
    held = np.array(values, np.uint64)
    mine, theirs = text.counted(held), np.unique(held, return_counts=True)
    assert [one.tolist() for one in mine] == [one.tolist() for one in theirs]
