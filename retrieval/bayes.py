"""Naive Bayes over hashed features: question -> entry, trained from the guide's own words while the index is built."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.lexical import Scores
from retrieval.query import BUCKETS, Features

SMOOTHING = 0.02
_TINY, _MOST = np.float32(1e-9), np.float32(127)


class Bayes:
    """Log likelihood per entry. weights: (BUCKETS, entries), one byte each times its row's scale; a question reads few rows.

    scales, rarity: (BUCKETS,).
    """

    def __init__(
        self, weights: npt.NDArray[np.int8], scales: npt.NDArray[np.float32], rarity: npt.NDArray[np.float32]
    ) -> None:
        self.weights, self.scales, self.rarity = weights, scales, rarity

    @classmethod
    def fit(cls, samples: Sequence[tuple[int, float, Features]], entries: int) -> "Bayes":
        """Train on (entry row, weight, features); rarity is the usual inverse document frequency."""
        spread = np.zeros(BUCKETS, np.float32)
        for _, _, (buckets, _) in samples:
            spread[buckets] += 1
        rarity = (np.log((1 + len(samples)) / (1 + spread)) + 1).astype(np.float32)
        counts = np.zeros((BUCKETS, entries), np.float32)
        for row, weight, features in samples:
            buckets, values = normal(features, rarity)
            counts[buckets, row] += weight * values
        counts += SMOOTHING
        counts /= counts.sum(axis=0)
        np.log(counts, out=counts)
        counts -= counts.mean(axis=1, keepdims=True)  # what all entries share says nothing
        scales = np.maximum(np.abs(counts).max(axis=1), _TINY) / _MOST
        counts /= scales[:, None]
        return cls(np.rint(counts).astype(np.int8), scales, rarity)

    def scores(self, features: Features) -> Scores:
        """Log likelihood of every entry, up to a constant; shape (entries,)."""
        buckets, values = normal(features, self.rarity)
        found: Scores = (values * self.scales.take(buckets)) @ self.weights.take(buckets, axis=0).astype(np.float32)
        return found


def normal(features: Features, rarity: npt.NDArray[np.float32]) -> Features:
    """tf-idf of unit length; rarity: (BUCKETS,)."""
    buckets, values = features
    weighed = values * rarity.take(buckets)
    length = float(np.sqrt(weighed @ weighed))
    return buckets, weighed / np.float32(max(length, 1e-9))
