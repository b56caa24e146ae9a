"""Rules on the model letters: every blank used and explained, the three languages alike, sources and contacts known."""

import datetime
from collections.abc import Iterator

from retrieval.entry_file import CITATION
from retrieval.guide import LANGS, Guide
from retrieval.letters import Letter
from retrieval.proof.finding import Finding

_NUMBERS = ("iin", "bin", "card", "iban", "account_number", "document_number", "signature", "phone", "address")


def whole(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Hold every letter against itself, the guide and the other languages."""
    held: dict[str, dict[str, Letter]] = {}
    for (letter_id, lang), letter in guide.letters.items():
        held.setdefault(letter_id, {})[lang] = letter
    for by_lang in held.values():
        yield from _alike(by_lang)
        for letter in by_lang.values():
            yield from _sound(letter, guide)


def _sound(letter: Letter, guide: Guide) -> Iterator[Finding]:
    named = {blank.id for blank in letter.blanks}
    for blank in sorted(letter.used() ^ named):
        what = "is explained but not used" if blank in named else "is used but not explained"
        yield Finding(letter.path, 2, f"blank {blank!r} {what}", "use it in the text and list it under `blanks`")
    for one in letter.blanks:
        if one.id in _NUMBERS and not one.by_hand:
            yield Finding(letter.path, 2, f"blank {one.id!r} would be typed into a bot", "add by_hand: true")
    cited = {match[0][1:-1] for match in CITATION.finditer(letter.term)} | set(letter.sources)
    for citation in sorted(cited):
        if citation.partition("/")[0] not in guide.sources:
            yield Finding(letter.path, 2, f"unknown source {citation!r}", "add it to sources.yaml or mend its spelling")
    for contact in set(letter.to.contacts) - set(guide.contacts):
        yield Finding(letter.path, 2, f"unknown contact {contact!r}", "add it to contacts.yaml or mend its spelling")
    for entry in set(letter.entries) - set(guide.ids()):
        yield Finding(letter.path, 2, f"there is no entry {entry!r}", "mend the id")


def _alike(by_lang: dict[str, Letter]) -> Iterator[Finding]:
    first = next(iter(by_lang.values()))
    for lang in set(LANGS) - set(by_lang):
        yield Finding(first.path, 0, f"is missing in {lang}", "write it in the three languages")
    for letter in by_lang.values():
        for key in ("sources", "entries", "remind_days"):
            if getattr(letter, key) != getattr(first, key):
                yield Finding(letter.path, 2, f"`{key}` differs between languages", "make them equal")
        if [blank.id for blank in letter.blanks] != [blank.id for blank in first.blanks]:
            yield Finding(letter.path, 2, "blanks differ between languages", "give the same blanks in the same order")
