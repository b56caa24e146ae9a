"""Question sets to figures: right first, right in three, answered and wrong, chosen, refused; per language, section, kind."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.answer import Engine
from retrieval.entry_file import ContentError
from retrieval.turn import Answer, Question, Status

HELD_OUT = 5  # one row in five is never used for fitting anything
SHOWN = (Status.answered, Status.choose)


@dataclass(frozen=True)
class Row:
    """A question and the entries that answer it; without an entry it is outside the guide."""

    q: str
    lang: str
    entry: str | None = None
    also: tuple[str, ...] = ()
    kind: str = ""
    context: tuple[str, ...] = ()

    @property
    def good(self) -> frozenset[str]:
        """Entries that count as right."""
        return frozenset((self.entry, *self.also)) if self.entry else frozenset()

    @property
    def held_out(self) -> bool:
        """Whether the row belongs to the fixed fifth; decided by its own words, so it never moves."""
        return hashlib.sha256(self.q.strip().lower().encode()).digest()[0] % HELD_OUT == 0


@dataclass(frozen=True)
class Judged:
    """A row and what became of it."""

    row: Row
    answer: Answer

    @property
    def first(self) -> bool:
        """The best candidate is right."""
        return bool(self.answer.candidates) and self.answer.candidates[0].entry in self.row.good

    @property
    def in_three(self) -> bool:
        """One of the first three candidates is right."""
        return any(hit.entry in self.row.good for hit in self.answer.candidates[:3])

    @property
    def wrong(self) -> bool:
        """Answered, and with another entry."""
        return self.answer.status is Status.answered and self.answer.entry not in self.row.good


def read(paths: Iterable[Path]) -> Iterator[Row]:
    """Rows of question files. Raises ContentError with path and line."""
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip():
                yield _row(path, number, line)


def judge(engine: Engine, rows: Iterable[Row]) -> list[Judged]:
    """Ask every question as its person would, with their chosen language and what they asked before."""
    return [Judged(row, engine.ask(Question(row.q, row.lang, context=row.context))) for row in rows]


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Shares in percent; those of questions inside the guide and of those outside stand apart."""
    inside = [one for one in judged if one.row.entry]
    outside = [one for one in judged if not one.row.entry]
    return {
        "n": len(inside),
        "first": _share(inside, lambda one: one.first),
        "three": _share(inside, lambda one: one.in_three),
        "wrong": _share(inside, lambda one: one.wrong),
        "choose": _share(inside, lambda one: one.answer.status is Status.choose),
        "refused": _share(inside, lambda one: one.answer.status not in SHOWN),
        "language": _share(judged, lambda one: one.answer.lang == one.row.lang),
        "n_out": len(outside),
        "out_answered": _share(outside, lambda one: one.answer.status is Status.answered),
        "out_choose": _share(outside, lambda one: one.answer.status is Status.choose),
        "ms": sorted(one.answer.ms for one in judged)[len(judged) // 2] if judged else 0.0,
    }


def groups(judged: Sequence[Judged]) -> Mapping[str, list[Judged]]:
    """By language, then by kind and by section within it."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        found[one.row.lang].append(one)
        found[f"{one.row.lang} / {one.row.kind or 'any'}"].append(one)
        if one.row.entry:
            found[f"{one.row.lang} / {one.row.entry.rpartition('/')[0]}"].append(one)
    return dict(sorted(found.items()))


def _share(rows: Sequence[Judged], test: object) -> float:
    return round(100 * sum(map(test, rows)) / len(rows), 1) if rows else 0.0  # type: ignore[call-overload]


def _row(path: Path, number: int, line: str) -> Row:
    try:
        data = json.loads(line)
        return Row(
            q=data["q"], lang=data["lang"], entry=data.get("entry"), also=tuple(data.get("also", ())), kind=data.get("kind", ""),
            context=tuple(data.get("context", ())),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise ContentError(
            path, number, f"is no question ({type(error).__name__})", 'write {"q", "lang", "entry"?}'
        ) from None
