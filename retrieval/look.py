"""What one message makes of the entries: the fused score, the single opinions behind it, and what calibration asks of them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from retrieval import text
from retrieval.classify import Verdict
from retrieval.fusion import softmax
from retrieval.lexical import Scores

_CERTAIN = 1e-4


@dataclass(frozen=True)
class Heard:
    """Opinions before they are fused. votes: (opinions, entries), standardised, in the order of OPINIONS; share: (entries,).

    near, far: cosine to the nearest entry and to the nearest outside questions; NaN when no encoder is asked.
    """

    votes: Scores
    share: Scores
    verdict: Verdict
    near: float = math.nan
    far: float = math.nan


@dataclass(frozen=True)
class Look:
    """fused, share, margins: (entries,); votes: (opinions, entries), each in standard deviations; inside: log-odds."""

    fused: Scores
    votes: Scores
    share: Scores
    margins: Scores
    inside: float
    kinds: Mapping[str, float]
    words: int
    near: float
    far: float

    @classmethod
    def of(cls, message: str, heard: Heard, fused: Scores) -> "Look":
        """What was heard of a message, and what it comes to."""
        verdict = heard.verdict
        return cls(
            fused, heard.votes, heard.share, np.nan_to_num(verdict.entries), verdict.inside, verdict.kinds,
            len(text.words(message)), heard.near, heard.far,
        )  # fmt: skip

    @property
    def kind(self) -> str:
        """The kind of outside question that it is most like."""
        return max(self.kinds, key=lambda kind: self.kinds[kind], default="unrelated")

    def beside(self, joined: "Look", fused: Scores) -> "Look":
        """The same message heard with the ones before it: the better of both where either may have seen more.

        How near it is to an entry is its own: with a question from the guide before it, whatever was asked would be near.
        """
        return replace(
            self, fused=fused, votes=np.concatenate([self.votes, joined.votes]), share=np.maximum(self.share, joined.share),
            margins=np.maximum(self.margins, joined.margins), inside=max(self.inside, joined.inside),
        )  # fmt: skip

    def features(self) -> tuple[float, ...]:
        """The numbers that calibration looks at, in the order of `calibration.FEATURES`."""
        shares = softmax(self.fused)
        second, best = np.argsort(self.fused, kind="stable")[-2:] if len(shares) > 1 else (0, 0)
        likely = min(max(float(shares[best]), _CERTAIN), 1 - _CERTAIN)
        speaking = self.votes[self.votes.any(axis=1)]
        agree = float((speaking.argmax(axis=1) == best).mean()) if len(speaking) else 0.0
        return (
            math.log(likely / (1 - likely)), float(self.fused[best] - self.fused[second]), float(self.fused[best]), agree,
            float(self.margins[best]), self.inside, max(self.kinds.values(), default=0.0), float(self.share[best]),
            math.log(1 + self.words), self.near, self.far,
        )  # fmt: skip
