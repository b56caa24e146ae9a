"""Rules on what entries point to: sources, contacts, related entries."""

import datetime
import re
from collections.abc import Iterator

from retrieval.entry_file import CITATION
from retrieval.guide import LANGS, Guide
from retrieval.proof.finding import Finding, on

KINDS = {"law", "code", "order", "official", "press", "standard", "software"}
TRUST = {"V", "V-old", "V-press", "V-law", "own"}
_NUMBER = re.compile(r"(?<![\d\w-])(102|111|112|1414|1477)(?!\d)")


def sources_known(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Every citation names a source of sources.yaml, in the text and in the front matter."""
    for entry in guide.entries.values():
        for citation in entry.sources:
            if citation.partition("/")[0] not in guide.sources:
                yield on(
                    entry, "sources", f"unknown source {citation!r}", "add it to sources.yaml or mend its spelling"
                )
        for block in entry.blocks():
            for match in CITATION.finditer(block.text):
                if match[0][1:-1] not in entry.sources:
                    yield on(entry, block.line, f"{match[0]} is not among the entry's sources", "add it to `sources`")


def contacts_known(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Contacts exist; an urgent entry has a number; a number in the text belongs to a contact of the entry."""
    for entry in guide.entries.values():
        for contact in entry.contacts:
            if contact not in guide.contacts:
                yield on(
                    entry, "contacts", f"unknown contact {contact!r}", "add it to contacts.yaml or mend its spelling"
                )
        numbers = {held.number for one in entry.contacts if (held := guide.contacts.get(one)) and held.number}
        if entry.urgent and not numbers:
            yield on(entry, "contacts", "urgent, but no number to call", "name contacts that have one")
        text = CITATION.sub("", " ".join([entry.lead, *(block.text for block in entry.blocks())]))
        for number in sorted(set(_NUMBER.findall(text)) - numbers):
            yield on(entry, "contacts", f"the text names {number}, `contacts` does not", "add the contact's id")


def related_known(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Related entries exist and are others."""
    ids = set(guide.ids())
    for entry in guide.entries.values():
        for other in entry.related:
            if other not in ids:
                yield on(entry, "related", f"there is no entry {other!r}", "mend its spelling or leave it out")
            elif other == entry.id:
                yield on(entry, "related", "the entry is related to itself", "leave it out")


def items_complete(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Sources and contacts speak three languages, with a trust mark that people can be told."""
    sources, contacts = str(guide.root / "sources.yaml"), str(guide.root / "contacts.yaml")
    for source in guide.sources.values():
        if not all(source.title.get(lang) for lang in LANGS):
            yield Finding(sources, 0, f"{source.id} has no title in every language", "add kk, ru and en")
        if source.kind not in KINDS or source.trust not in TRUST:
            yield Finding(
                sources, 0, f"{source.id} has an unknown kind or trust mark", f"use {sorted(KINDS)} and {sorted(TRUST)}"
            )
        if not source.url and source.kind != "software":
            yield Finding(sources, 0, f"{source.id} has no address", "add the official page")
    for contact in guide.contacts.values():
        if not all(contact.title.get(lang) and contact.what_for.get(lang) for lang in LANGS):
            yield Finding(
                contacts, 0, f"{contact.id} does not say in every language what it is for", "add kk, ru and en"
            )
