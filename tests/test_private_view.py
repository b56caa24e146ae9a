"""Offsets survive what pasting does to a text: decomposed letters, invisible signs, odd spaces, dashes and digits."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import private
from retrieval.private.view import View, bare

PLAIN = "Айгүл Сейітқызы, ЖСН 850101350001, тел. 8 701 123-45-67"


def found(text):
    return [(one.type, text[one.start : one.end]) for one in private.find(text)]


WANTED = found(PLAIN)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("-", "\u2011"),
        lambda text: text.replace("85", "8\u200b5"),
        lambda text: "\ufeff" + text,
        lambda text: text.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}),
        lambda text: "й " + text.replace("й", "и\u0306"),
    ],
    ids=[
        "NFD",
        "no-break spaces",
        "no-break hyphens",
        "zero width",
        "byte order mark",
        "wide digits",
        "two forms of й",
    ],
)
def test_the_same_is_found_and_the_spans_are_of_the_text_as_given(change):
    text = change(PLAIN)
    assert [kind for kind, _ in found(text)] == [kind for kind, _ in WANTED]
    for (_, value), (_, plain) in zip(found(text), WANTED, strict=True):
        assert unicodedata.normalize("NFKC", View.of(value).text) == View.of(plain).text
    assert not any(sign in private.redact(text, private.find(text), "kk").text for sign in ("Айг", "8501", "123"))


def test_there_is_something_to_find():
    assert [kind for kind, _ in WANTED] == ["NAME", "IIN", "PHONE"]


@given(st.text(max_size=200))
def test_a_view_leads_back_to_the_text(text):
    view = View.of(text)
    assert len(view.text) == len(view.lower) == len(view.bare)
    for place in range(len(view.text)):
        start, end = view.back(place, place + 1)
        assert 0 <= start < end <= len(text)


def test_bare_letters_keep_their_places():
    assert bare("ұйқы мен түймеше") == "уики мен туимеше"
