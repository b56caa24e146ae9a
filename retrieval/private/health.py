"""Health: an illness (`rules/health.yaml`) is private where its sentence says whose it is; a question about it is a topic."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from retrieval.entry_file import read_yaml
from retrieval.private.finding import Finding
from retrieval.private.rules import expand
from retrieval.private.view import View, bare

FILE = Path(__file__).with_name("rules") / "health.yaml"
_WHO_TYPES = frozenset({"NAME", "IIN", "DOB", "PHONE"})
_SENTENCE_END = re.compile(r"[.!?\n](?=\s|$)|\n")
_SIDE, _NEXT = (
    160,
    100,
)  # letters of a sentence to each side; letters in which a second illness belongs to the same person


@dataclass(frozen=True)
class _Patterns:
    ill: re.Pattern[str]
    who_strong: re.Pattern[str]
    who_certain: re.Pattern[str]
    topic: re.Pattern[str]
    about_before: re.Pattern[str]
    about_after: re.Pattern[str]


def find(view: View, found: Sequence[Finding]) -> Iterator[Finding]:
    """Illnesses in the view's own places; `found`: what else is private there, for a name says whose."""
    rules = _load()
    whose = sorted(one.start for one in found if one.type in _WHO_TYPES)
    last = -_NEXT
    for match in rules.ill.finditer(view.bare):
        start, end = _sentence(view.bare, match.start(), match.end())
        named = any(start <= at < end for at in whose)
        if _is_topic(view.bare, match, rules):
            continue
        sentence = view.bare[start:end]
        if rules.topic.search(sentence):
            private = bool(rules.who_certain.search(sentence))
        else:
            private = named or match.start() - last < _NEXT or bool(rules.who_strong.search(sentence))
        if private:
            last = match.end()
            yield Finding("HEALTH", match.start(), match.end(), "health")


def _is_topic(text: str, match: re.Match[str], rules: _Patterns) -> bool:
    before = rules.about_before.search(text, max(0, match.start() - 30), match.start())
    return bool(before or rules.about_after.match(text, match.end()))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    low, high = max(0, start - _SIDE), min(len(text), end + _SIDE)
    before = [one.end() for one in _SENTENCE_END.finditer(text, low, start)]
    after = _SENTENCE_END.search(text, end, high)
    return (before[-1] if before else low), (after.start() if after else high)


@lru_cache(maxsize=1)
def _load() -> _Patterns:
    held = read_yaml(FILE)
    names = ("ill", "who_strong", "who_certain", "topic", "about_before", "about_after")
    return _Patterns(*(re.compile(bare(expand(held[name], held["lists"]))) for name in names))
