"""How near a sentence is to the passages by an encoder; nothing is encoded before it is asked."""

from collections.abc import Sequence
from functools import cached_property

from retrieval.grounding_lists import rules
from retrieval.vectors import Encoder, Vectors

# Fewer than one in a hundred faithful sentences lie below, measured on tests/grounding.
LIMITS = {"hash-64-1": 0.3}
_ROUNDING = 1e-5  # two sentences without a known word are as near as each other


class Nearness:
    """Passages (all of them, and sentence by sentence) as vectors."""

    def __init__(self, texts: Sequence[str], lang: str, encoder: Encoder) -> None:
        self._texts, self._lang, self._encoder = texts, lang, encoder

    def enough(self, sentence: str) -> bool:
        """Whether it is as near as grounded sentences are."""
        return self._nearest([sentence]) > self._limit + _ROUNDING

    @cached_property
    def _limit(self) -> float:
        """Cosines begin elsewhere in every encoder: for one not measured, what is said of other things is the mark."""
        return LIMITS.get(self._encoder.name) or self._nearest(rules(self._lang).elsewhere)

    @cached_property
    def _vectors(self) -> Vectors:
        return self._encode(self._texts)

    def _nearest(self, sentences: Sequence[str]) -> float:
        return float((self._vectors @ self._encode(sentences).T).max())

    def _encode(self, texts: Sequence[str]) -> Vectors:
        # As questions are: both sides alike, and nothing that a model wrote is kept on disk.
        return self._encoder.encode(texts, query=True)
