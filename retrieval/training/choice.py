"""Conditional logit: weights of a few opinions so that the right entries get the largest share of the softmax. Newton's method."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
_ROUNDS, _STEP = 25, 2.0


@dataclass(frozen=True)
class Choice:
    """One question: opinions (opinions, entries), which entries are right (entries,), how much the question counts."""

    opinions: npt.NDArray[np.float32]
    right: npt.NDArray[np.bool_]
    weight: float = 1.0


def fit(choices: Sequence[Choice], start: Sequence[float], ridge: float) -> Array:
    """Weights near `start`: the fewer the questions, the nearer (`ridge` counts as so many questions)."""
    origin = np.array(start, np.float64)
    weights = origin.copy()
    for _ in range(_ROUNDS):
        slope, curve = -ridge * (weights - origin), ridge * np.eye(len(weights))
        for one in choices:
            gain, bend = _moments(one, weights)
            slope += one.weight * gain
            curve += one.weight * bend
        step = np.linalg.solve(curve, slope)
        weights += step * min(1.0, _STEP / max(float(np.abs(step).max()), 1e-9))
    return weights


def _moments(one: Choice, weights: Array) -> tuple[Array, Array]:
    """Gradient of one question's log-likelihood, and its curvature (that of all entries: always positive)."""
    scores = weights @ one.opinions
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    among = shares * one.right
    among /= max(float(among.sum()), 1e-12)
    expected = one.opinions @ shares
    spread = (one.opinions * shares) @ one.opinions.T - np.outer(expected, expected)
    return one.opinions @ among - expected, spread
