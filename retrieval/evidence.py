"""Evidence: several independent opinions on which entry a question is about, each a score per entry without a loop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval import text
from retrieval.bayes import Bayes
from retrieval.classify import Classifier, Verdict, Weights
from retrieval.entry_file import Entry
from retrieval.guide import Guide
from retrieval.lexical import Bm25, Scores
from retrieval.passages import Passage
from retrieval.proof.style import sentences
from retrieval.query import Features, Query

ASKED = ("phrasing", "title")  # what sounds like a question; the rest is the entry's own text
_FIELDS = ("terms", "starts", "docs", "impacts", "idf")
_BAYES = ("weights", "scales", "rarity")
_TEXT_WEIGHT = 0.4  # a sentence of the text teaches less than a phrasing
_SHORT = 15
_SAME = 1e-9  # a spread as small as this is no opinion


@dataclass(frozen=True)
class Opinions:
    """What the opinions say of a question: votes by name in standard deviations, share of letters explained; (entries,) each."""

    votes: Mapping[str, Scores]
    share: Scores
    verdict: Verdict


class Evidence:
    """The opinions: letters of what people ask, stems of all text, concepts, naive Bayes, the linear classifier."""

    def __init__(self, indexes: Mapping[str, Bm25], bayes: Bayes, classifier: Classifier) -> None:
        self.indexes, self.bayes, self.classifier = indexes, bayes, classifier

    @classmethod
    def build(
        cls, guide: Guide, rows: Mapping[str, int], found: Sequence[Passage], queries: Mapping[str, Query]
    ) -> "Evidence":
        """Index every language of every entry in one document, so that a mixed or letterless question finds its entry.

        `queries`: the passages' texts as search reads them.
        """
        asked = [passage for passage in found if passage.kind in ASKED]
        samples = [one for entry in guide.entries.values() for one in _samples(entry, rows, queries)]

        def index(held: Sequence[Passage], form: str) -> Bm25:
            documents: list[list[npt.NDArray[np.uint64]]] = [[] for _ in rows]
            for passage in held:
                query = queries[passage.text]
                documents[rows[passage.entry]].append(query.grams[0] if form == "grams" else getattr(query, form))
            return Bm25.build([np.concatenate(parts) for parts in documents])

        indexes = {
            "letters": index(asked, "grams"),
            "stems": index(found, "stems"),
            "concepts": index(asked, "concepts"),
        }
        return cls(
            indexes,
            Bayes.fit(samples, len(rows)),
            Classifier(Weights.load(), list(rows)),
        )

    def opinions(self, query: Query) -> Opinions:
        """Every opinion on the entries."""
        features = query.features()
        verdict = self.classifier.judge(features)
        letters, share = self._letters(query)
        raw = {
            "letters": letters,
            "stems": self.indexes["stems"].scores(query.stems),
            "concepts": self.indexes["concepts"].scores(query.concepts),
            "bayes": self.bayes.scores(features),
        }
        found = dict(zip(raw, standard(np.stack(list(raw.values()))), strict=True))
        return Opinions(found | {"linear": _known(verdict.entries, found["bayes"])}, share, verdict)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything as arrays, for the cache."""
        held = {f"{name}.{field}": getattr(index, field) for name, index in self.indexes.items() for field in _FIELDS}
        return held | {f"bayes.{field}": getattr(self.bayes, field) for field in _BAYES}

    @classmethod
    def of_arrays(cls, held: Mapping[str, npt.NDArray[Any]], ids: Sequence[str]) -> "Evidence":
        """What `arrays` gave. Raises KeyError when something is missing."""
        names = dict.fromkeys(key.partition(".")[0] for key in held if key.endswith(".terms"))
        indexes = {name: Bm25(len(ids), *(held[f"{name}.{field}"] for field in _FIELDS)) for name in names}
        return cls(indexes, Bayes(*(held[f"bayes.{field}"] for field in _BAYES)), Classifier(Weights.load(), ids))

    def _letters(self, query: Query) -> tuple[Scores, Scores]:
        """Scores by letters, and how much of the question's weight in letters each entry explains, about 0 to 1."""
        told = [self.indexes["letters"].explained(grams) for grams in query.grams]
        scores: Scores = np.maximum.reduce([found for found, _ in told])
        share: Scores = np.maximum.reduce([found / max(ceiling, 1e-6) for found, ceiling in told])
        return scores, share


def standard(scores: Scores) -> Scores:
    """As distances from the mean in standard deviations, so that opinions can be added up; shape (..., entries)."""
    apart = scores - scores.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.square(apart).mean(axis=-1, keepdims=True))
    found: Scores = apart / np.where(spread > _SAME, spread, np.inf)
    return found


def _known(margins: Scores, stand_in: Scores) -> Scores:
    """Standardised margins; where the classifier does not know an entry, another opinion stands in."""
    known = ~np.isnan(margins)
    found = stand_in.copy()
    if known.any():
        found[known] = standard(margins[known])
    return found


def _samples(entry: Entry, rows: Mapping[str, int], known: Mapping[str, Query]) -> list[tuple[int, float, Features]]:
    """What is asked and what is told; `known` are the queries that the indexes have made already."""
    row = rows[entry.id]
    asked = [(row, 1.0, (known.get(one) or Query.of(one)).features()) for one in (entry.title, *entry.asked)]
    told = [
        sentence for part in (entry.lead, *(block.text for block in entry.blocks())) for sentence in sentences(part)
    ]
    return asked + [(row, _TEXT_WEIGHT, Query.of(one).features()) for one in told if len(text.tidy(one)) > _SHORT]
