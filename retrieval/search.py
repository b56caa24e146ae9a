"""Search: opinions from letters, stems, concepts and vectors, fused per entry into hits, kept or rejected."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from retrieval import text
from retrieval.calibration import Confidence, confidence
from retrieval.evidence import Evidence, standard
from retrieval.guide import LANGS, Guide
from retrieval.language import LanguageModel
from retrieval.lexical import Scores
from retrieval.passages import passages
from retrieval.query import Query
from retrieval.vectors import Encoder, VectorIndex, Vectors

VERSION = "5"  # part of the cache key: raise it when the same guide would give other arrays
WEIGHTS = {"letters": 1.0, "asked": 1.0, "stems": 1.0, "concepts": 1.0, "bayes": 2.0, "dense": 0.3}
TEMPERATURE = 2.0
SHOWN = 5


@dataclass(frozen=True)
class Hit:
    """An entry and how sure search is of it, 0 to 1; over all entries of the guide these add up to 1."""

    entry: str
    score: float


@dataclass(frozen=True)
class Hits:
    """What search found, best first; `rejected` were found too weak, and are kept for `--json` and for tuning."""

    kept: tuple[Hit, ...]
    rejected: tuple[Hit, ...]
    features: tuple[float, ...]  # what calibration looks at
    timings: Mapping[str, float]

    @cached_property
    def confidence(self) -> Confidence:
        """How likely the best entry is right, and how likely the guide has an answer at all."""
        return confidence(self.features) if self.kept or self.rejected else Confidence(0.0, 0.0)

    @property
    def all(self) -> tuple[Hit, ...]:
        """Kept and rejected together, best first."""
        return self.kept + self.rejected


class Searcher:
    """An index of the guide: the evidence, passages as vectors, and the language model trained on the way."""

    def __init__(self, ids: Sequence[str], evidence: Evidence, vectors: VectorIndex, owners: npt.NDArray[np.int64],
                 languages: LanguageModel, encoder: Encoder) -> None:  # fmt: skip
        self.ids, self.evidence, self.vectors, self.owners = list(ids), evidence, vectors, owners
        self.languages, self.encoder = languages, encoder

    @classmethod
    def build(cls, guide: Guide, encoder: Encoder) -> "Searcher":
        """Index the guide; a few seconds of one core."""
        ids = guide.ids()
        rows = {entry_id: row for row, entry_id in enumerate(ids)}
        found = [passage for entry in guide.entries.values() for passage in passages(entry)]
        lines = {lang: [passage.text for passage in found if passage.lang == lang] for lang in LANGS}
        return cls(
            ids,
            Evidence.build(guide, rows),
            VectorIndex(encoder.encode([passage.text for passage in found])),
            np.array([rows[passage.entry] for passage in found], np.int64),
            LanguageModel.fit(lines),
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
        """Entries for a question; when the guide hardly has an answer (probability under `floor`), all hits are rejected."""
        start = time.perf_counter()
        query = Query.of(question)
        fused, _ = self.fuse(query)
        share = self.evidence.share(query)
        sure = np.exp((fused - fused.max()) / TEMPERATURE) if len(fused) else fused
        best = [row for row in np.argsort(-fused, kind="stable")[:SHOWN] if share[row] > 0]
        hits = tuple(Hit(self.ids[row], round(float(sure[row] / sure.sum()), 4)) for row in best)
        features = _features(fused[best], share[best], question)
        timings = {"search": time.perf_counter() - start}
        found = Hits(hits, (), features, timings)
        return found if found.confidence.inside >= floor else Hits((), hits, features, timings)

    def fuse(self, query: Query) -> tuple[Scores, dict[str, Scores]]:
        """All opinions added up, each as standard deviations from its own mean; and the opinions themselves."""
        opinions = self.evidence.scores(query)
        opinions["dense"] = self._dense(self.encoder.encode([query.text], query=True)[0])
        return sum(
            (WEIGHTS[name] * standard(scores) for name, scores in opinions.items()), np.zeros(len(self.ids), np.float32)
        ), opinions

    def _dense(self, vector: Vectors) -> Scores:
        rows, similarity = self.vectors.nearest(vector, 50)
        scores = np.zeros(len(self.ids), np.float32)
        np.maximum.at(scores, self.owners[rows], similarity)
        return scores

    def _save(self, path: Path) -> None:
        arrays = self.evidence.arrays() | {
            "vectors": self.vectors.vectors, "owners": self.owners, "languages": self.languages.table,
        }  # fmt: skip
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(f".{time.time_ns()}.tmp")
            with partial.open("wb") as file:
                np.savez(file, **arrays)  # type: ignore[arg-type]
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
            ids = guide.ids()
            vectors, languages = VectorIndex(held["vectors"]), LanguageModel(held["languages"])
            return cls(ids, Evidence.of_arrays(held, len(ids)), vectors, held["owners"], languages, encoder)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None  # a torn file is built again


def _features(fused: Scores, share: Scores, question: str) -> tuple[float, ...]:
    """Best, gap, share, words (see `calibration.FEATURES`)."""
    if not len(fused):
        return (0.0, 0.0, 0.0, 0.0)
    gap = float(fused[0] - fused[1]) if len(fused) > 1 else float(fused[0])
    return (float(fused[0]), gap, float(share.max()), math.log(1 + len(text.words(question))))
