"""`senim eval`: figures per language on question sets."""

import argparse
import json
from pathlib import Path

from bot import engine, settings
from retrieval import evaluate
from retrieval.evaluate import Judged

COLUMNS = ("n", "first", "three", "wrong", "choose", "refused", "language", "n_out", "out_answered", "out_choose", "ms")
DEFAULT = settings.ROOT / "tests" / "questions"


def main(arguments: list[str]) -> int:
    """Print a table; the share of questions in percent, milliseconds as a median."""
    parser = argparse.ArgumentParser(prog="senim eval", description="Figures per language on question sets.")
    parser.add_argument("files", nargs="*", type=Path, help="JSON lines {q, lang, entry?, also?, kind?, context?}")
    parser.add_argument("--held-out", action="store_true", help="only the fixed fifth that nothing is fitted on")
    parser.add_argument("--all", action="store_true", help="also by kind and by section")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument("--errors", action="store_true", help="list the questions whose best candidate is wrong")
    parser.add_argument("--report", type=Path, help="write the table to a Markdown file")
    options = parser.parse_args(arguments)
    rows = list(evaluate.read(options.files or sorted(DEFAULT.glob("*.jsonl"))))
    if options.held_out:
        rows = [row for row in rows if row.held_out]
    judged = evaluate.judge(engine.build(settings.load()), rows)
    table = {
        name: evaluate.figures(group)
        for name, group in evaluate.groups(judged).items()
        if options.all or "/" not in name
    }
    if options.json:
        print(json.dumps(table, ensure_ascii=False, indent=1))
    else:
        print(markdown(table))
    if options.report:
        options.report.write_text(_report(table, options), "utf-8")
    if options.errors:
        print(*(_error(one) for one in judged if one.row.entry and not one.first), sep="\n")
    return 0


def markdown(table: dict[str, dict[str, float]]) -> str:
    """The figures as a Markdown table."""
    lines = ["| | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    lines += [
        f"| {name} | " + " | ".join(f"{row[column]:g}" for column in COLUMNS) + " |" for name, row in table.items()
    ]
    return "\n".join(lines)


def _report(table: dict[str, dict[str, float]], options: argparse.Namespace) -> str:
    """The table under the command that makes it."""
    flags = "".join(f" --{name.replace('_', '-')}" for name in ("held_out", "all") if getattr(options, name))
    meaning = (
        "Shares in percent, `ms` a median; `first`, `three`: a right entry first, in three; `out_…`: from outside."
    )
    files = "".join(f" {path}" for path in options.files)
    return f"# Scoreboard\n\nMade by `senim eval{flags} --report {options.report}{files}`.\n{meaning}\n\n{markdown(table)}\n"


def _error(one: Judged) -> str:
    found = ", ".join(f"{hit.entry} {hit.score:.2f}" for hit in one.answer.candidates[:3])
    return f"{one.answer.status} [{one.row.lang}] {one.row.q}\n    wanted {one.row.entry}\n    found {found}"
