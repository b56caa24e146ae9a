"""Sentences out of texts and of streams."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sentences import sentences, split


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Раз. Два! Три?", 3),
        ("По ст. 19 закона. Дальше.", 2),
        ("Звоните 1414. eGov работает.", 2),
        ("Указано [1]. [2] Дальше.", 2),
        ("Верно. [1] Дальше [2].", 2),
        ("1. Позвоните.\n2. Напишите.", 2),
        ("Сумма 2,5 млн. тенге. Всё.", 2),
        ("No. 230-VIII is the text. It binds.", 2),
        ("Бірінші. Екінші", 2),
        ("«Да.» Он ушёл.", 2),
    ],
)
def test_where_a_sentence_ends(text, count):
    assert len(sentences(text)) == count


def test_a_sentence_is_over_only_when_the_next_has_begun():
    assert split("Раз. ", ended=False)[0] == []
    assert split("Раз. [1", ended=False)[0] == []
    assert split("Раз. [1] Д", ended=False)[0] == ["Раз. [1]"]


@given(
    st.lists(st.sampled_from(["Раз два.", "Үш төрт [1].", "Five six! [2]", "ст. 5 и 6.", "7. Восемь\n"]), max_size=6),
    st.data(),
)
def test_a_stream_gives_the_sentences_of_the_whole(parts, data):
    text, rest, done = " ".join(parts), "", []
    at = 0
    while at < len(text):
        step = data.draw(st.integers(1, 7))
        more, rest = split(rest + text[at : at + step], ended=False)
        done += more
        at += step
    assert [*done, *sentences(rest)] == sentences(text)
