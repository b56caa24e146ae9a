"""Rules across the three languages: the same ids, structure, numbers and sources; no language much shorter; nothing stale."""

import datetime
import re
from collections.abc import Iterator

from retrieval.entry_file import CITATION, Entry
from retrieval.guide import LANGS, Guide
from retrieval.proof.finding import Finding, on

SHORTEST = 0.6
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SAME = (
    "sources", "contacts", "audience", "urgent", "related", "letters", "reviewed", "review_by",
    "minutes", "ages", "grades", "domains",
)  # fmt: skip


def all_languages(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Every entry exists in kk, ru and en."""
    for entry_id in guide.ids():
        held = [lang for lang in LANGS if (entry_id, lang) in guide.entries]
        for lang in set(LANGS) - set(held):
            path = str(guide.root / lang / f"{entry_id}.md")
            yield Finding(
                path, 0, f"missing or unreadable, while {held[0]} has it", "write it, or mend what is reported for it"
            )


def same_structure(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """The same sections, steps, citations and front matter as the Russian text."""
    for russian, other in _pairs(guide):
        for key in _SAME:
            if getattr(russian, key) != getattr(other, key):
                yield on(other, key, f"`{key}` differs from the Russian file", "make them equal")
        if [section.kind for section in russian.sections] != [section.kind for section in other.sections]:
            yield on(
                other, "title", "sections differ from the Russian file", "keep the same headings in the same order"
            )
            continue
        for here, there in zip(other.sections, russian.sections, strict=True):
            shapes = [
                [sum(b.kind == kind for b in one.blocks) for kind in ("step", "item", "part")] for one in (here, there)
            ]
            if shapes[0] != shapes[1]:
                yield on(
                    other,
                    here.line,
                    f"{shapes[0][0]} steps here, {shapes[1][0]} in Russian",
                    "say the same in as many steps",
                )
            cited = [sorted({m[0] for b in one.blocks for m in CITATION.finditer(b.text)}) for one in (here, there)]
            if cited[0] != cited[1]:
                yield on(
                    other,
                    here.line,
                    f"cites {' '.join(cited[0])}, Russian {' '.join(cited[1])}",
                    "cite the same articles",
                )


def same_numbers(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Days, sums, articles and phones are the same set of numbers, part by part: a deadline must not depend on the language."""
    for russian, other in _pairs(guide):
        for line, here, there in _parts(other, russian):
            missing, extra = sorted(_numbers(there) - _numbers(here)), sorted(_numbers(here) - _numbers(there))
            if missing or extra:
                detail = "; ".join(f"{name} {', '.join(n)}" for name, n in (("lacks", missing), ("adds", extra)) if n)
                yield on(other, line, f"numbers differ from the Russian text: {detail}", "say the same, in digits")


def same_length(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """No language gets a summary where another gets the text."""
    for entry_id in guide.ids():
        held = [guide.entries[entry_id, lang] for lang in LANGS if (entry_id, lang) in guide.entries]
        lengths = {entry.lang: _length(entry) for entry in held}
        longest = max(lengths.values())
        for entry in held:
            if lengths[entry.lang] < SHORTEST * longest:
                share = 100 * lengths[entry.lang] // longest
                yield on(
                    entry,
                    "title",
                    f"the text is {share} % as long as the longest language's",
                    "say all that the others say",
                )


def translations_fresh(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """A translation remembers the Russian text it was made from; when that has changed, somebody must look."""
    for russian, other in _pairs(guide):
        if other.translated_from != russian.body_hash:
            what = (
                "was never compared with the Russian text"
                if other.translated_from is None
                else "the Russian text has changed since"
            )
            yield on(other, "translated_from", what, f"read both, mend this one, then run: senim stamp {other.id}")


def _pairs(guide: Guide) -> Iterator[tuple[Entry, Entry]]:
    for (entry_id, lang), entry in guide.entries.items():
        russian = guide.entries.get((entry_id, "ru"))
        if lang != "ru" and russian:
            yield russian, entry


def _parts(entry: Entry, other: Entry) -> Iterator[tuple[int, str, str]]:
    yield max(entry.key_lines.values(), default=1) + 2, entry.lead, other.lead
    for here in entry.sections:
        there = other.section(here.kind)
        if there:
            yield here.line, " ".join(b.text for b in here.blocks), " ".join(b.text for b in there.blocks)


def _numbers(text: str) -> set[str]:
    """Numbers as values: thousands joined, a decimal comma as a point; citations aside."""
    text = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", CITATION.sub("", text))
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return {number.replace(",", ".") for number in _NUMBER.findall(text)}


def _length(entry: Entry) -> int:
    return len(entry.lead) + sum(len(CITATION.sub("", block.text)) for block in entry.blocks())
