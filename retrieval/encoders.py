"""What turns text into vectors."""

from collections.abc import Sequence

import numpy as np

from retrieval import text
from retrieval.vectors import Vectors


class HashEncoder:
    """Character n-grams hashed into a fixed number of signed buckets: no training, no files, any language."""

    def __init__(self, dim: int = 512) -> None:
        self.dim = dim
        self.name = f"hash-{dim}-1"

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Rows of unit length; an empty text gives a row of zeros."""
        rows = np.stack([self._row(one) for one in texts]) if texts else np.zeros((0, self.dim), np.float32)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return (rows / np.where(norms == 0, 1, norms)).astype(np.float32)

    def _row(self, one: str) -> Vectors:
        grams = text.grams(text.fold(one))
        signs = np.where(grams >> np.uint64(63), 1.0, -1.0)
        summed = np.bincount((grams % np.uint64(self.dim)).astype(np.int64), signs, minlength=self.dim)
        return (np.sign(summed) * np.sqrt(np.abs(summed))).astype(np.float32)
