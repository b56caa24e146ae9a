"""The value that the search for private data ends in."""

from dataclasses import dataclass

TYPES = (
    "IIN", "BIN", "PHONE", "CARD", "IBAN", "EMAIL", "DOC", "NAME", "ADDRESS", "PASSWORD", "PLATE", "DOB", "HEALTH",
    "SECRET", "IP", "GEO",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One piece of private data; `start` and `end` are string indices of the value alone, without its label word.

    `type` is one of TYPES; `why` is a key of words.yaml (`explain(why, lang)` says it in words), never the value.
    """

    type: str
    start: int
    end: int
    why: str
