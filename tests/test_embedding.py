"""Our static embedding: half a byte a number, close to what was trained; languages meet; the outside stands apart."""

import numpy as np
import pytest

from retrieval import classify, embedding, encoders
from retrieval.embedding import Embedding
from retrieval.encoders import HashEncoder, OwnEncoder
from retrieval.query import BUCKETS, Query


def cosine(encoder, one, other):
    first, second = encoder.encode([one, other])
    return float(first @ second)


def test_half_a_byte_a_number_keeps_the_direction():
    table = np.random.default_rng(3).normal(size=(BUCKETS, 32)).astype(np.float32)
    held = Embedding.of(table, np.zeros(0, np.uint32))
    buckets, values = Query.of("банк несие бермеді, енді не істеймін").features()
    exact = values @ table[buckets]
    assert held.dim == 32
    assert held.vector((buckets, values)) @ exact / np.linalg.norm(exact) > 0.99
    assert np.linalg.norm(held.vector((buckets, values))) == pytest.approx(1, abs=1e-5)


def test_it_comes_back_from_its_file_under_the_same_name(tmp_path):
    held = Embedding.of(np.eye(BUCKETS, 8, dtype=np.float32), np.array([3], np.uint32))
    held.save(tmp_path / "e.npz")
    again = Embedding.load(tmp_path / "e.npz")
    assert again.name == held.name
    assert np.array_equal(again.packed, held.packed)
    (tmp_path / "e.npz").write_bytes(b"PK\x03\x04 torn")
    assert Embedding.load(tmp_path / "e.npz") is None


def test_without_the_file_hashed_letters_stand_in(monkeypatch):
    monkeypatch.setattr(encoders.Embedding, "load", classmethod(lambda cls: None))
    assert isinstance(encoders.own(), HashEncoder)


def test_the_committed_weights_are_small_together():
    assert embedding.FILE.stat().st_size + classify.FILE.stat().st_size < 10_000_000


def test_languages_meet_and_the_outside_stands_apart():
    own = encoders.own()
    assert isinstance(own, OwnEncoder)
    same = cosine(own, "банк маған несие бермеді", "the bank refused my loan")
    assert same > 0.5
    assert same > cosine(own, "банк маған несие бермеді", "how do I bake bread") + 0.3


def test_a_text_without_a_word_is_no_error():
    assert encoders.own().encode([]).shape == (0, encoders.own().dim)
    assert np.isfinite(encoders.own().encode(["", "?!"])).all()


@pytest.mark.needs("training")
def test_training_gives_the_same_table_twice_and_brings_an_entry_together(guide):
    from retrieval.training.embedding import train
    from retrieval.training.linear import matrix
    from retrieval.training.samples import Sample

    texts = {"a": ["банк несие бермеді", "банк отказал в кредите", "bank refused the loan"],
             "b": ["удалите мои данные", "деректерімді өшіріңіз", "erase my data"],
             "outside:near": ["погода завтра", "ауа райы", "weather"]}  # fmt: skip
    learned = [Sample(one, label, 1.0) for label, held in texts.items() for one in held]
    counts = matrix([one.text for one in learned])
    first, second = (train(guide, learned, counts, steps=12) for _ in range(2))
    assert np.array_equal(first.packed, second.packed)
    own = OwnEncoder(first)
    assert cosine(own, "банк отказал", "loan") > 0.5 > cosine(own, "банк отказал", "weather")
