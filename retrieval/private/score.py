"""How well findings match marked texts: precision, recall and F1 per type, and how many clean texts are disturbed."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.private.finding import Finding

Span = tuple[str, int, int]


@dataclass(frozen=True)
class Marked:
    """A text and what is private in it: (type, start, end) each."""

    text: str
    lang: str
    kind: str
    spans: tuple[Span, ...]


@dataclass
class Score:
    """Counts per type: `right` (type equal, half of the longer span shared), `missed`, `wrong`; clean texts and those disturbed."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    disturbed: int = 0

    def figures(self, types: Iterable[str]) -> tuple[float, float, float]:
        """Precision, recall and F1 over some types together; 1.0 where there was nothing to get wrong."""
        right, missed, wrong = (sum(count[kind] for kind in types) for count in (self.right, self.missed, self.wrong))
        precision = right / (right + wrong) if right + wrong else 1.0
        recall = right / (right + missed) if right + missed else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if right else float(not missed + wrong)


def read(path: Path) -> list[Marked]:
    """JSON lines `{"text", "lang"?, "kind"?, "findings": [{"type", "start", "end"}]}`; the language else from the file's name."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Marked(
            row["text"],
            row.get("lang", path.stem),
            row.get("kind", ""),
            tuple((one["type"], one["start"], one["end"]) for one in row["findings"]),
        )
        for row in rows
    ]


def score(rows: Iterable[Marked], find: Callable[[str], Sequence[Finding]]) -> Score:
    """Run a finder over marked texts; each marked span is matched at most once."""
    total = Score()
    for row in rows:
        spans = [(one.type, one.start, one.end) for one in find(row.text)]
        right, missed, wrong = compare(row.spans, spans)
        total.right.update(kind for kind, _, _ in right)
        total.missed.update(kind for kind, _, _ in missed)
        total.wrong.update(kind for kind, _, _ in wrong)
        total.clean += not row.spans
        total.disturbed += bool(spans) and not row.spans
    return total


def compare(wanted: Sequence[Span], found: Sequence[Span]) -> tuple[list[Span], list[Span], list[Span]]:
    """(right, missed, wrong) of one text."""
    left = list(found)
    right: list[Span] = []
    missed: list[Span] = []
    for span in wanted:
        match = next((one for one in left if one[0] == span[0] and _overlap(one, span) >= 0.5), None)
        if match:
            left.remove(match)
        (right if match else missed).append(span)
    return right, missed, left


def _overlap(one: Span, other: Span) -> float:
    common = min(one[2], other[2]) - max(one[1], other[1])
    return common / max(one[2] - one[1], other[2] - other[1])


def read_iob(path: Path) -> list[Marked]:
    """Sentences of `word TAG` lines (IOB2), people as NAME: KazNERD's form. Words are joined as they are printed."""
    rows: list[Marked] = []
    words: list[tuple[str, str]] = []
    for line in (*path.read_text("utf-8").splitlines(), ""):
        if line.strip():
            word, _, tag = line.rpartition(" ")
            words.append((word, tag))
        elif words:
            rows.append(_sentence(words))
            words = []
    return rows


def _sentence(words: Sequence[tuple[str, str]]) -> Marked:
    text = ""
    spans: list[list[int]] = []
    for word, tag in words:
        glue = "" if not text or word in ".,;:!?»)%" or text.endswith(("«", "(")) else " "
        start = len(text) + len(glue)
        text += glue + word
        if tag == "B-PERSON":
            spans.append([start, len(text)])
        elif tag == "I-PERSON" and spans:
            spans[-1][1] = len(text)
    return Marked(text, "kk", "news", tuple(("NAME", start, end) for start, end in spans))
