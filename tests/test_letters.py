"""The ten letters: whole in three languages, every blank used and explained, numbers left to the hand."""

import shutil

import pytest

from retrieval import guide as guides
from retrieval import letters, proof
from retrieval.entry_file import ContentError
from tests.conftest import ROOT

IDS = {
    "explain-ai-decision", "object-automated-decision", "access-my-data", "correct-or-delete", "withdraw-consent", "complain-authorised-body",
    "complain-state-body", "information-request", "fraudulent-loan", "remove-fake",
}  # fmt: skip


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_ten_letters_in_each_language(lang):
    held = {path.stem: letters.read(path, lang) for path in (ROOT / "knowledge" / lang / "letters").glob("*.md")}
    assert set(held) == IDS
    for letter in held.values():
        assert letter.used() == {blank.id for blank in letter.blanks}
        assert letter.sources
        assert len(letter.body) < 4000


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    return tmp_path / "knowledge"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{reasons}", "", "'reasons' is explained but not used"),
        ("{reasons}", "{reasons} {more}", "'more' is used but not explained"),
        ("pd-law/19-1, ", "pd-low/19-1, ", "unknown source 'pd-low/19-1'"),
        ("remind_days: 7", "remind_days: 8", "`remind_days` differs"),
        ("guide/rights/credit-decision", "guide/rights/nothing", "no entry 'guide/rights/nothing'"),
    ],
)
def test_check_sees_what_is_wrong(copy, old, new, what):
    path = copy / "ru" / "letters" / "object-automated-decision.md"
    path.write_text(path.read_text().replace(old, new, 1))
    assert any(what in str(finding) for finding in proof.check(guides.load(copy)))


def test_a_broken_letter_is_named(copy):
    path = copy / "ru" / "letters" / "remove-fake.md"
    path.write_text("no front matter")
    with pytest.raises(ContentError):
        letters.read(path, "ru")
    assert any("remove-fake.md" in str(finding) for finding in proof.check(guides.load(copy)))
