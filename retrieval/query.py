"""A question as search sees it: worked out once, in every form that the evidence needs."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval import stems, text
from retrieval.text import Grams

BUCKETS = 1 << 16

Features = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]


@dataclass(frozen=True)
class Query:
    """Index terms of a text. `grams` has one form as typed and, where Latin letters are in it, one in Cyrillic."""

    text: str
    grams: tuple[Grams, ...]
    stems: Grams

    @classmethod
    def of(cls, message: str) -> "Query":
        """Everything at once, for a question; a passage is read the same way."""
        spoken = [message]
        if text.script(message) != "cyrillic":
            spoken.append(text.to_cyrillic(message))
        return cls(message, tuple(text.grams(text.fold(form)) for form in spoken), stems.terms(message))

    def features(self) -> Features:
        """Hashed features with their weight (1 + log count): n-grams and stems in one space."""
        terms = np.concatenate([*self.grams, self.stems])
        buckets, counts = np.unique((terms % np.uint64(BUCKETS)).astype(np.int64), return_counts=True)
        return buckets, (1 + np.log(counts)).astype(np.float32)
