"""Which fixed reply a message earns: crisis, harm, small talk. Rules are data (`reply_rules/*.yaml`), each with its examples."""

import re
from dataclasses import dataclass
from pathlib import Path

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
    """All rules, crisis first."""

    def __init__(self, rules: tuple[ReplyRule, ...]) -> None:
        self.rules = rules

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "ReplyRules":
        """Read the rule files; they are code's own data, so a broken one raises ContentError."""
        return cls(tuple(rule for group in ORDER for rule in _rules(group, folder / f"{group}.yaml")))

    def match(self, message: str) -> ReplyRule | None:
        """The first rule that the message matches."""
        lower = message.lower()
        return next((rule for rule in self.rules if rule.pattern.search(lower)), None)


def _rules(group: str, path: Path) -> list[ReplyRule]:
    return [
        ReplyRule(group, reply, re.compile(item["pattern"]))
        for reply, languages in read_yaml(path).items()
        for items in languages.values()
        for item in items
    ]
