"""Rules as data (`rules/*.yaml`): a pattern with the value as group `v`, words that speak against it, a check by arithmetic.

Each rule has its own examples: `match` (the value in [[double brackets]]) and `not`; the tests are made from them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from retrieval.entry_file import read_yaml
from retrieval.private.checks import CHECKS
from retrieval.private.finding import Finding
from retrieval.private.view import View, bare
from retrieval.private.words import explain

FOLDER = Path(__file__).with_name("rules")
# The earlier wins where two overlap: what checks itself before what needs words around it.
ORDER = ("secrets", "contacts", "numbers", "documents", "codes", "dates")
_NEAR = 32  # letters before a value in which a word speaks against it


@dataclass(frozen=True)
class Rule:
    """A pattern over the bare view (as typed if `cased`); `hints`: without one of them in the text the rule is not tried."""

    id: str
    type: str
    why: str
    pattern: re.Pattern[str]
    hints: tuple[str, ...]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    check: Callable[[str], bool] | None
    cased: bool

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in the view's own places."""
        if self.hints and not any(hint in view.bare for hint in self.hints):
            return
        for match in self.pattern.finditer(view.text if self.cased else view.bare):
            start, end = match.span("v")
            if self._stands(view, start, end):
                yield Finding(self.type, start, end, self.why)

    def _stands(self, view: View, start: int, end: int) -> bool:
        if self.before and self.before.search(view.bare, max(0, start - _NEAR), start):
            return False
        if self.after and self.after.match(view.bare, end):
            return False
        return self.check is None or self.check(view.text[start:end])


@lru_cache(maxsize=1)
def load() -> tuple[Rule, ...]:
    """All rules, in order."""
    return tuple(rule for name in ORDER for rule in _rules(read_yaml(FOLDER / f"{name}.yaml")))


def expand(pattern: str, lists: dict[str, str]) -> str:
    """Named lists put in for «<name>»; lists may name earlier lists."""
    for name, words in reversed(lists.items()):
        pattern = pattern.replace(f"<{name}>", f"(?:{words})")
    return pattern


def _rules(held: dict[str, Any]) -> Iterator[Rule]:
    lists = held.get("lists", {})
    for item in held["rules"]:
        why = item["why"]

        def pattern(key: str, item: dict[str, Any] = item) -> re.Pattern[str] | None:
            if key not in item:
                return None
            cased = key == "pattern" and item.get("cased")
            return re.compile(expand(item[key], lists) if cased else bare(expand(item[key], lists)))

        found = pattern("pattern")
        assert found is not None
        check = CHECKS[item["check"]] if "check" in item else None
        hints = tuple(map(bare, item.get("hints", ())))
        kind = explain(why, "en").type
        yield Rule(
            item["id"], kind, why, found, hints, pattern("before"), pattern("after"), check, item.get("cased", False)
        )
