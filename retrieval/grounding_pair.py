"""A generated sentence beside the passages: which clauses of theirs each clause of its own comes nearest to."""

from dataclasses import dataclass, field
from functools import cached_property

from retrieval.grounding_nearness import Nearness
from retrieval.grounding_text import Reading, clauses, read
from retrieval.grounding_words import Word

CONTEXT = 0.5  # how much the whole sentence says about which clause is meant
ALIKE = 0.6  # the share of words that two clauses have in common when one is the other reworded


@dataclass(frozen=True)
class Held:
    """A clause of a passage and the sentence that it stands in."""

    clause: Reading
    sentence: Reading
    banned: bool = False  # an item of a list that a ban governs

    @property
    def negative(self) -> bool:
        """Whether it denies or forbids something, or stands under what does."""
        return self.clause.negative or self.banned


def held(sentence: str, lang: str) -> list[Held]:
    """A sentence of a passage by its clauses; «it may not read, sort, …» and «give the code, the card to nobody» deny each."""
    whole, pieces = read(sentence, lang), [read(one, lang) for one in clauses(sentence, lang)]
    governs = pieces[-1] if lang == "kk" else pieces[0]
    listed = "must_not" in governs.force and not any(one.force - {"must_not"} for one in pieces)
    nobody = any("reach:none" in word.tags for word in whole.words)
    return [Held(one, whole, not one.negative and (nobody or (listed and one is not governs))) for one in pieces]


@dataclass(frozen=True)
class Pair:
    """A sentence, read whole and by clauses, beside the clauses of the passages."""

    said: Reading
    raw: str
    parts: tuple[Reading, ...]
    held: tuple[Held, ...]
    whole: str
    lang: str
    nearness: Nearness
    _ranked: dict[str, list[tuple[float, Held]]] = field(default_factory=dict)

    @cached_property
    def source(self) -> tuple[Reading, ...]:
        """The clauses of the passages."""
        return tuple(one.clause for one in self.held)

    @cached_property
    def sentences(self) -> tuple[Reading, ...]:
        """The sentences of the passages."""
        return tuple(dict.fromkeys(one.sentence for one in self.held))

    @cached_property
    def keys(self) -> frozenset[str]:
        """All that the passages say, as keys."""
        return frozenset(key for one in self.source for word in one.words for key in word.keys)

    @cached_property
    def strays(self) -> list[Word]:
        """Content words that the passages do not have in any form."""
        return [word for word in self.said.content if not word.keys & self.keys]

    def exact(self, word: Word) -> bool:
        """Whether the passages have this very word, not only one like it."""
        return any(key in self.keys for key in word.keys if key.startswith(("w:", "r:")) and not key.endswith("~"))

    def ranked(self, part: Reading) -> list[tuple[float, Held]]:
        """The passages' clauses by how near they are to a clause, their sentences by how near to the sentence; best first."""
        if part.text not in self._ranked:
            scored = [
                (overlap(part, one.clause) + CONTEXT * overlap(self.said, one.sentence), one) for one in self.held
            ]
            self._ranked[part.text] = sorted(
                (two for two in scored if overlap(part, two[1].clause) > 0), key=lambda two: -two[0]
            )
        return self._ranked[part.text]

    def near(self, part: Reading, count: int = 3) -> list[Held]:
        """The clauses nearest to a clause, best first."""
        return [one for _, one in self.ranked(part)[:count]]


def overlap(said: Reading, held: Reading) -> float:
    """The share of a clause's words that another has too."""
    words = said.content or said.words
    return sum(not word.keys.isdisjoint(held.keys) for word in words) / max(1, len(words))


def alike(one: Reading, other: Reading) -> bool:
    """Whether one clause may be the other reworded."""
    return overlap(one, other) >= ALIKE and overlap(other, one) >= ALIKE
