"""BM25 over hashed terms: an inverted index in NumPy arrays, no Python loop over documents at question time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.text import Grams, counted

Scores = npt.NDArray[np.float32]
K1, B = 1.5, 0.75


@dataclass(frozen=True)
class Bm25:
    """An index of `size` documents.

    terms: (T,) sorted hashes; starts: (T+1,); docs, impacts: (P,) postings term by term; idf: (T,).
    """

    size: int
    terms: Grams
    starts: npt.NDArray[np.int64]
    docs: npt.NDArray[np.int32]
    impacts: npt.NDArray[np.float32]
    idf: npt.NDArray[np.float32]

    @classmethod
    def build(cls, documents: Sequence[Grams], k1: float = K1, b: float = B) -> "Bm25":
        """Index documents given as their terms, repeats included (Robertson's BM25 with Lucene's non-negative idf)."""
        held = [counted(terms) for terms in documents]
        lengths = np.array([len(terms) for terms in documents], np.float32)
        all_terms = np.concatenate([terms for terms, _ in held] or [np.empty(0, np.uint64)])
        counts = np.concatenate([count for _, count in held] or [np.empty(0, np.int64)]).astype(np.float32)
        docs = np.repeat(np.arange(len(documents), dtype=np.int32), [len(terms) for terms, _ in held])
        order = np.argsort(all_terms, kind="stable")
        terms, first, spread = np.unique(all_terms[order], return_index=True, return_counts=True)
        idf = np.log1p((len(documents) - spread + 0.5) / (spread + 0.5)).astype(np.float32)
        docs, counts = docs[order], counts[order]
        norm = k1 * (1 - b + b * lengths[docs] / max(float(lengths.mean()) if len(lengths) else 1.0, 1.0))
        impacts = np.repeat(idf, spread) * counts * (k1 + 1) / (counts + norm)
        return cls(
            len(documents), terms, np.append(first, len(docs)).astype(np.int64), docs, impacts.astype(np.float32), idf
        )

    def scores(self, query: Grams) -> Scores:
        """BM25 of every document for the query's terms (repeats count); shape (size,)."""
        return self.explained(query)[0]

    def explained(self, query: Grams) -> tuple[Scores, float]:
        """BM25 of every document, shape (size,), and a score that none exceeds, unknown terms included."""
        at, weight = self._known(query)
        unknown = len(query) - float(weight.sum())
        ceiling = float((self.idf[at] * weight).sum() + unknown * np.log1p((self.size + 0.5) / 0.5)) * (K1 + 1)
        if not len(at):
            return np.zeros(self.size, np.float32), ceiling
        begin, length = self.starts[at], self.starts[at + 1] - self.starts[at]
        ends = np.cumsum(length)
        postings = np.repeat(begin - ends + length, length) + np.arange(ends[-1])
        impacts = self.impacts.take(postings) * np.repeat(weight, length)
        return np.bincount(self.docs.take(postings), impacts, minlength=self.size).astype(np.float32), ceiling

    def _known(self, query: Grams) -> tuple[npt.NDArray[np.int64], Scores]:
        terms, counts = counted(query)
        found = np.searchsorted(self.terms, terms)
        found[found == len(self.terms)] = 0
        hit = self.terms[found] == terms if len(self.terms) else np.zeros(len(terms), bool)
        return found[hit], counts[hit].astype(np.float32)
