"""Rules on the glossary: complete, short, and followed by the texts."""

import datetime
import re
from collections.abc import Iterator

from retrieval.guide import LANGS, Guide
from retrieval.proof.finding import Finding, on

LONGEST = 140


def complete(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Every term has a name and a plain meaning of one line in the three languages."""
    path = str(guide.root / "glossary.yaml")
    for term in guide.glossary.terms.values():
        for lang in LANGS:
            if not term.name.get(lang) or not term.plain.get(lang):
                yield Finding(path, 0, f"{term.id} says nothing in {lang}", "write the term and its meaning")
            elif len(term.plain[lang]) > LONGEST:
                yield Finding(
                    path, 0, f"{term.id} ({lang}): {len(term.plain[lang])} characters", f"one line: {LONGEST} at most"
                )


def followed(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """A text that uses a form which the glossary avoids; quotations may, phrasings may."""
    avoided = {lang: _patterns(guide, lang) for lang in LANGS}
    for entry in guide.entries.values():
        for block in entry.blocks():
            bare = re.sub(r"[«“\"][^»”\"]*[»”\"]", "", block.text)
            for pattern, instead in avoided[entry.lang]:
                match = pattern.search(bare)
                if match:
                    yield on(
                        entry, block.line, f"{match[0]!r} is not the glossary's word", f"say {instead!r}", error=False
                    )


def _patterns(guide: Guide, lang: str) -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(rf"\b{re.escape(form)}", re.IGNORECASE), term.name[lang])
        for term in guide.glossary.terms.values()
        for form in term.avoid.get(lang, ())
    ]
