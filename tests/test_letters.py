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


WRONG = {
    "{reasons}": "{more}", "pd-law/19-1, ": "pd-low/19-1, ", "remind_days: 7": "remind_days: 8",
    "guide/rights/credit-decision": "guide/rights/nothing",
}  # fmt: skip
SEEN = (
    "'reasons' is explained but not used", "'more' is used but not explained", "unknown source 'pd-low/19-1'",
    "`remind_days` differs", "no entry 'guide/rights/nothing'",
)  # fmt: skip


def test_check_sees_what_is_wrong(copy):
    path = copy / "ru" / "letters" / "object-automated-decision.md"
    text = path.read_text()
    for old, new in WRONG.items():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)
    (copy / "kk" / "letters" / "remove-fake.md").write_text("no front matter")
    found = [str(finding) for finding in proof.check(guides.load(copy))]
    assert [what for what in (*SEEN, "remove-fake.md") if not any(what in one for one in found)] == []


def test_a_broken_letter_is_named(copy):
    path = copy / "ru" / "letters" / "remove-fake.md"
    path.write_text("no front matter")
    with pytest.raises(ContentError):
        letters.read(path, "ru")
