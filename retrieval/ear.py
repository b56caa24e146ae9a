"""What was heard of the last messages, by a fingerprint that only this process can make: a follow-up need not hear them again."""

import os
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from threading import Lock

from retrieval.look import Heard
from retrieval.query import Query

KEPT = 512  # of 6 kB each


class Ear:
    """Hears messages. Scores are kept, never words, and only those of the last ones."""

    def __init__(self, hear: Callable[[Query], Heard]) -> None:
        self._hear, self._key = hear, os.urandom(16)
        self._kept: OrderedDict[bytes, Heard] = OrderedDict()
        self._lock = Lock()  # long messages are heard in threads

    def afresh(self, message: str) -> Heard:
        """A message that is asked now."""
        heard = self._hear(Query.of(message))
        with self._lock:
            self._kept[self._fingerprint(message)] = heard
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return heard

    def again(self, message: str) -> Heard:
        """A message that was asked before, in most cases not long ago."""
        with self._lock:
            heard = self._kept.get(self._fingerprint(message))
        return heard or self.afresh(message)

    def _fingerprint(self, message: str) -> bytes:
        return blake2b(message.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()
