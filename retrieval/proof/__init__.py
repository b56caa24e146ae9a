"""Proof-reading: everything about the guide that a machine can see, said so that an editor can mend it."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

from retrieval.guide import Guide
from retrieval.proof import (
    entries,
    glossary,
    languages,
    letters,
    letters_to_send,
    phrasings,
    references,
    style,
    teaching,
)
from retrieval.proof.finding import Finding

Rule = Callable[[Guide, datetime.date], Iterator[Finding]]

RULES: list[Rule] = [
    entries.lengths,
    entries.dates,
    references.sources_known,
    references.contacts_known,
    references.related_known,
    references.items_complete,
    languages.all_languages,
    languages.same_structure,
    languages.same_numbers,
    languages.same_length,
    languages.translations_fresh,
    letters.look_alikes,
    style.legal_sentences_sourced,
    style.sentence_length,
    style.officialese,
    style.no_sentence_twice,
    phrasings.count,
    phrasings.ids_known,
    phrasings.avoid_title,
    phrasings.openings,
    phrasings.frames,
    phrasings.near_duplicates,
    glossary.complete,
    glossary.followed,
    letters_to_send.whole,
    teaching.whole,
    teaching.parts,
    teaching.minutes,
    teaching.quizzes,
]


def check(guide: Guide, today: datetime.date | None = None) -> list[Finding]:
    """Every finding, by file and line; what could not be read at all is an error too."""
    day = today or datetime.datetime.now(datetime.UTC).date()
    broken = [Finding(problem.path, problem.line, problem.what, problem.mend) for problem in guide.problems]
    found = broken + [finding for rule in RULES for finding in rule(guide, day)]
    return sorted((_shown(one) for one in found), key=lambda one: (one.path, one.line))


def _shown(finding: Finding) -> Finding:
    """Paths as an editor types them, from where they stand."""
    path = Path(finding.path)
    here = Path.cwd()
    return finding.at(str(path.relative_to(here))) if path.is_absolute() and path.is_relative_to(here) else finding
