"""`senim check`: the guide is clean, and each rule sees what it is for."""

import datetime
import shutil
import subprocess

import pytest

from retrieval import guide as guides
from retrieval import proof
from retrieval.proof.style import sentences
from tests.conftest import BIN, ROOT

RU, KK = "ru/guide/rights/credit-decision.md", "kk/guide/rights/credit-decision.md"
TODAY = datetime.date(2026, 12, 1)


@pytest.fixture
def copy(tmp_path):
    """The guide's shared files and the section `rights`."""
    root = tmp_path / "knowledge"
    for path in (ROOT / "knowledge").glob("*.yaml"):
        root.mkdir(exist_ok=True)
        shutil.copy(path, root / path.name)
    for lang in ("kk", "ru", "en"):
        shutil.copytree(ROOT / "knowledge" / lang / "guide" / "rights", root / lang / "guide" / "rights")
        shutil.copy(ROOT / "knowledge" / lang / "replies.yaml", root / lang / "replies.yaml")
    return root


def findings(root):
    return [str(one) for one in proof.check(guides.load(root), TODAY) if "there is no entry" not in str(one)]


def test_the_guide_has_no_error_and_is_read_in_seconds():
    done = subprocess.run([BIN / "senim", "check"], cwd=ROOT, capture_output=True, text=True, timeout=10, check=False)
    assert done.returncode == 0, done.stdout


def test_the_copy_is_clean(copy):
    assert findings(copy) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        (RU, "title: '", "title: 'Очень длинное название, которое не поместится ни на одной кнопке телефона ", "characters, 60 fit a button"),
        (RU, "reviewed: 2026-11-24", "reviewed: 2027-01-01", "still to come"),
        (RU, "pd-law/19-1,", "pd-low/19-1,", "unknown source 'pd-low/19-1'"),
        (RU, "[pd-law/19-1]", "[pd-law/77]", "is not among the entry's sources"),
        (RU, "audience: [citizen]", "audience: [citizens]", "unknown audience"),
        (RU, "3 рабочих дня", "5 рабочих дней", "numbers differ from the Russian text"),
        (KK, "translated_from: '", "translated_from: 'x", "the Russian text has changed since"),
        (KK, "банк", "бaнк", "U+0061 LATIN SMALL LETTER A"),
        (RU, "[banks-law/52]", "", "no source after"),
        (RU, "## Что делать\n1. ", "## Что делать\n1. В целях защиты. ", "clerk's word"),
        (KK, "1. ", "1. Тиісті құжат керек. ", "clerk's word"),
        (RU, "## Полезно знать\n", "## Полезно знать\n" + "Это слово " * 15 + "конец. ", "words in"),
        (RU, "## Полезно знать\n", "## Полезно знать\nЗвоните 1477 прямо сейчас. ", "the text names 1477"),
        (RU, "related: [guide/rights/automated-decision", "related: [guide/rights/credit-decision", "related to itself"),
        (RU, "phrasings:\n", "phrasings:\n  - а\n", "19 phrasings"),
        (RU, "review_by: 2027-05-24", "review_by: 2026-12-10", "review is due in 9 days"),
    ],
)  # fmt: skip
def test_each_rule_sees_its_fault(copy, file, old, new, what):
    path = copy / file
    source = path.read_text()
    assert old in source, f"{old!r} is not in {file}"
    path.write_text(source.replace(old, new, 1))
    assert any(what in line for line in findings(copy)), findings(copy)


def test_a_missing_language_and_a_twin_sentence_and_a_twin_phrasing(copy):
    (copy / "en/guide/rights/ai-law.md").unlink()
    shutil.copy(copy / RU, copy / "ru/guide/rights/copy.md")
    found = findings(copy)
    assert any("ai-law.md:0: missing or unreadable" in line for line in found)
    assert any("stands in guide/rights/co" in line or "stands in guide/rights/credit" in line for line in found)
    assert any("is nearly" in line for line in found)


def test_a_finding_says_where_what_and_how(copy):
    (copy / RU).write_text("junk")
    (line,) = [one for one in findings(copy) if "front matter" in one]
    assert line.startswith(str(copy / RU) + ":1: ")
    assert line.count("; ") == 1


def test_sentences_end_at_full_stops_and_not_inside_numbers():
    assert sentences("Раз. Два? [pd-law/19-1] Это 0.5 МРП.") == ["Раз.", "Два?", "Это 0.5 МРП."]
    assert sentences('Why "x?" Yes.') == ['Why "x?"', "Yes."]


def test_more_phrasings_of_no_entry_are_named(copy):
    path = copy / "kk" / "phrasings" / "rights.yaml"
    path.parent.mkdir()
    path.write_text("guide/rights/credit-decision:\n- бір сұрақ\nguide/rights/no-such:\n- бір сұрақ\n")
    (found,) = [one for one in proof.check(guides.load(copy), TODAY) if "no-such" in str(one)]
    assert (found.path, found.line) == (str(path), 3)
