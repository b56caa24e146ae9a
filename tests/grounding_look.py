"""Figures of a set of true and false texts, never its rows: `python -m tests.grounding_look tests/grounding_unseen`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from retrieval.grounding import Grounds
from retrieval.sentences import sentences
from tests.grounding_set import LANGS, Figures, count


def look(folder: Path) -> dict[str, Figures]:
    """Counts by language."""
    found = {lang: Figures() for lang in LANGS}
    for lang, figures in found.items():
        for line in (folder / f"{lang}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            grounds = Grounds(row["passages"], lang)
            count(figures, row, [grounds.check(one) for one in sentences(row["text"])])
    return found


def claims(path: Path) -> Counter:
    """(label, whether it passes) of Kazakh claims."""
    found: Counter = Counter()
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        grounds = Grounds(row["passages"], "kk")
        found[row["label"], not any(grounds.check(one).why for one in sentences(row["text"]))] += 1
    return found


def main(folder: Path) -> None:
    found = look(folder)
    for lang, one in found.items():
        print(
            f"| {lang} | {one.passed.total()} of {one.bad.total()} | {one.refused} of {one.faithful} | {one.cut} of {one.faithful} | {one.dropped} of {one.sentences} |"
        )
    for kind in sorted({kind for one in found.values() for kind in one.bad}):
        print(f"| {kind} | " + " | ".join(f"{one.passed[kind]} of {one.bad[kind]}" for one in found.values()) + " |")
    print("why faithful sentences fall:", sum((one.why for one in found.values()), Counter()).most_common())
    for path in folder.glob("claims*kk.jsonl"):
        print("claims:", dict(claims(path)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
