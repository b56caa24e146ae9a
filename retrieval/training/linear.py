"""The classifier's weights: one linear support vector machine per label, and one logistic regression for inside or outside."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from retrieval.classify import INSIDE, Weights, fingerprints
from retrieval.guide import Guide
from retrieval.lexical import Scores
from retrieval.query import BUCKETS, Query
from retrieval.training.samples import SEED, Sample

_C, _INSIDE_C = 0.3, 10.0


def train(guide: Guide, learned: Sequence[Sample], counts: csr_matrix) -> Weights:
    """Fit everything; a minute or two of one core. counts: (samples, BUCKETS)."""
    rarity = (np.log((1 + len(learned)) / (1 + np.bincount(counts.indices, minlength=BUCKETS))) + 1).astype(np.float32)
    rows = normalize(counts @ diags(rarity)).tocsr()
    weight = np.array([sample.weight for sample in learned])
    labels = np.array([sample.label for sample in learned])
    entries = LinearSVC(C=_C, tol=5e-2, random_state=SEED).fit(rows, labels, sample_weight=weight)
    coefficients, biases, names = [entries.coef_], [entries.intercept_], list(entries.classes_)
    inside = np.array([sample.inside for sample in learned])
    if not inside.all():
        asked = np.array([sample.asked for sample in learned])  # sentences of the text say nothing of how people ask
        told = LogisticRegression(C=_INSIDE_C, class_weight="balanced", max_iter=200)
        told.fit(rows[asked], inside[asked], weight[asked])
        coefficients, biases, names = [*coefficients, told.coef_], [*biases, told.intercept_], [*names, INSIDE]
    small, scales = _small(np.concatenate(coefficients))
    return Weights(tuple(names), small, scales, np.concatenate(biases).astype(np.float32), rarity, fingerprints(guide))


def matrix(texts: Sequence[str]) -> csr_matrix:
    """Hashed features of texts; shape (texts, BUCKETS)."""
    found = [Query.of(one).features() for one in texts]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in found)])
    buckets = np.concatenate([buckets for buckets, _ in found])
    values = np.concatenate([values for _, values in found]).astype(np.float64)
    return csr_matrix((values, buckets, ends), shape=(len(texts), BUCKETS))


def _small(coefficients: Scores) -> tuple["np.typing.NDArray[np.int8]", Scores]:
    """One byte a weight: (labels, BUCKETS) floats to (BUCKETS, labels) int8 and a scale for each label."""
    scales = np.maximum(np.abs(coefficients).max(axis=1), 1e-9) / 127
    small = np.round(coefficients / scales[:, None]).astype(np.int8)
    return np.ascontiguousarray(small.T), scales.astype(np.float32)
