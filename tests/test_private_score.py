"""The dev set (tests/redaction): the figures that docs/privacy-check.md shows, held from falling; how spans are compared."""

from functools import partial

import pytest

from retrieval import private
from retrieval.private import score
from tests.conftest import ROOT
from tests.spent import spent

FILES = [ROOT / "tests" / "redaction" / f"{lang}.jsonl" for lang in ("kk", "ru", "en")]
ROWS = [row for path in FILES for row in score.read(path)]
TUNED, HELD = ([row for path in FILES for row in score.read(path)[half::2]] for half in (0, 1))
PROVEN = ("IIN", "CARD", "IBAN", "PHONE", "EMAIL")


@pytest.mark.parametrize("rows", [TUNED, HELD], ids=["tuned on", "not looked at"])
def test_the_dev_set(rows):
    total = score.score(rows, private.find)
    assert total.figures(private.TYPES)[2] >= 0.93
    assert total.disturbed <= total.clean * 0.1
    assert sum(total.missed[kind] for kind in PROVEN) <= 1


def test_every_language_is_good_enough():
    for lang in ("kk", "ru", "en"):
        assert score.score([row for row in ROWS if row.lang == lang], private.find).figures(private.TYPES)[2] >= 0.93


def test_a_message_takes_less_than_three_milliseconds():
    times = [spent(partial(private.find, row.text)) for row in ROWS]
    assert sorted(times)[len(times) // 2] < 0.003


def test_spans_match_by_half_of_the_longer():
    wanted = [("NAME", 0, 10), ("NAME", 20, 30)]
    found = [("NAME", 0, 5), ("NAME", 26, 30), ("PHONE", 20, 30)]
    assert score.compare(wanted, found) == (
        [("NAME", 0, 10)],
        [("NAME", 20, 30)],
        [("NAME", 26, 30), ("PHONE", 20, 30)],
    )


def test_a_found_span_answers_for_one_marked_span_only():
    right, missed, wrong = score.compare([("NAME", 0, 10), ("NAME", 0, 10)], [("NAME", 0, 10)])
    assert (len(right), len(missed), wrong) == (1, 1, [])


def test_the_offsets_of_the_dev_set_are_inside_the_texts():
    assert len(ROWS) >= 300
    assert all(0 <= start < end <= len(row.text) for row in ROWS for _, start, end in row.spans)
