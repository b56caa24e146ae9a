"""Development questions as search hears them, before any fitted weight: raw opinions, so that weights can be fitted in seconds."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from retrieval import private, text
from retrieval.encoders import HASH
from retrieval.evaluate import Row
from retrieval.look import Heard
from retrieval.query import Query
from retrieval.search import Searcher

_SWITCHES, _ASTRAY, _SEED = 120, 60, 3


@dataclass(frozen=True)
class Asked:
    """A row, its words as search sees them, and the entries that answer it, shape (entries,)."""

    row: Row
    message: str
    context: tuple[str, ...]
    right: npt.NDArray[np.bool_]
    made: bool = False  # a question of its own after an unrelated one: made here, for no file has them


class Patient(Searcher):
    """A searcher that remembers what the opinions said of a message: they do not change while weights are fitted."""

    @classmethod
    def of(cls, other: Searcher) -> "Patient":
        """The same index, with a memory."""
        made = cls.__new__(cls)
        made.__dict__ = {**other.__dict__, "_said": {}}
        return made

    def _dense_counts(self) -> bool:
        return not self.encoder.name.startswith(HASH)  # heard before it has a weight

    def hear(self, query: Query) -> Heard:
        """As the searcher's own."""
        said: dict[str, Heard] = self.__dict__["_said"]
        if query.text not in said:
            said[query.text] = super().hear(query)
        return said[query.text]


def hear(searcher: Searcher, rows: Sequence[Row]) -> list[Asked]:
    """Every row as search will see it."""
    return [
        Asked(row, masked(row.q), tuple(map(masked, row.context)), np.isin(searcher.ids, list(row.good)))
        for row in rows
    ]


def masked(message: str) -> str:
    """As the pipeline masks it."""
    tidy = text.tidy(message)
    return private.searchable(tidy, private.find(tidy))


def switches(heard: Sequence[Asked]) -> list[Asked]:
    """People also change the subject: questions that stand alone, after a question about something else."""
    chance = random.Random(_SEED)
    alone = [one for one in heard if one.row.entry and not one.context]
    chosen = chance.sample(alone, min(_SWITCHES, len(alone)))
    return [replace(one, context=(_other(one, alone, chance),), made=True) for one in chosen]


def astray(heard: Sequence[Asked]) -> list[Asked]:
    """And to what the guide does not answer: questions from outside, after one inside."""
    chance = random.Random(_SEED)
    alone = [one for one in heard if one.row.entry and not one.context]
    outside = [one for one in heard if not one.row.entry and not one.context]
    chosen = chance.sample(outside, min(_ASTRAY, len(outside)))
    return [replace(one, context=(_other(one, alone, chance),), made=True) for one in chosen]


def _other(one: Asked, alone: Sequence[Asked], chance: random.Random) -> str:
    return chance.choice([other for other in alone if other.row.lang == one.row.lang and other is not one]).message
