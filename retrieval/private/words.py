"""What a person reads about a finding: its placeholder, its name, why it is a risk; three languages, as data (words.yaml)."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from retrieval.entry_file import read_yaml

FILE = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True)
class Words:
    """`label` stands in a placeholder, `name` in a sentence («IIN», «phone number»), `why` is one line: the risk and what to do."""

    type: str
    label: str
    name: str
    why: str


def explain(why: str, lang: str) -> Words:
    """The words for a finding's `why` (or for a type in lower case) in `kk`, `ru` or `en`."""
    return _all()[why.lower(), lang]


@lru_cache(maxsize=1)
def _all() -> MappingProxyType[tuple[str, str], Words]:
    held: dict[str, dict[str, Any]] = read_yaml(FILE)
    return MappingProxyType(
        {
            (why, lang): Words(item.get("type", why.upper()), **words)
            for why, item in held.items()
            for lang, words in item.items()
            if lang != "type"
        }
    )
