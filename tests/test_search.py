"""The index: cached, rebuilt when torn, tolerant of typing habits."""

import pytest

from retrieval.encoders import HashEncoder, own
from retrieval.search import Searcher


@pytest.fixture
def small(school):
    """A few entries, which take no time to index."""
    return school.guide


def test_the_index_comes_back_from_the_cache_and_scores_the_same(small, tmp_path):
    built = Searcher.open(small, own(), tmp_path)
    (file,) = tmp_path.glob("*.npz")
    stamp = file.stat().st_mtime_ns
    loaded = Searcher.open(small, own(), tmp_path)
    assert file.stat().st_mtime_ns == stamp
    assert loaded.search("банк отказал").all == built.search("банк отказал").all != ()
    assert loaded.languages.tell("банк несие бермеді") == "kk"


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04 torn", b"\x00" * 1000])
def test_a_torn_cache_is_built_again(small, tmp_path, junk):
    Searcher.open(small, HashEncoder(), tmp_path)
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(junk)
    assert Searcher.open(small, HashEncoder(), tmp_path).search("банк отказал").all


def test_no_cache_folder_costs_nothing_but_time(small, tmp_path):
    (tmp_path / "file").write_text("")
    assert Searcher.open(small, HashEncoder(), tmp_path / "file" / "index").search("банк отказал").all


@pytest.mark.parametrize(
    "typed", ["банк кредит бермеді", "банк кредит бермеди", "bank kredit bermedi", "BANK КРЕДИТ БЕРМЕДІ!!!"]
)
def test_typing_habits_find_the_same_entry(engine, typed):
    assert "guide/rights/credit-decision" in [hit.entry for hit in engine.searcher.search(typed).all[:3]]


def test_the_floor_parts_kept_from_rejected(engine):
    everything = engine.searcher.search("банк отказал в кредите")
    parted = engine.searcher.search("банк отказал в кредите", floor=everything.confidence.inside + 0.01)
    assert parted.all == everything.all
    assert parted.kept == ()
    assert 0 < sum(hit.score for hit in everything.all) <= 1
