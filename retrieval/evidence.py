"""Evidence: several independent opinions on which entry a question is about, each a score per entry without a loop."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval import text
from retrieval.bayes import Bayes
from retrieval.entry_file import Entry
from retrieval.guide import Guide
from retrieval.lexical import Bm25, Scores
from retrieval.passages import Passage, passages
from retrieval.proof.style import sentences
from retrieval.query import Query

ASKED = ("phrasing", "title")  # what sounds like a question; the rest is the entry's own text
_FIELDS = ("terms", "starts", "docs", "impacts", "idf")
_TEXT_WEIGHT = 0.4  # a sentence of the text teaches less than a phrasing
_SHORT = 15


class Evidence:
    """The opinions: letters (all text), letters of what people ask, stems, concepts, naive Bayes."""

    def __init__(self, indexes: Mapping[str, Bm25], bayes: Bayes) -> None:
        self.indexes, self.bayes = indexes, bayes

    @classmethod
    def build(cls, guide: Guide, rows: Mapping[str, int]) -> "Evidence":
        """Index every language of every entry in one document, so that a mixed or letterless question finds its entry."""
        found = [passage for entry in guide.entries.values() for passage in passages(entry)]
        asked = [passage for passage in found if passage.kind in ASKED]
        queries = {id(passage): Query.of(passage.text) for passage in found}

        def index(held: Sequence[Passage], form: str) -> Bm25:
            documents: list[list[npt.NDArray[np.uint64]]] = [[] for _ in rows]
            for passage in held:
                query = queries[id(passage)]
                documents[rows[passage.entry]].append(query.grams[0] if form == "grams" else getattr(query, form))
            return Bm25.build([np.concatenate(parts) for parts in documents])

        indexes = {
            "letters": index(found, "grams"),
            "asked": index(asked, "grams"),
            "stems": index(found, "stems"),
            "concepts": index(asked, "concepts"),
        }
        return cls(
            indexes,
            Bayes.fit([sample for entry in guide.entries.values() for sample in _samples(entry, rows)], len(rows)),
        )

    def scores(self, query: Query) -> dict[str, Scores]:
        """Raw scores per opinion; each of shape (entries,)."""
        found = {name: self._letters(name, query) for name in ("letters", "asked")}
        found["stems"] = self.indexes["stems"].scores(query.stems)
        found["concepts"] = self.indexes["concepts"].scores(query.concepts)
        found["bayes"] = self.bayes.scores(query.features())
        return found

    def share(self, query: Query) -> Scores:
        """How much of the question's weight in letters each entry explains, about 0 to 1."""
        index = self.indexes["letters"]
        shares = [index.scores(grams) / max(index.ceiling(grams), 1e-6) for grams in query.grams]
        best: Scores = np.maximum.reduce(shares)
        return best

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything as arrays, for the cache."""
        held = {f"{name}.{field}": getattr(index, field) for name, index in self.indexes.items() for field in _FIELDS}
        return held | {"bayes.weights": self.bayes.weights, "bayes.rarity": self.bayes.rarity}

    @classmethod
    def of_arrays(cls, held: Mapping[str, npt.NDArray[Any]], entries: int) -> "Evidence":
        """What `arrays` gave. Raises KeyError when something is missing."""
        names = dict.fromkeys(key.partition(".")[0] for key in held if key.endswith(".terms"))
        indexes = {name: Bm25(entries, *(held[f"{name}.{field}"] for field in _FIELDS)) for name in names}
        return cls(indexes, Bayes(held["bayes.weights"], held["bayes.rarity"]))

    def _letters(self, name: str, query: Query) -> Scores:
        best: Scores = np.maximum.reduce([self.indexes[name].scores(grams) for grams in query.grams])
        return best


def standard(scores: Scores) -> Scores:
    """As distances from the mean in standard deviations, so that opinions can be added up."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)


def _samples(
    entry: Entry, rows: Mapping[str, int]
) -> list[tuple[int, float, tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]]]:
    row = rows[entry.id]
    asked = [(row, 1.0, Query.of(one).features()) for one in (entry.title, *entry.asked)]
    told = [
        sentence for part in (entry.lead, *(block.text for block in entry.blocks())) for sentence in sentences(part)
    ]
    return asked + [(row, _TEXT_WEIGHT, Query.of(one).features()) for one in told if len(text.tidy(one)) > _SHORT]
