"""Flood control: a person may ask quickly, nobody may ask without end. In memory; a person is a code."""

import time
from collections import OrderedDict
from collections.abc import Callable
from enum import StrEnum

BURST, PER_MINUTE, PEOPLE = 30, 40.0, 10_000  # a letter of twelve questions is answered by quick taps


class Verdict(StrEnum):
    """What to do with an update: answer it, say once that it is too fast, or let it pass in silence."""

    go = "go"
    tell = "tell"
    drop = "drop"


class Flood:
    """A token bucket per person; the oldest are forgotten."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float, bool]] = OrderedDict()

    def judge(self, code: str) -> Verdict:
        """Count one update of a person."""
        now = self._clock()
        level, at, told = self._levels.pop(code, (float(BURST), now, False))
        level = min(float(BURST), level + max(0.0, now - at) * PER_MINUTE / 60)
        fine = level >= 1
        self._levels[code] = (level - 1 if fine else level, now, not fine)
        while len(self._levels) > PEOPLE:
            self._levels.popitem(last=False)
        return Verdict.go if fine else Verdict.drop if told else Verdict.tell
