"""The lists that grounding reads by, one file a language, each list as one pattern over a word or over a text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from retrieval.entry_file import read_yaml

FOLDER = Path(__file__).parent / "grounding_rules"
FORCES = ("must_not", "need_not", "must", "advised", "should", "may")
_LISTS = (
    "light", "negators", "turning", "lacking", "weighty", "opposed", "months", "secrets", "giving", "dangling", "changing", "plain",
)  # fmt: skip


@dataclass(frozen=True)
class Rules:
    """A language's lists. `word`: over a word; `force`, `bounds`, `because`, `therefore`: over a text."""

    word: Mapping[str, re.Pattern[str]]
    force: Mapping[str, tuple[re.Pattern[str], ...]]
    bounds: Mapping[str, re.Pattern[str]]
    units: Mapping[str, re.Pattern[str]]
    roles: Mapping[str, re.Pattern[str]]
    reach: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, float]
    synonyms: tuple[tuple[str, ...], ...]
    since: re.Pattern[str]
    because: re.Pattern[str]
    therefore: re.Pattern[str]
    conditional: re.Pattern[str]
    answers: re.Pattern[str]
    joints: re.Pattern[str]
    order_ends: re.Pattern[str] | None
    before: re.Pattern[str] | None
    idioms: re.Pattern[str]
    forms: Mapping[str, str]
    orders: frozenset[str]
    elsewhere: tuple[str, ...]
    aside: Mapping[str, frozenset[str]]


@cache
def rules(lang: str) -> Rules:
    """The lists of a language, read once."""
    data = read_yaml(FOLDER / f"{lang}.yaml")
    return Rules(
        word={name: _beginnings(data[name]) for name in _LISTS},
        force={name: tuple(re.compile(one) for one in data[name]) for name in FORCES},
        bounds={name: re.compile("|".join(items)) for name, items in data["bounds"].items()},
        units={name: _beginnings(items) for name, items in data["units"].items()},
        roles={name: _beginnings(items) for name, items in data["roles"].items()},
        reach={name: _beginnings(items) for name, items in data["universal"].items()},
        numbers=data["number_words"],
        synonyms=tuple(tuple(group) for group in data["synonyms"]),
        since=re.compile("|".join(data["since"])),
        because=re.compile("|".join(data["because"])),
        therefore=re.compile("|".join(data["therefore"])),
        conditional=re.compile("|".join(data["conditional"])),
        answers=re.compile(rf"(?:{'|'.join(data['answers'])})\s*[,.!—–-]\s+(?=\w)", re.IGNORECASE),
        joints=re.compile("|".join(data["joints"])),
        order_ends=re.compile(data["order_ends"]) if data["order_ends"] else None,
        before=re.compile(data["before"]) if data["before"] else None,
        idioms=re.compile("|".join(data["idioms"])),
        forms=data["forms"],
        elsewhere=tuple(data["elsewhere"]),
        orders=frozenset(data["orders"]),
        aside={where: frozenset(words) for where, words in data["aside"].items()},
    )


def _beginnings(items: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        "|".join(re.escape(item.rstrip("$")) + (r"\Z" if item.endswith("$") else "") for item in items) or r"(?!)"
    )
