"""`senim off`: close a door, or a door in one language, with a reason that people see."""

import argparse
import asyncio

from bot import settings
from bot.store.database import close_database, open_database
from bot.store.switches import ALL, DOORS, Switches


def main(arguments: list[str]) -> int:
    """Turn a switch off; it works within seconds, without a restart, and stays until `senim on`."""
    parser = argparse.ArgumentParser(prog="senim off", description="Close a door, with a reason that people see.")
    parser.add_argument("door", choices=DOORS)
    parser.add_argument("--lang", choices=("kk", "ru", "en"), default=ALL, help="only in this language")
    parser.add_argument("--why", required=True, help="the reason, as people will read it")
    options = parser.parse_args(arguments)
    asyncio.run(turn(options.door, options.lang, options.why[:300]))
    print(f"{options.door} is off{'' if options.lang == ALL else f' in {options.lang}'}: {options.why[:300]}")
    return 0


async def turn(door: str, lang: str, why: str | None) -> None:
    """Record the turn of a switch."""
    database = await open_database(settings.load())
    try:
        await Switches(database).turn(door, lang, why)
    finally:
        await close_database(database)
