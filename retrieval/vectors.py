"""Vectors: what an encoder must offer, and nearest passages by FAISS. The only importer of faiss."""

from collections.abc import Sequence
from typing import Protocol

import faiss
import numpy as np
import numpy.typing as npt

from retrieval.query import Query

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors of length 1; `name` goes into cache keys, so it changes whenever the vectors do."""

    name: str
    dim: int

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Rows of unit length, shape (len(texts), dim), float32. `query` says that a question is asked, not a passage stored."""

    def encode_read(self, queries: Sequence[Query], *, query: bool = False) -> Vectors:
        """The same for texts that search has read already."""


class VectorIndex:
    """Vectors by inner product; exact, because a guide has hundreds of entries and thousands of passages, not millions."""

    def __init__(self, vectors: Vectors) -> None:
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, np.float32))
        faiss.omp_set_num_threads(
            1
        )  # a question takes microseconds; threads only fight the rest of the process for the cores

    @property
    def vectors(self) -> Vectors:
        """The vectors back from the index, which holds the only copy; shape (rows, dim)."""
        held: Vectors = self._index.reconstruct_n(0, self._index.ntotal)
        return held

    def nearest(self, vector: Vectors, count: int) -> tuple[npt.NDArray[np.int64], Vectors]:
        """Row numbers and cosine of the `count` nearest rows, best first."""
        similarity, rows = self._index.search(vector.reshape(1, -1), min(count, self._index.ntotal))
        return rows[0], similarity[0]
