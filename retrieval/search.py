"""Search: evidence from n-grams and vectors, fused per entry, into hits that were kept and hits that were rejected."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from retrieval import lexical, text
from retrieval.guide import LANGS, Guide
from retrieval.language import LanguageModel
from retrieval.passages import passages
from retrieval.vectors import Encoder, VectorIndex, Vectors

VERSION = "1"  # part of the cache key: raise it when the same guide would give other arrays
DENSE_WEIGHT = 0.15
SHOWN = 5


@dataclass(frozen=True)
class Hit:
    """An entry and how well it fits: about 0 to 1, where 1 would be the question word for word."""

    entry: str
    score: float


@dataclass(frozen=True)
class Hits:
    """What search found, best first; `rejected` were found too weak, and are kept for `--json` and for tuning."""

    kept: tuple[Hit, ...]
    rejected: tuple[Hit, ...]
    timings: Mapping[str, float]

    @property
    def all(self) -> tuple[Hit, ...]:
        """Kept and rejected together, best first."""
        return self.kept + self.rejected


class Searcher:
    """An index of the guide: entries as documents of n-grams, passages as vectors, and the language model trained on the way."""

    def __init__(self, ids: Sequence[str], grams: lexical.Bm25, vectors: VectorIndex, owners: npt.NDArray[np.int64],
                 languages: LanguageModel, encoder: Encoder) -> None:  # fmt: skip
        self.ids, self.grams, self.vectors, self.owners = list(ids), grams, vectors, owners
        self.languages, self.encoder = languages, encoder

    @classmethod
    def build(cls, guide: Guide, encoder: Encoder) -> "Searcher":
        """Index every language of every entry in one index, so that a mixed or letterless question finds its entry."""
        ids = guide.ids()
        rows = {entry_id: row for row, entry_id in enumerate(ids)}
        found = [passage for entry in guide.entries.values() for passage in passages(entry)]
        documents: list[list[str]] = [[] for _ in ids]
        for passage in found:
            documents[rows[passage.entry]].append(text.fold(passage.text))
        asked = {lang: [p.text for p in found if p.lang == lang] for lang in LANGS}
        return cls(
            ids,
            lexical.Bm25.build([text.grams(" ".join(parts)) for parts in documents]),
            VectorIndex(encoder.encode([passage.text for passage in found])),
            np.array([rows[passage.entry] for passage in found], np.int64),
            LanguageModel.fit(asked),
            encoder,
        )

    @classmethod
    def open(cls, guide: Guide, encoder: Encoder, cache: Path | None) -> "Searcher":
        """The index from the cache when the guide has not changed; else built, and cached if the folder can be written."""
        path = cache / f"{guide.digest}-{encoder.name}-{VERSION}.npz" if cache else None
        if path and path.exists() and (searcher := cls._load(path, guide, encoder)):
            return searcher
        searcher = cls.build(guide, encoder)
        if path:
            searcher._save(path)
        return searcher

    def search(self, question: str, floor: float = 0.0) -> Hits:
        """Entries for a question; a score under `floor` puts a hit among the rejected."""
        start = time.perf_counter()
        lexical_scores = self._lexical(question)
        between = time.perf_counter()
        scores = lexical_scores + DENSE_WEIGHT * self._dense(self.encoder.encode([question], query=True)[0])
        best = np.argsort(-scores, kind="stable")[:SHOWN]
        hits = [Hit(self.ids[row], round(float(scores[row]), 4)) for row in best if scores[row] > 0]
        timings = {"lexical": between - start, "dense": time.perf_counter() - between}
        kept = tuple(hit for hit in hits if hit.score >= floor)
        return Hits(kept, tuple(hits[len(kept) :]), timings)

    def _lexical(self, question: str) -> lexical.Scores:
        """Share of the question's weight that each entry explains, in Cyrillic or as typed, whichever explains more."""
        forms = [text.fold(question)]
        if text.script(question) != "cyrillic":
            forms.append(text.fold(text.to_cyrillic(question)))
        shares = [self.grams.scores(grams) / max(self.grams.ceiling(grams), 1e-6) for grams in map(text.grams, forms)]
        best: lexical.Scores = np.maximum.reduce(shares)
        return best

    def _dense(self, vector: Vectors) -> lexical.Scores:
        rows, similarity = self.vectors.nearest(vector, 50)
        scores = np.zeros(len(self.ids), np.float32)
        np.maximum.at(scores, self.owners[rows], similarity)
        return scores

    def _save(self, path: Path) -> None:
        arrays = {name: getattr(self.grams, name) for name in ("terms", "starts", "docs", "impacts", "idf")}
        arrays |= {"vectors": self.vectors.vectors, "owners": self.owners, "languages": self.languages.table}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(f".{time.time_ns()}.tmp")
            with partial.open("wb") as file:
                np.savez(file, **arrays)
            partial.replace(path)
            for old in path.parent.glob("*.npz"):
                if old != path:
                    old.unlink(missing_ok=True)
        except OSError:
            return  # a read-only or full disk costs a second at the next start, nothing more

    @classmethod
    def _load(cls, path: Path, guide: Guide, encoder: Encoder) -> "Searcher | None":
        try:
            with np.load(path) as arrays:
                held = {name: arrays[name] for name in arrays.files}
            grams = lexical.Bm25(
                len(guide.ids()), *(held[name] for name in ("terms", "starts", "docs", "impacts", "idf"))
            )
            return cls(
                guide.ids(),
                grams,
                VectorIndex(held["vectors"]),
                held["owners"],
                LanguageModel(held["languages"]),
                encoder,
            )
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None  # a torn file is built again
