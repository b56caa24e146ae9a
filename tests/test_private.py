"""Private data: found, checked by its own arithmetic, masked; look-alikes left alone. All numbers are made up."""

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import private
from tests.conftest import ROOT
from tests.spent import spent


def number(first_eleven: str) -> str:
    """An IIN or BIN with its right check digit."""
    return first_eleven + str(private.check_digit(first_eleven))


IIN, BIN = number("85010135000"), number("12034000000")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (f"мой иин {IIN} посмотрите", "IIN", IIN),
        (f"БИН{BIN}.", "BIN", BIN),
        ("карта 4000 0000 0000 0002", "CARD", "4000 0000 0000 0002"),
        ("карта 4000000000000002", "CARD", "4000000000000002"),
        ("счёт KZ86125KZT5004100100 мой", "IBAN", "KZ86125KZT5004100100"),
        ("почта ivan.ivanov@example.kz!", "EMAIL", "ivan.ivanov@example.kz"),
        ("звоните 8 701 123-45-67", "PHONE", "8 701 123-45-67"),
        ("нөмірім +7 (777) 123 45 67", "PHONE", "+7 (777) 123 45 67"),
    ],
)
def test_found_exactly(text, kind, value):
    (finding,) = private.find(text)
    assert (finding.type, text[finding.start : finding.end]) == (kind, value)


@pytest.mark.parametrize(
    "text",
    ["закон № 94-V от 21.05.2013", "звоните 102 или 1414", "64 875 тенге", "заказ 1234567", f"не иин {IIN[:-1]}{(int(IIN[-1]) + 1) % 10}", "4000 0000 0000 0003"],
)  # fmt: skip
def test_look_alikes_are_left_alone(text):
    assert [finding.type for finding in private.find(text)] == []


def test_mask_keeps_the_rest():
    text = f"я {IIN}, почта a@b.kz"
    assert private.mask(text, private.find(text)) == "я [IIN], почта [EMAIL]"


@given(st.text(max_size=300))
def test_findings_never_overlap_and_lie_inside(text):
    findings = private.find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in findings)
    assert all(a.end <= b.start for a, b in itertools.pairwise(findings))


WORDS = [
    "код",
    "пароль:",
    "ул.",
    "Абая",
    "15",
    "Айгуль",
    "А.",
    "у",
    "меня",
    "рак",
    "+7",
    "701",
    "KZ86",
    "4000",
    "0000",
    "a@",
    ".kz",
    "http://a.b/?token=",
    "43.25,",
    "000000",
    "«»\n-",
    "=/",
]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
    st.integers(300, 2000),
    st.sampled_from(["", " ", "\n", "-"]),
)
def test_no_pattern_explodes(words, times, glue):
    """Whatever is repeated, the time grows with the length: 100,000 letters in a second are 10 microseconds each."""
    text = (glue.join(words) * times)[:15_000]
    assert spent(lambda: private.find(text), times=2) < max(0.1, len(text) * 20e-6)


def test_a_hundred_thousand_letters_take_less_than_a_second():
    rows = [json.loads(line)["text"] for line in (ROOT / "tests/redaction/ru.jsonl").read_text("utf-8").splitlines()]
    text = ("\n".join(rows) * 10)[:100_000]
    assert len(private.find(text)) > 500
    assert spent(lambda: private.find(text), times=2) < 1
