"""Entries to passages: what is indexed on its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.entry_file import CITATION, Entry


@dataclass(frozen=True)
class Passage:
    """A phrasing, a title, the direct answer or a section of an entry; `kind` says which."""

    entry: str
    lang: str
    kind: str
    text: str


def passages(entry: Entry) -> Iterator[Passage]:
    """The entry's passages; citations are taken out, since nobody asks with them."""
    yield Passage(entry.id, entry.lang, "title", entry.title)
    for phrasing in entry.asked:
        yield Passage(entry.id, entry.lang, "phrasing", phrasing)
    yield Passage(entry.id, entry.lang, "lead", entry.lead)
    for section in (
        entry.sections if entry.document == "guide" else ()
    ):  # a lesson's text would shadow the entries it teaches
        body = " ".join(block.text for block in section.blocks)
        yield Passage(entry.id, entry.lang, section.kind, CITATION.sub("", body))
