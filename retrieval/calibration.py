"""Calibration: from what search found to two probabilities, that the best entry is right and that the guide has an answer at all.

Two logistic regressions over a few readable numbers, fitted by `scripts/fit.py` on the development questions without their
fixed fifth.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FILE = Path(__file__).parent / "calibration.json"
# How likely the best entry is among all (log-odds), its lead over the second, its score, the share of opinions that also put
# it first, its margin in the classifier, inside or outside (log-odds), the strongest kind of outside question, the share of
# the question's letters that the entry explains, the logarithm of the number of words, the cosine to the nearest entry and to
# the nearest outside questions (NaN, and then of no weight, where no encoder that was fitted is at hand).
FEATURES = ("likely", "lead", "score", "agree", "margin", "inside", "outside", "share", "words", "near", "far")
_RIDGE, _ROUNDS, _SMALL = 3.0, 30, 1e-6
_STEEP = 500.0  # log-odds beyond which a power overflows


@dataclass(frozen=True)
class Confidence:
    """`right`: the best entry answers the question; `inside`: some entry does."""

    right: float
    inside: float


@dataclass(frozen=True)
class Limits:
    """Answered from `sure` on; outside under `floor`. Chosen by `scripts/fit.py` on stated costs, for each language."""

    sure: float
    floor: float


@dataclass(frozen=True)
class Logistic:
    """A logistic regression over standardised features."""

    means: tuple[float, ...]
    spreads: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def __call__(self, features: Sequence[float]) -> float:
        """Probability for one row of features."""
        total = self.bias
        for value, mean, spread, weight in zip(features, self.means, self.spreads, self.weights, strict=True):
            if not math.isnan(value):
                total += weight * (value - mean) / max(spread, _SMALL)
        return 1 / (1 + math.exp(-total)) if total > -_STEEP else 0.0

    @classmethod
    def fit(cls, rows: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_]) -> "Logistic":
        """Fit by Newton's method with a small ridge; the same rows give the same weights. rows: (n, features)."""
        rows = np.nan_to_num(rows)  # a column is unknown for all or for none
        means, spreads = rows.mean(axis=0), rows.std(axis=0)
        design = np.column_stack([(rows - means) / np.maximum(spreads, _SMALL), np.ones(len(rows))])
        ridge = np.diag([_RIDGE] * rows.shape[1] + [0.0])
        weights = np.zeros(design.shape[1])
        for _ in range(_ROUNDS):
            found = 1 / (1 + np.exp(-design @ weights))
            slope = design.T @ (truth - found) - ridge @ weights
            curve = (design * (found * (1 - found))[:, None]).T @ design + ridge
            weights += np.linalg.solve(curve, slope)
        rounded = [round(float(value), 4) for value in weights]
        return cls(tuple(means.round(4)), tuple(spreads.round(4)), tuple(rounded[:-1]), rounded[-1])


@cache
def load(path: Path = FILE) -> tuple[Logistic, Logistic, dict[str, Limits]]:
    """The two regressions, right and inside, and the limits by language."""
    held: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    right, inside = (_read(held[name]) for name in ("right", "inside"))
    return right, inside, {lang: Limits(**each) for lang, each in held["limits"].items()}


def _read(held: dict[str, Any]) -> Logistic:
    return Logistic(tuple(held["means"]), tuple(held["spreads"]), tuple(held["weights"]), held["bias"])


def limits(lang: str) -> Limits:
    """From which probability a question in a language is answered, and under which it lies outside."""
    return load()[2][lang]


def confidence(features: Sequence[float]) -> Confidence:
    """Both probabilities for a question's features."""
    right, inside, _ = load()
    return Confidence(round(right(features), 4), round(inside(features), 4))
