"""Fusion: how much each opinion, sentence and earlier turn counts. A handful of weights in JSON, fitted by `scripts/fit.py`.

The weighted sum is a log-likelihood: its softmax over the entries is how likely each one is meant, if any is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.lexical import Scores

FILE = Path(__file__).parent / "fusion.json"
OPINIONS = ("letters", "stems", "concepts", "bayes", "linear", "dense")
SENTENCES = ("whole", "mean", "asking")
TURNS = ("alone", "last", "earlier", "joined", "related")


@dataclass(frozen=True)
class Fusion:
    """Weights in the order of OPINIONS, SENTENCES and TURNS; `leaning` are those of a message that leans on the last ones."""

    opinions: Scores
    sentences: Scores
    turns: Scores
    leaning: Scores
    encoder: str = ""  # the dense opinion counts only with the encoder that it was fitted with

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> "Fusion":
        """From `{"opinions": {name: weight}, ...}`. Raises KeyError when one is missing."""
        names = {"opinions": OPINIONS, "sentences": SENTENCES, "turns": TURNS, "leaning": TURNS}
        arrays = {part: np.array([held[part][name] for name in order], np.float32) for part, order in names.items()}
        encoder = str(held.get("encoder", ""))
        return cls(arrays["opinions"], arrays["sentences"], arrays["turns"], arrays["leaning"], encoder)


@cache
def load(path: Path = FILE) -> Fusion:
    """The fitted weights."""
    return Fusion.of(json.loads(path.read_text("utf-8")))


def softmax(scores: Scores) -> npt.NDArray[np.float32]:
    """Scores as shares that add up to 1."""
    powers = np.exp(scores - scores.max()) if len(scores) else scores
    shares: Scores = powers / max(float(powers.sum()), 1e-9)
    return shares
