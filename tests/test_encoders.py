"""Encoders: hashed letters, and a real sentence-transformers model that the test makes."""

import logging

import numpy as np
import pytest

from retrieval import encoders
from retrieval.encoders import HashEncoder, OwnEncoder
from retrieval.kept_vectors import KeptVectors


def test_hash_rows_are_of_length_one():
    rows = HashEncoder().encode(["банк несие бермеді", "hello", ""])
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 1, 0])


@pytest.mark.parametrize(
    ("name", "asked", "told"),
    [("intfloat/multilingual-e5-small", "query: ", "passage: "), ("BAAI/bge-m3", "", ""), ("/models/multilingual-e5-base/", "query: ", "passage: ")],
)  # fmt: skip
def test_each_family_gets_its_prefixes(name, asked, told):
    assert encoders.prefixes(name) == (asked, told)


def test_only_new_texts_are_encoded(tmp_path):
    asked = []

    def encode(texts):
        asked.append(list(texts))
        return np.array([[len(one), 1.0] for one in texts], np.float32)

    kept = KeptVectors(tmp_path / "v.npz")
    first = kept.of(["a", "bb", "a"], encode, 2)
    again = KeptVectors(tmp_path / "v.npz").of(["bb", "ccc"], encode, 2)
    assert asked == [["a", "bb"], ["ccc"]]
    assert first[:, 0].tolist() == [1, 2, 1]
    assert again[:, 0].tolist() == [2, 3]
    (tmp_path / "v.npz").write_bytes(b"torn")
    assert kept.of(["a"], encode, 2)[0, 0] == 1


def test_a_model_that_is_not_there_is_named_once_and_search_goes_on(tmp_path, caplog, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with caplog.at_level(logging.WARNING, logger="retrieval.encoders"):
        found = encoders.chosen(str(tmp_path / "no-such-model"), tmp_path)
    assert isinstance(found, OwnEncoder)
    (line,) = [record.getMessage() for record in caplog.records if record.name == "retrieval.encoders"]
    assert "no-such-model" in line


@pytest.mark.needs("sentence_transformers")
def test_a_real_model_encodes_the_guide_and_is_cached(school, tmp_path):
    folder = tiny_model(tmp_path)
    from retrieval.search import Searcher

    encoder = encoders.chosen(str(folder), tmp_path)
    assert encoder.name.startswith("st-")
    searcher = Searcher.build(school.guide, encoder)
    assert (tmp_path / f"{encoder.name}.npz").exists()
    assert searcher.vectors.vectors.shape[1] == encoder.dim == 16
    assert searcher.search("банк отказал в кредите").all
    vector = encoder.encode(["банк отказал в кредите"], query=True)
    assert np.allclose(np.linalg.norm(vector, axis=1), 1, atol=1e-3)


def tiny_model(tmp_path):
    """A word-level static embedding, saved as sentence-transformers saves any model."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ["[UNK]", "банк", "отказал", "кредит", "query", "passage", "в", "кредите"]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    folder = tmp_path / "tiny-e5"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=16)], device="cpu").save(str(folder))
    return folder
