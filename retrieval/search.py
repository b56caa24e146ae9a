"""Search: opinions from letters, stems, concepts, classifiers and vectors, fused per entry into hits, kept or rejected."""

import gc
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from retrieval import concepts, fusion, outside_questions, stems
from retrieval.ear import Ear
from retrieval.encoders import unit
from retrieval.evidence import Evidence, standard
from retrieval.follow_up import TURNS, leans
from retrieval.fusion import OPINIONS, softmax
from retrieval.guide import LANGS, Guide
from retrieval.hits import Hit, Hits
from retrieval.language import LanguageModel
from retrieval.lexical import Scores
from retrieval.look import Heard, Look
from retrieval.parts import asks, sentences
from retrieval.passages import passages
from retrieval.query import Query
from retrieval.vectors import Encoder, VectorIndex, Vectors

VERSION = "9"  # part of the cache key: raise it when the same guide would give other arrays
SHOWN = 5
NEAREST = 3  # outside questions whose mean cosine says how near the outside is
Hear = Callable[[str], Heard]


class Searcher:
    """An index of the guide: the evidence, a vector an entry, vectors of what lies outside, and the language model."""

    def __init__(self, guide: Guide, evidence: Evidence, vectors: VectorIndex, outside: VectorIndex,
                 languages: LanguageModel, encoder: Encoder) -> None:  # fmt: skip
        self.ids, self.evidence, self.vectors, self.outside = guide.ids(), evidence, vectors, outside
        self.related = _related(guide, self.ids)
        self.languages, self.encoder, self.ear = languages, encoder, Ear(self.hear)

    @classmethod
    def build(cls, guide: Guide, encoder: Encoder) -> "Searcher":
        """Index the guide; a few seconds of one core."""
        ids = guide.ids()
        rows = {entry_id: row for row, entry_id in enumerate(ids)}
        found = [passage for entry in guide.entries.values() for passage in passages(entry)]
        lines = {lang: [passage.text for passage in found if passage.lang == lang] for lang in LANGS}
        with concepts.load().remembering():
            read = {passage.text: Query.of(passage.text) for passage in found}
            evidence = Evidence.build(guide, rows, found, read)
            outside = encoder.encode([one.q for one in outside_questions.read()], query=True)
        told = encoder.encode_read([read[passage.text] for passage in found])
        owners = np.array([rows[passage.entry] for passage in found], np.int64)
        vectors = VectorIndex(means(told, owners, len(ids)))
        return cls(guide, evidence, vectors, VectorIndex(outside), LanguageModel.fit(lines), encoder)

    @classmethod
    def open(cls, guide: Guide, encoder: Encoder, cache: Path | None) -> "Searcher":
        """The index from the cache when the guide has not changed; else built, and cached if the folder can be written."""
        state = f"{guide.digest}-{concepts.digest()}-{outside_questions.digest()}-{encoder.name}-{VERSION}"
        path = cache / f"{state}.npz" if cache else None
        if path and path.exists() and (searcher := cls._load(path, guide, encoder)):
            return searcher
        searcher = cls.build(guide, encoder)
        stems.forget()
        gc.collect()  # the passages as search read them: 50 MB that a quiet process would keep for long
        if path:
            searcher._save(path)
        return searcher

    def search(self, question: str, floor: float = 0.0, context: Sequence[str] = ()) -> Hits:
        """Entries for a question and the ones asked before it; rejected when the guide hardly has an answer (under `floor`)."""
        start = time.perf_counter()
        look = self.look(question)
        if context:
            before = [self.look(one, self.ear.again) for one in context[-TURNS:]]
            look = self.in_context(look, before, question, context)
        shares = softmax(look.fused)
        best = [row for row in np.argsort(-look.fused, kind="stable")[:SHOWN] if look.share[row] > 0]
        hits = tuple(Hit(self.ids[row], round(float(shares[row]), 4)) for row in best)
        features = look.features() if best else ()
        found = Hits(hits, (), features, {"search": time.perf_counter() - start}, look.kind)
        return found if not floor or found.confidence.inside >= floor else replace(found, kept=(), rejected=hits)

    def look(self, message: str, hear: Hear | None = None, hear_part: Hear | None = None) -> Look:
        """What a message makes of the entries; the sentences of a long one are also heard apart, all afresh unless told."""
        weights, hear = fusion.load(), hear or self.ear.afresh
        heard = hear(message)
        fused = weights.opinions @ heard.votes
        parts = self.parts(message, fused, hear_part or hear) if weights.sentences[1:].any() else None
        return Look.of(message, heard, fused if parts is None else weights.sentences @ parts)

    def parts(self, message: str, whole: Scores, hear: Hear | None = None) -> Scores | None:
        """Whole, mean of the sentences, mean of those that ask, shape (3, entries); None for a single sentence."""
        found = sentences(message)
        if not found:
            return None
        weights, hear = fusion.load().opinions, hear or self.ear.afresh
        heard = np.stack([weights @ hear(one).votes for one in found])
        asking = heard[[asks(one) for one in found]]
        return np.stack([whole, heard.mean(axis=0), asking.mean(axis=0) if len(asking) else np.zeros_like(whole)])

    def in_context(self, now: Look, before: Sequence[Look], question: str, context: Sequence[str]) -> Look:
        """A message heard alone, with the ones before it, and beside what they were about."""
        joined = self.look(self.join(question, context), hear_part=self.ear.again)
        weights = fusion.load()
        fused = (weights.leaning if leans(question) else weights.turns) @ self.turns(now, before, joined)
        return now.beside(joined, fused)

    @staticmethod
    def join(question: str, context: Sequence[str]) -> str:
        """A question and the last ones before it as one message."""
        return "\n".join([*context[-TURNS:], question])

    def turns(self, now: Look, before: Sequence[Look], joined: Look) -> Scores:
        """Alone, last, earlier, joined, related to the last; shape (5, entries)."""
        last = before[-1].fused
        earlier = sum((one.fused for one in before[:-1]), np.zeros_like(last))
        return np.stack([now.fused, last, earlier, joined.fused, softmax(last) @ self.related])

    def hear(self, query: Query) -> Heard:
        """All opinions; the dense one is only asked where it counts."""
        found = self.evidence.opinions(query)
        votes = dict(found.votes)
        near = far = math.nan
        if self._dense_counts():
            vector = self.encoder.encode_read([query], query=True)[0]
            alike = self._alike(vector)
            votes["dense"], near = standard(alike), float(alike.max())
            far = float(self.outside.nearest(vector, NEAREST)[1].mean())
        silent = np.zeros(len(self.ids), np.float32)
        return Heard(np.stack([votes.get(name, silent) for name in OPINIONS]), found.share, found.verdict, near, far)

    def _dense_counts(self) -> bool:
        held = fusion.load()
        return bool(held.opinions[OPINIONS.index("dense")]) and held.encoder == self.encoder.name

    def _alike(self, vector: Vectors) -> Scores:
        """Cosine to every entry; shape (entries,)."""
        rows, similarity = self.vectors.nearest(vector, len(self.ids))
        found = np.zeros(len(self.ids), np.float32)
        found[rows] = similarity
        return found

    def _save(self, path: Path) -> None:
        arrays = self.evidence.arrays() | {
            "vectors": self.vectors.vectors, "outside": self.outside.vectors, "languages": self.languages.table,
        }  # fmt: skip
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
            vectors, outside = VectorIndex(held["vectors"]), VectorIndex(held["outside"])
            evidence, languages = Evidence.of_arrays(held, guide.ids()), LanguageModel(held["languages"])
            return cls(guide, evidence, vectors, outside, languages, encoder)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None  # a torn file is built again


def means(vectors: Vectors, owners: npt.NDArray[np.int64], entries: int) -> Vectors:
    """One vector an entry, the direction of all its passages in three languages together; shape (entries, dim)."""
    summed = np.zeros((entries, vectors.shape[1]), np.float32)
    np.add.at(summed, owners, vectors)
    return unit(summed)


def _related(guide: Guide, ids: Sequence[str]) -> Scores:
    """1 where one entry names the other as related, in any language; shape (entries, entries)."""
    rows = {entry_id: row for row, entry_id in enumerate(ids)}
    found = np.zeros((len(ids), len(ids)), np.float32)
    for entry in guide.entries.values():
        for other in entry.related:
            if other in rows:
                found[rows[entry.id], rows[other]] = found[rows[other], rows[entry.id]] = 1
    return found
