"""Concepts: a thesaurus of how people really name things, so that «скинул удостоверение» meets «отправил документ».

A concept lists word beginnings and short phrases per language (`concepts.yaml`); a text becomes the concepts it names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import numpy as np

from retrieval import text
from retrieval.entry_file import read_yaml
from retrieval.text import Grams

FILE = Path(__file__).parent / "concepts.yaml"
_LONGEST = 24
_Phrase = tuple[int, tuple[str, ...]]  # a concept, and how the words after the second begin


@dataclass
class _Item:
    """What a beginning names by itself, and the phrases that it opens, by how their second word begins."""

    names: list[int] = field(default_factory=list)
    opens: dict[str, list[_Phrase]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class _Word:
    """A word of a text: its own beginnings (whole ones end in $), what it names, what it opens."""

    begins: frozenset[str]
    names: list[int]
    opens: list[dict[str, list[_Phrase]]]


class Concepts:
    """Finds concepts in a text: a few dictionary look-ups per word."""

    def __init__(self, items: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self.names = list(items)
        self._hashes = np.array(
            [_hash(name) for name in items], np.uint64
        )  # of names: what is learned outlives new ones
        self._items: dict[str, _Item] = defaultdict(_Item)
        self._known: dict[str, _Word] | None = None
        for number, languages in enumerate(items.values()):
            for item in {item for items in languages.values() for item in items}:
                self._add(number, item)

    def find(self, message: str) -> list[int]:
        """Numbers of the concepts that a text names, one for each time it does."""
        words = text.words(text.fold(message))
        looked = [self._look_up(word) for word in words]
        found = [number for one in looked for number in one.names]
        for at, (one, following) in enumerate(pairwise(looked), 2):
            for opens in one.opens:
                for begin in opens.keys() & following.begins:
                    found += [number for number, rest in opens[begin] if not rest or _follows(words, at, rest)]
        return found

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """While the guide is indexed, words are looked up once: its texts share most of them. Questions leave nothing behind."""
        self._known = {}
        try:
            yield
        finally:
            self._known = None

    def _look_up(self, word: str) -> _Word:
        known = self._known
        if known is not None and word in known:
            return known[word]
        begins = [word[:end] for end in range(1, min(len(word), _LONGEST) + 1)]
        begins.append(f"{word}$")
        items = [self._items[begin] for begin in begins if begin in self._items]
        found = _Word(
            frozenset(begins),
            [number for item in items for number in item.names],
            [item.opens for item in items if item.opens],
        )
        if known is not None:
            known[word] = found
        return found

    def terms(self, message: str) -> Grams:
        """The same as index terms, hashed apart from words and letters."""
        return self._hashes[np.array(self.find(message), np.int64)]

    def _add(self, number: int, item: str) -> None:
        words = [text.fold(word) for word in item.split()]
        if len(words) > 1:
            self._items[words[0].rstrip("$")].opens[words[1]].append((number, tuple(words[2:])))
        elif words:
            self._items[words[0]].names.append(number)


@cache
def load(path: Path = FILE) -> Concepts:
    """The thesaurus, read once a process."""
    return Concepts(read_yaml(path))


@cache
def digest(path: Path = FILE) -> str:
    """A hash of the thesaurus: part of the cache's key."""
    return blake2b(path.read_bytes(), digest_size=4).hexdigest()


def _hash(name: str) -> int:
    return int.from_bytes(blake2b(f"concept {name}".encode(), digest_size=8).digest(), "little")


def _follows(words: Sequence[str], at: int, rest: Iterable[str]) -> bool:
    for offset, begin in enumerate(rest):
        if at + offset >= len(words):
            return False
        word = words[at + offset]
        if word != begin[:-1] if begin.endswith("$") else not word.startswith(begin):
            return False
    return True
