"""Figures of the privacy check: `python scripts/privacy_check.py [--half 0|1] [--names kaznerd_valid.txt] [--other FINDINGS.jsonl]`."""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.settings import ROOT
from retrieval import private
from retrieval.private import Finding, score
from retrieval.private.name_book import book


def main() -> None:
    """Print Markdown tables: per type on the dev set, or names alone on sentences with marked people."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", type=int, choices=(0, 1), help="0: the half that rules were tuned on; 1: the other")
    parser.add_argument("--names", type=Path, help="sentences in IOB2 with PERSON, such as KazNERD's")
    parser.add_argument("--other", type=Path, help="findings of another program: JSON lines {text, findings}")
    options = parser.parse_args()
    find: Callable[[str], Sequence[Finding]] = private.find
    if options.other:
        held = {row["text"]: row["findings"] for row in map(json.loads, options.other.read_text("utf-8").splitlines())}
        find = lambda text: [Finding(one["type"], one["start"], one["end"], "") for one in held[text]]  # noqa: E731
    if options.names:
        rows = score.read_iob(options.names)
        private_rows = [row for row in rows if not any(book().look(word).public for word in row.text.split())]
        for name, some in (("all", rows), ("without the well-known", private_rows)):
            table(name, score.score(some, lambda text: [one for one in find(text) if one.type == "NAME"]), ("NAME",))
        return
    files = [ROOT / "tests" / "redaction" / f"{lang}.jsonl" for lang in ("kk", "ru", "en")]
    step = slice(options.half, None, 2) if options.half is not None else slice(None)
    for path in files:
        table(path.stem, score.score(score.read(path)[step], find), ())
    table("together", score.score([row for path in files for row in score.read(path)[step]], find), private.TYPES)


def table(name: str, total: score.Score, types: Sequence[str]) -> None:
    """One line for all types, one for each of `types`."""
    print(
        f"\n**{name}**: {total.disturbed} of {total.clean} clean texts disturbed\n\n| | n | P | R | F1 |\n|---|---|---|---|---|"
    )
    for kind, group in (("all", private.TYPES), *((kind, (kind,)) for kind in types)):
        count = sum(total.right[one] + total.missed[one] for one in group)
        print(f"| {kind} | {count} | " + " | ".join(f"{figure:.2f}" for figure in total.figures(group)) + " |")


if __name__ == "__main__":
    main()
