"""Rules on the course and the lesson packs: sections, tracks, lengths that fit a chat, minutes that add up, quizzes alike."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from retrieval.entry_file import TRACKS, Entry, Section
from retrieval.guide import Guide
from retrieval.proof.finding import Finding, on
from retrieval.quiz import Quiz

SECTIONS = {
    "course": ("reading", "activity", "along"),
    "lessons": ("aim", "materials", "plan", "say", "handout", "offline"),
}
OPTIONAL = {"note"}
DOMAINS = ("engage", "create", "manage", "shape")  # the four of the AI literacy framework AILit (June 2026)
PART, QUESTIONS, PARTS = 1500, {"course": 8, "lessons": 5}, 4
_MINUTES = re.compile(r"(\d+)\s(?:мин|min)\b")


def whole(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """The sections of a module or a pack, in their order; what a pack says of its class."""
    for entry in _teaching(guide):
        kinds = tuple(section.kind for section in entry.sections if section.kind not in OPTIONAL)
        if kinds != SECTIONS[entry.document]:
            yield on(entry, "title", f"has the sections {kinds}", f"write {SECTIONS[entry.document]}, in this order")
        if not entry.minutes:
            yield on(entry, "title", "does not say how long it takes", "add `minutes`")
        if entry.document == "lessons" and len(entry.ages) != 2:
            yield on(entry, "ages", "does not say for what age it is", "add `ages: [10, 12]`")
        if entry.document == "lessons" and not (entry.domains and set(entry.domains) <= set(DOMAINS)):
            yield on(entry, "domains", "names no domains of AILit", "add `domains`, of " + ", ".join(DOMAINS))
        if (entry.id, entry.lang) not in guide.quizzes:
            yield on(entry, "title", "has no quiz that can be read", f"write {entry.id}.quiz.yaml")


def parts(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Each track has something to read; each part fits one message."""
    for entry in _teaching(guide):
        reading = entry.section("reading")
        if reading is None:
            continue
        tracks = Counter(block.track for block in reading.blocks if block.kind == "part")
        for track in TRACKS:
            if not tracks[track]:
                yield on(entry, reading.line, f"no part for {track}", f"write one: ### Title {{{track}}}")
        if tracks[""] < PARTS:
            yield on(entry, reading.line, f"{tracks['']} parts for everyone", f"write {PARTS} at least")
        for title, line, length in _lengths(reading):
            if length > PART:
                yield on(
                    entry, line, f"{title!r} has {length} characters, {PART} are read at one go", "part or shorten it"
                )


def minutes(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """A plan's steps begin with their minutes, and these add up to the lesson."""
    for entry in _teaching(guide):
        plan = entry.section("plan")
        steps = [block for block in plan.blocks if block.kind == "step"] if plan else []
        told = [match for step in steps if (match := _MINUTES.match(step.text))]
        for step in steps:
            if not _MINUTES.match(step.text):
                yield on(entry, step.line, "the step does not begin with its minutes", "begin with «5 мин.», «5 min.»")
        total = sum(int(match[1]) for match in told)
        if plan and entry.minutes and len(told) == len(steps) and total != entry.minutes:
            yield on(entry, plan.line, f"the steps take {total} minutes of {entry.minutes}", "make them add up")


def quizzes(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Enough questions, every track asked, the right option in no fixed place, the same quiz in the three languages."""
    for (entry_id, lang), quiz in guide.quizzes.items():
        path = str(guide.root / lang / f"{entry_id}.quiz.yaml")
        if (entry_id, lang) not in guide.entries:
            yield Finding(path, 0, f"there is no entry {entry_id!r}", "mend the file's name")
            continue
        fewest = QUESTIONS[entry_id.partition("/")[0]]
        if len(quiz) < fewest:
            yield Finding(path, 0, f"{len(quiz)} questions", f"write {fewest} at least")
        if len({question.id for question in quiz}) < len(quiz):
            yield Finding(path, 0, "two questions have one id", "give each its own")
        if len({question.right for question in quiz}) < 2:
            yield Finding(path, 0, "the right option always stands in the same place", "move some")
        for track in TRACKS if entry_id.startswith("course/") else ():
            if track not in {question.track for question in quiz}:
                yield Finding(path, 0, f"no question for {track}", "write one")
        yield from _alike(path, quiz, guide.quizzes.get((entry_id, "ru"), quiz))


def _alike(path: str, quiz: Quiz, russian: Quiz) -> Iterator[Finding]:
    shapes = [[(q.id, q.track, len(q.options), q.right) for q in one] for one in (quiz, russian)]
    for here, there in zip(*shapes, strict=False):
        if here != there:
            yield Finding(
                path, 0, f"question {here[0]} differs from the Russian quiz", "same ids, tracks, options, right place"
            )
    if len(quiz) != len(russian):
        yield Finding(path, 0, f"{len(quiz)} questions, {len(russian)} in Russian", "ask the same")


def _teaching(guide: Guide) -> Iterator[Entry]:
    yield from (entry for entry in guide.entries.values() if entry.document in SECTIONS)


def _lengths(reading: Section) -> Iterator[tuple[str, int, int]]:
    title, line, length = "", reading.line, 0
    for block in reading.blocks:
        if block.kind == "part":
            yield title, line, length
            title, line, length = block.text, block.line, 0
        else:
            length += len(block.text)
    yield title, line, length
