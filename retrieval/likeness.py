"""Texts grouped by likeness: the folded n-grams of the search, compared as sets."""

from collections.abc import Sequence

import numpy as np

from retrieval.text import Grams, fold, grams

ALIKE = 0.4  # share of common n-grams (cosine of sets) from which two questions ask the same


def groups(texts: Sequence[str], alike: float = ALIKE) -> list[list[int]]:
    """Places of texts in groups, largest first; a text joins the group of whatever member it is most alike."""
    sets = [np.unique(grams(fold(text))) for text in texts]
    held: list[list[int]] = []
    for place, one in enumerate(sets):
        scores = [max(likeness(one, sets[other]) for other in group) for group in held]
        best = max(range(len(scores)), key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= alike:
            held[best].append(place)
        else:
            held.append([place])
    return sorted(held, key=lambda group: (-len(group), group[0]))


def likeness(one: Grams, other: Grams) -> float:
    """Of two sorted sets of n-grams: 0 for strangers, 1 for twins."""
    if not len(one) or not len(other):
        return 0.0
    return float(len(np.intersect1d(one, other, assume_unique=True)) / np.sqrt(len(one) * len(other)))
