"""Fusion and calibration fitted on development questions: a dozen weights, two regressions, two limits chosen on stated costs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from retrieval import calibration, fusion
from retrieval.calibration import Logistic
from retrieval.follow_up import TURNS as EARLIER
from retrieval.follow_up import leans
from retrieval.fusion import OPINIONS, Fusion
from retrieval.query import Query
from retrieval.search import Searcher
from retrieval.training.choice import Choice, fit
from retrieval.training.hearing import Asked, astray, switches

_EQUAL = {"dense": 0.0}
_START, _RIDGE = 0.35, 40.0
_SENTENCES, _TURNS, _LEANING = (1.0, 0.2, 0.1), (1.0, 0.0, 0.0, 0.2, 0.2), (0.6, 0.1, 0.2, 0.4, 0.5)
_FEW = 20.0  # parts and turns have few questions: they stay nearer to where they start
_SWITCH_WEIGHT = 0.3


@dataclass(frozen=True)
class Tuned:
    """Everything that is fitted."""

    fusion: Fusion
    right: Logistic
    inside: Logistic


def tune(searcher: Searcher, heard: Sequence[Asked]) -> Tuned:
    """Fit on these questions. Rows that reply rules catch must not be among them."""
    alone = [one for one in heard if one.row.entry and not one.context]
    following = [one for one in heard if one.row.entry and one.context]
    held = fusion.load()
    held = replace(_with(held, opinions=_opinions(searcher, alone)), encoder=searcher.encoder.name)
    with using(held):
        held = _with(held, sentences=_sentences(searcher, alone))
    with using(held):
        mixed = [*following, *switches(heard)]
        held = _with(held, turns=_turns(searcher, [one for one in mixed if not leans(one.message)], _TURNS))
        held = _with(held, leaning=_turns(searcher, [one for one in mixed if leans(one.message)], _LEANING))
    with using(held):
        told = [*heard, *astray(heard)]
        features, right = features_of(searcher, told)
    inside = np.array([one.row.entry is not None for one in told])
    return Tuned(held, Logistic.fit(features, right), Logistic.fit(features, inside))


@contextmanager
def using(held: Fusion) -> Iterator[None]:
    """Search with these weights for a while."""
    before = fusion.load
    fusion.load = lambda path=fusion.FILE: held  # type: ignore[assignment]
    try:
        yield
    finally:
        fusion.load = before


def features_of(searcher: Searcher, heard: Sequence[Asked]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Calibration's features of every question, shape (n, features), and whether its best entry is right."""
    rows, right = [], []
    for one in heard:
        hits = searcher.search(one.message, context=one.context)
        rows.append(hits.features or (0.0,) * len(calibration.FEATURES))
        right.append(bool(hits.all) and hits.all[0].entry in one.row.good)
    return np.array(rows), np.array(right)


def _with(held: Fusion, **parts: npt.NDArray[np.float64]) -> Fusion:
    known = {name: getattr(held, name) for name in ("opinions", "sentences", "turns", "leaning")}
    return Fusion(
        encoder=held.encoder, **known | {name: np.round(part, 3).astype(np.float32) for name, part in parts.items()}
    )


def _opinions(searcher: Searcher, alone: Sequence[Asked]) -> npt.NDArray[np.float64]:
    start = [_EQUAL.get(name, _START) for name in OPINIONS]
    return fit([Choice(searcher.hear(Query.of(one.message)).votes, one.right) for one in alone], start, _RIDGE)


def _sentences(searcher: Searcher, alone: Sequence[Asked]) -> npt.NDArray[np.float64]:
    found = []
    for one in alone:
        whole = fusion.load().opinions @ searcher.hear(Query.of(one.message)).votes
        parts = searcher.parts(one.message, whole)
        if parts is not None:
            found.append(Choice(parts, one.right))
    return fit(found, _SENTENCES, _FEW) if found else np.array(_SENTENCES)


def _turns(searcher: Searcher, following: Sequence[Asked], start: Sequence[float]) -> npt.NDArray[np.float64]:
    found = []
    for one in following:
        before = [searcher.look(earlier) for earlier in one.context[-EARLIER:]]
        joined = searcher.look(searcher.join(one.message, one.context))
        heard = searcher.turns(searcher.look(one.message), before, joined)
        found.append(Choice(heard, one.right, _SWITCH_WEIGHT if one.made else 1.0))
    return fit(found, start, _FEW / 4) if found else np.array(start)
