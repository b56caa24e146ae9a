"""`senim gaps`: what people asked and the guide did not answer, in groups by likeness."""

import argparse
import asyncio
import datetime
import json

from bot import settings
from bot.store.database import close_database, open_database
from bot.store.gaps import Gap, Gaps
from retrieval.likeness import groups

SHOWN = 5  # questions of a group


def main(arguments: list[str]) -> int:
    """Print the groups, largest first; or delete what is old."""
    parser = argparse.ArgumentParser(
        prog="senim gaps", description="Questions that people have handed to the editors, in groups by likeness."
    )
    parser.add_argument(
        "--since", type=datetime.date.fromisoformat, default=datetime.date.min, metavar="DAY", help="YYYY-MM-DD"
    )
    parser.add_argument("--json", action="store_true", help="one JSON line a group, with all its questions")
    parser.add_argument(
        "--delete-before", type=datetime.date.fromisoformat, metavar="DAY", help="delete the older ones"
    )
    options = parser.parse_args(arguments)
    if options.delete_before:
        print(f"{asyncio.run(_delete(options.delete_before))} deleted")
        return 0
    found = asyncio.run(_read(options.since))
    for group in groups([gap.question for gap in found]):
        members = [found[place] for place in group]
        print(_line(members) if options.json else _shown(members))
    if not found and not options.json:
        print("No question has been handed to the editors.")
    return 0


async def _read(since: datetime.date) -> list[Gap]:
    database = await open_database(settings.load())
    try:
        return await Gaps(database).since(since)
    finally:
        await close_database(database)


async def _delete(before: datetime.date) -> int:
    database = await open_database(settings.load())
    try:
        return await Gaps(database).delete_before(before)
    finally:
        await close_database(database)


def _line(members: list[Gap]) -> str:
    told = {
        "count": len(members), "langs": sorted({gap.lang for gap in members}), "last": max(gap.day for gap in members).isoformat(),
        "entries": sorted({gap.entry for gap in members if gap.entry}), "questions": [gap.question for gap in members],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False)


def _shown(members: list[Gap]) -> str:
    told = [
        f"{len(members)} × {', '.join(sorted({gap.lang for gap in members}))}, last {max(gap.day for gap in members)}"
    ]
    different = list(dict.fromkeys(" ".join(gap.question.split()) for gap in members))
    told += [f"    {question}" for question in different[:SHOWN]]
    told += [f"    … and {len(different) - SHOWN} more"] if len(different) > SHOWN else []
    entries = sorted({gap.entry for gap in members if gap.entry})
    return "\n".join([*told, *([f"    under: {', '.join(entries)}"] if entries else [])])
