"""A question as search sees it: worked out once, in every form that the evidence needs."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from retrieval import concepts, stems, text
from retrieval.text import Grams, counted

BUCKETS = 1 << 16
_MOST_CONCEPTS = 24  # pairs grow with the square; a long story names more, and its first ones say what it is about

Features = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]


@dataclass(frozen=True)
class Query:
    """Index terms of a text. `grams` has one form as typed and, where Latin letters are in it, one in Cyrillic."""

    text: str
    grams: tuple[Grams, ...]
    stems: Grams
    concepts: Grams

    @classmethod
    def of(cls, message: str) -> "Query":
        """Everything at once, for a question; a passage is read the same way."""
        spoken = [message]
        if text.script(message) != "cyrillic":
            spoken.append(text.to_cyrillic(message))
        known = concepts.load()
        named = np.concatenate([known.terms(form) for form in spoken])
        return cls(message, tuple(text.grams(text.fold(form)) for form in spoken), stems.terms(message), pairs(named))

    def features(self) -> Features:
        """Hashed features with their weight (1 + log count): n-grams, stems and concepts in one space."""
        terms = np.concatenate([*self.grams, self.stems, self.concepts])
        buckets, counts = counted((terms % np.uint64(BUCKETS)).astype(np.int64))
        return buckets, (1 + np.log(counts)).astype(np.float32)


def pairs(terms: Grams) -> Grams:
    """Concepts alone and two by two: «refuse» with «loan» says more than either."""
    single = np.array(sorted(set(terms.tolist()))[:_MOST_CONCEPTS], np.uint64)
    if len(single) < 2:
        return single
    left, right = _two_of(len(single))
    return np.concatenate([single, single[left] * np.uint64(31) + single[right]])


@cache
def _two_of(number: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    left, right = np.triu_indices(number, 1)
    return left, right
