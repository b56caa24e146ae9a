"""`senim on`: open a door again, or show how the switches stand."""

import argparse
import asyncio
import datetime

from bot import settings
from bot.commands.off import turn
from bot.store.database import close_database, open_database
from bot.store.switches import ALL, DOORS, Switches


def main(arguments: list[str]) -> int:
    """Turn a switch on; without a door, print every turn so far."""
    parser = argparse.ArgumentParser(
        prog="senim on", description="Open a door again; without a door, show every turn so far."
    )
    parser.add_argument("door", nargs="?", choices=DOORS)
    parser.add_argument("--lang", choices=("kk", "ru", "en"), default=ALL, help="only in this language")
    options = parser.parse_args(arguments)
    if options.door:
        asyncio.run(turn(options.door, options.lang, None))
        print(f"{options.door} is on")
    else:
        asyncio.run(_show())
    return 0


async def _show() -> None:
    database = await open_database(settings.load())
    try:
        for one in await Switches(database).history():
            at = datetime.datetime.fromtimestamp(one.at, datetime.UTC).strftime("%Y-%m-%d %H:%M")
            print(f"{at} {one.door} {one.lang} {'on' if one.why is None else f'off: {one.why}'}")
    finally:
        await close_database(database)
