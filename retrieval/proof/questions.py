"""Development questions stay apart from what is indexed: a question that is nearly a phrasing measures nothing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from retrieval import evaluate, text
from retrieval.guide import Guide
from retrieval.proof.finding import Finding

TOO_NEAR = 0.75


def apart(guide: Guide, files: Sequence[Path]) -> Iterator[Finding]:
    """Questions of the files that equal or nearly equal an indexed phrasing of their language, and ids that do not exist."""
    phrasings: dict[str, list[tuple[frozenset[str], str, str]]] = defaultdict(list)
    for entry in guide.entries.values():
        for phrasing in entry.asked:
            bag = frozenset(text.words(text.fold(phrasing)))
            for word in bag:
                phrasings[entry.lang + word].append((bag, phrasing, entry.id))
    ids = set(guide.ids())
    for path in files:
        for number, row in enumerate(evaluate.read([path]), 1):
            for unknown in row.good - ids:
                yield Finding(str(path), number, f"there is no entry {unknown!r}", "mend the id")
            twin = None if row.context else _twin(frozenset(text.words(text.fold(row.q))), row.lang, phrasings)
            if twin:
                yield Finding(str(path), number, f"{row.q!r} is nearly the phrasing {twin!r}", "write another question")


def _twin(bag: frozenset[str], lang: str, phrasings: dict[str, list[tuple[frozenset[str], str, str]]]) -> str | None:
    for word in sorted(bag, key=len)[-3:]:
        for other, phrasing, _ in phrasings[lang + word]:
            if len(bag & other) > TOO_NEAR * len(bag | other):
                return phrasing
    return None
