"""The linear classifier: question -> entry, inside or outside the guide, and why outside. scikit-learn trains it, NumPy runs it.

Its weights (`classifier.npz`, made by `scripts/train.py`) belong to the guide of that day: entries that came later are
unknown to it, and other opinions must speak for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from retrieval.bayes import normal
from retrieval.guide import Guide
from retrieval.lexical import Scores
from retrieval.query import BUCKETS, Features

FILE = Path(__file__).parent / "classifier.npz"
INSIDE, OUTSIDE, HARM = "inside", "outside:", "harm"


@dataclass(frozen=True)
class Verdict:
    """entries: (entries,) margins, NaN where unknown; inside: log-odds; kinds: margin of each kind of outside question."""

    entries: Scores
    inside: float
    kinds: dict[str, float]


@dataclass(frozen=True)
class Weights:
    """weights: (BUCKETS, labels) int8 times scales; labels are entry ids, `inside`, `outside:<kind>`; rarity: (BUCKETS,)."""

    labels: tuple[str, ...]
    weights: npt.NDArray[np.int8]
    scales: Scores
    biases: Scores
    rarity: npt.NDArray[np.float32]
    taught: npt.NDArray[np.uint32]  # hashes of the questions it was trained on, sorted

    @classmethod
    def load(cls, path: Path = FILE) -> "Weights":
        """From the file; an empty one, which knows no entry, when there is none or it is torn."""
        try:
            with np.load(path) as held:
                return cls(tuple(held["labels"].tolist()), *(held[name] for name in _ARRAYS))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            nothing = np.zeros(0, np.float32)
            none = np.zeros((BUCKETS, 0), np.int8)
            return cls((), none, nothing, nothing, np.ones(BUCKETS, np.float32), np.zeros(0, np.uint32))

    def save(self, path: Path = FILE) -> None:
        """Write the file; the same weights give the same bytes."""
        np.savez_compressed(path, labels=np.array(self.labels), **{name: getattr(self, name) for name in _ARRAYS})


_ARRAYS = ("weights", "scales", "biases", "rarity", "taught")


class Classifier:
    """Weights fitted to the entries of one guide."""

    def __init__(self, weights: Weights, ids: Sequence[str]) -> None:
        self.held = weights
        place = {label: column for column, label in enumerate(weights.labels)}
        self._columns = np.array([place.get(entry_id, -1) for entry_id in ids], np.int64)
        self._inside = place.get(INSIDE)
        self._kinds = {
            label.removeprefix(OUTSIDE): column for label, column in place.items() if label.startswith(OUTSIDE)
        }

    def judge(self, features: Features) -> Verdict:
        """What the weights make of a question's features."""
        buckets, values = normal(features, self.held.rarity)
        margins = (
            values @ self.held.weights.take(buckets, axis=0).astype(np.float32) * self.held.scales + self.held.biases
        )
        entries = np.append(margins, np.nan)[self._columns].astype(np.float32)
        inside = float(margins[self._inside]) if self._inside is not None else 0.0
        return Verdict(entries, inside, {kind: float(margins[column]) for kind, column in self._kinds.items()})


def fingerprints(guide: Guide) -> npt.NDArray[np.uint32]:
    """A hash of every question that the guide teaches, with its entry; sorted."""
    taught = {f"{entry.id} {one}" for entry in guide.entries.values() for one in (entry.title, *entry.asked)}
    return np.array(sorted(int.from_bytes(blake2b(one.encode(), digest_size=4).digest()) for one in taught), np.uint32)


def moved(guide: Guide, weights: Weights) -> float:
    """Share of the guide's questions that the weights have not seen, or that have gone since; 0 to 1."""
    now = fingerprints(guide)
    return float(len(np.setxor1d(now, weights.taught)) / max(len(now), 1))
