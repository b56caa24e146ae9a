"""The last questions of a conversation, in memory only, for a quarter of an hour: enough to understand «and if they refuse?»."""

import time
from collections import OrderedDict
from collections.abc import Callable

TURNS, SECONDS, PEOPLE = 3, 15 * 60, 5_000


class Recent:
    """Earlier questions per conversation; bounded in time and number, never written anywhere."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, tuple[str, ...]]] = OrderedDict()

    def of(self, code: str) -> tuple[str, ...]:
        """Earlier questions, oldest first."""
        at, questions = self._held.get(code, (0.0, ()))
        return questions if questions and self._clock() - at < SECONDS else ()

    def add(self, code: str, question: str) -> None:
        """Remember a question; the oldest conversations make room."""
        self._held[code] = (self._clock(), (*self.of(code), question)[-TURNS:])
        self._held.move_to_end(code)
        while self._held and (len(self._held) > PEOPLE or self._stale()):
            self._held.popitem(last=False)

    def forget(self, code: str) -> bool:
        """Drop a conversation; whether there was one."""
        return self._held.pop(code, None) is not None

    def _stale(self) -> bool:
        at, _ = next(iter(self._held.values()))
        return self._clock() - at >= SECONDS
