"""BM25 against the formula itself."""

import math

import numpy as np
import pytest

from retrieval.lexical import K1, B, Bm25


def terms(*values):
    return np.array(values, np.uint64)


def test_scores_are_robertsons():
    documents = [terms(1, 1, 2), terms(2, 3), terms(4)]
    index = Bm25.build(documents)
    average = 2.0

    def expected(tf, length, df):
        idf = math.log1p((3 - df + 0.5) / (df + 0.5))
        return idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / average))

    scores = index.scores(terms(1, 2))
    assert scores[0] == pytest.approx(expected(2, 3, 1) + expected(1, 3, 2), rel=1e-5)
    assert scores[1] == pytest.approx(expected(1, 2, 2), rel=1e-5)
    assert scores[2] == 0


def test_unknown_terms_and_empty_questions_score_nothing():
    index = Bm25.build([terms(1), terms(2)])
    assert index.scores(terms(9)).tolist() == [0, 0]
    assert index.scores(terms()).tolist() == [0, 0]
    assert Bm25.build([]).scores(terms(1)).shape == (0,)


def test_no_document_exceeds_the_ceiling():
    rng = np.random.default_rng(0)
    documents = [rng.integers(0, 50, rng.integers(1, 40)).astype(np.uint64) for _ in range(30)]
    index = Bm25.build(documents)
    for _ in range(50):
        query = rng.integers(0, 60, 12).astype(np.uint64)
        scores, ceiling = index.explained(query)
        assert scores.max() <= ceiling + 1e-3
