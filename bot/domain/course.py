"""The course: its modules in order, what each track reads, how far somebody has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from retrieval.entry_file import TRACKS as OWN
from retrieval.entry_file import Block, Entry
from retrieval.guide import Guide

EVERYONE = "everyone"
TRACKS = (EVERYONE, *OWN)
_MODULE = "course/module-"


@dataclass(frozen=True)
class Part:
    """What is read at one go: a title and its blocks."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Mark:
    """How far a module has come: the part that was read last, from 0, and the quiz when it was finished."""

    part: int = 0
    right: int | None = None
    asked: int = 0

    @property
    def done(self) -> bool:
        """Whether its quiz has been played to the end."""
        return self.right is not None


@dataclass(frozen=True)
class Progress:
    """Somebody's way through the course; `track` is empty until they choose, `marks` are keyed by module id."""

    track: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def of(self, module: str) -> Mark:
        """The mark of a module."""
        return self.marks.get(module, Mark())

    def marked(self, module: str, **changes: int) -> "Progress":
        """The same with a changed mark."""
        return replace(self, marks={**self.marks, module: replace(self.of(module), **changes)})

    def dump(self) -> dict[str, Any]:
        """As JSON values."""
        return {"track": self.track, "marks": {key: [m.part, m.right, m.asked] for key, m in self.marks.items()}}

    @classmethod
    def load(cls, data: Mapping[str, Any] | None) -> "Progress":
        """What `dump` made; an empty one of nothing."""
        marks = {key: Mark(*mark) for key, mark in (data or {}).get("marks", {}).items()}
        return cls((data or {}).get("track", ""), marks)


def modules(guide: Guide, lang: str) -> list[Entry]:
    """The course's modules by their number, in that language where it has them."""
    found = [guide.get(one, lang) for one in guide.ids() if number(one)]
    return sorted((entry for entry in found if entry), key=lambda entry: number(entry.id))


def number(entry_id: str) -> int:
    """Which module an entry is, from 1; 0 for any other entry."""
    tail = entry_id.removeprefix(_MODULE)
    return int(tail) if entry_id.startswith(_MODULE) and tail.isdecimal() and len(tail) < 3 else 0


def module_id(place: int) -> str:
    """The id of the module with that number."""
    return f"{_MODULE}{place}"


def parts(entry: Entry, track: str) -> list[Part]:
    """What a track reads of a module: the parts for everyone, and its own."""
    reading = entry.section("reading")
    found: list[tuple[Block, list[Block]]] = []
    for block in reading.blocks if reading else ():
        if block.kind == "part":
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
    return [Part(head.text, tuple(blocks)) for head, blocks in found if head.track in ("", track)]


def here(progress: Progress, found: list[Entry]) -> Entry | None:
    """Where to go on: the module that was begun and not finished, else the first one that is not done."""
    open_ones = [entry for entry in found if not progress.of(entry.id).done]
    begun = [entry for entry in open_ones if entry.id in progress.marks]
    return next(iter(begun or open_ones), None)


def following(entry: Entry, found: list[Entry]) -> Entry | None:
    """The module after this one."""
    return next((one for one in found if number(one.id) > number(entry.id)), None)
