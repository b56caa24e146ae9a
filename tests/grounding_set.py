"""The attack set by a fixed half: one was used to tune the checker, the other to measure it. Which was which: docs/model.md."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from retrieval.grounding import Grounds
from retrieval.sentences import sentences
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "grounding"
LANGS = ("kk", "ru", "en")


def tuned_on(row: dict) -> bool:
    """Whether a row is of the half that was read while the checker was written."""
    return int(hashlib.sha256(row["id"].encode()).hexdigest()[:2], 16) % 2 == 0


def rows(lang: str) -> list[dict]:
    return [json.loads(line) for line in (FOLDER / f"{lang}.jsonl").read_text("utf-8").splitlines()]


@dataclass
class Figures:
    """Counts of one language and half: bad sentences and those that passed, by kind; faithful texts, and what became of them."""

    bad: Counter = field(default_factory=Counter)
    passed: Counter = field(default_factory=Counter)
    faithful: int = 0
    refused: int = 0  # nothing of it may be shown
    cut: int = 0  # some sentence may not
    sentences: int = 0
    dropped: int = 0
    why: Counter = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)


@cache
def figures(lang: str, tuned: bool) -> Figures:
    found = Figures()
    for row in rows(lang):
        if tuned_on(row) is tuned:
            grounds = Grounds(row["passages"], lang)
            count(found, row, [grounds.check(sentence) for sentence in sentences(row["text"])])
    return found


def count(found: Figures, row: dict, verdicts: list) -> None:
    if row["faithful"]:
        found.faithful += 1
        found.sentences += len(verdicts)
        whys = [verdict.why for verdict in verdicts if verdict.why]
        found.dropped += len(whys)
        found.why.update(whys)
        found.cut += bool(whys)
        found.refused += len(whys) == len(verdicts)
        return
    for at in row["bad"]:
        found.bad[row["kind"]] += 1
        if verdicts[at].why is None:
            found.passed[row["kind"]] += 1
            found.leaks.append(f"{row['id']}: {verdicts[at].sentence}")
