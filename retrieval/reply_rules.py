"""Which fixed reply a message earns: crisis, harm, small talk. Rules are data (`reply_rules/*.yaml`), each with its examples."""

import re
from dataclasses import dataclass
from pathlib import Path

from retrieval import text
from retrieval.entry_file import read_yaml

FOLDER = Path(__file__).parent / "reply_rules"
ORDER = ("crisis", "harm", "smalltalk")  # a person in danger comes before everything


@dataclass(frozen=True)
class ReplyRule:
    """A pattern over lower-cased text and the key of the fixed reply that it earns."""

    group: str
    reply: str
    pattern: re.Pattern[str]


class ReplyRules:
    """All rules, crisis first. A rule written in one script is not tried on a message that has no letter of it: half the time."""

    def __init__(self, rules: tuple[ReplyRule, ...]) -> None:
        self.rules = rules
        self._needed = [_needed(rule.pattern.pattern) for rule in rules]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "ReplyRules":
        """Read the rule files; they are code's own data, so a broken one raises ContentError."""
        return cls(tuple(rule for group in ORDER for rule in _rules(group, folder / f"{group}.yaml")))

    def match(self, message: str) -> ReplyRule | None:
        """The first rule that the message matches."""
        lower = message.lower()
        there = {script for script in _SCRIPTS if script.search(lower)}
        tried = (
            rule for rule, needed in zip(self.rules, self._needed, strict=True) if needed is None or needed in there
        )
        return next((rule for rule in tried if rule.pattern.search(lower)), None)


_SCRIPTS = (text.CYRILLIC, text.LATIN)
_ESCAPED = re.compile(r"\\.|\(\?[a-z]")  # \b, \w and flags are not letters that a message must have


def _needed(pattern: str) -> re.Pattern[str] | None:
    """The one script that all letters of a pattern are of; None when there are two, or none."""
    letters = _ESCAPED.sub("", pattern)
    found = [script for script in _SCRIPTS if script.search(letters)]
    return found[0] if len(found) == 1 else None


def _rules(group: str, path: Path) -> list[ReplyRule]:
    return [
        ReplyRule(group, reply, re.compile(item["pattern"]))
        for reply, languages in read_yaml(path).items()
        for items in languages.values()
        for item in items
    ]
