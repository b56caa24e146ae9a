"""Look-alike letters: a Latin «c» in a Cyrillic word cannot be seen on a screen, and no search ever finds it."""

import datetime
import re
import unicodedata
from collections.abc import Iterator

from retrieval.entry_file import Entry
from retrieval.guide import Guide
from retrieval.proof.finding import Finding, on
from retrieval.text import CYRILLIC, LATIN

_WORD = re.compile(r"[^\W\d_]+")


def look_alikes(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Words that mix the two alphabets; the dominant one is counted, not configured. Hyphens part words, so «SMS-код» is fine."""
    for entry in guide.entries.values():
        for where, text in _texts(entry):
            for word in _WORD.findall(text):
                odd = _odd(word)
                if odd:
                    code = f"U+{ord(odd):04X} {unicodedata.name(odd, '?')}"
                    yield on(
                        entry,
                        where,
                        f"{word!r} mixes alphabets: {odd!r} is {code}",
                        "type the letter again in the word's own alphabet",
                    )


def _texts(entry: Entry) -> Iterator[tuple[str | int, str]]:
    yield "title", entry.title
    for phrasing in entry.phrasings:
        yield "phrasings", phrasing
    yield max(entry.key_lines.values(), default=1) + 2, entry.lead
    for block in entry.blocks():
        yield block.line, block.text


def _odd(word: str) -> str | None:
    cyrillic, latin = CYRILLIC.findall(word), LATIN.findall(word)
    if not (cyrillic and latin):
        return None
    return str((latin if len(cyrillic) >= len(latin) else cyrillic)[0])
