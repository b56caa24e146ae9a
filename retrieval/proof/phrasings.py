"""Rules on phrasings: even in number, unlike the title, unlike each other, unlike those of other entries."""

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from retrieval import more_phrasings, text
from retrieval.entry_file import Entry
from retrieval.guide import Guide
from retrieval.proof.finding import Finding, on

FEWEST, MOST = 16, 20
SAME_OPENING, SAME_FRAME, TOO_NEAR = 3, 10, 0.8


def count(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """An entry with fewer phrasings than its neighbours loses to them."""
    for entry in guide.entries.values():
        if not FEWEST <= len(entry.phrasings) <= MOST or len(entry.phrasings) % 2:
            yield on(
                entry, "phrasings", f"{len(entry.phrasings)} phrasings", f"give {FEWEST} to {MOST}, an even number"
            )


def ids_known(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """More phrasings stand under an entry that exists."""
    ids = set(guide.ids())
    for lang in guide.tongues:
        for path in sorted((guide.root / lang / "phrasings").glob("*.yaml")):
            for unknown in sorted(more_phrasings.read_file(path, []).keys() - ids):
                line = more_phrasings.line_of(path, unknown)
                yield Finding(str(path), line, f"there is no entry {unknown!r}", "mend the id")


def avoid_title(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Half of them do without the title's words: people do not know our titles."""
    for entry in guide.entries.values():
        title = {
            word[:5]
            for word in re.findall(
                r"\b[a-zа-яёәғқңөұүһі]\w{3,}", entry.title.replace(entry.title[:1], entry.title[:1].lower(), 1)
            )
        }
        free = sum(not any(word[:5] in title for word in text.words(one)) for one in entry.phrasings)
        if free * 2 < len(entry.phrasings):
            yield on(
                entry,
                "phrasings",
                f"{free} of {len(entry.phrasings)} do without the title's words",
                "let half of them do so",
            )


def openings(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Different mouths open differently."""
    for entry in guide.entries.values():
        opened = Counter(" ".join(text.words(one)[:2]) for one in entry.phrasings)
        for words, times in opened.items():
            if times > SAME_OPENING:
                yield on(entry, "phrasings", f"{times} begin with {words!r}", f"{SAME_OPENING} at most")


def frames(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """No four-word frame all over the guide: it would be a template, and search would learn it."""
    places: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in guide.entries.values():
        for phrasing in entry.phrasings:
            found = text.words(phrasing)
            for frame in {" ".join(found[at : at + 4]) for at in range(len(found) - 3)}:
                places[entry.lang, frame].append(entry)
    for (_, frame), users in places.items():
        if len(users) > SAME_FRAME:
            yield on(
                users[-1],
                "phrasings",
                f"{frame!r} stands in {len(users)} phrasings of the guide",
                f"{SAME_FRAME} at most",
            )


def near_duplicates(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """No phrasing fits two entries: the same words, order aside, ask for sharper ones."""
    holders: dict[tuple[str, str], list[tuple[Entry, frozenset[str], str]]] = defaultdict(list)
    reported = set()
    for entry in guide.entries.values():
        for phrasing in entry.phrasings:
            bag = frozenset(text.words(text.fold(phrasing)))
            for word in bag if len(bag) < 4 else sorted(bag, key=len)[-3:]:
                for other, others, words in holders[entry.lang, word]:
                    key = (entry.path, other.path, phrasing, words)
                    if key not in reported and len(bag & others) > TOO_NEAR * len(bag | others):
                        reported.add(key)
                        where = "this entry" if other.id == entry.id else other.id
                        yield on(
                            entry,
                            "phrasings",
                            f"{phrasing!r} is nearly {words!r} of {where}",
                            "sharpen both, or drop one",
                        )
            for word in bag:
                holders[entry.lang, word].append((entry, bag, phrasing))
