"""`senim run`: the Telegram bot, with a token, and the kiosk."""

import argparse
import asyncio
import logging
import sys

from bot import engine
from bot import settings as settings_module

NOISY = ("aiohttp.access", "alembic", "asyncio", "faiss.loader", "markdown_it", "sqlalchemy")


def main(arguments: list[str]) -> int:
    """Run until stopped; SIGTERM and Ctrl-C drain first."""
    parser = argparse.ArgumentParser(
        prog="senim run", description="Start Senim: the Telegram bot (with BOT_TOKEN) and the kiosk."
    )
    parser.parse_args(arguments)
    settings = settings_module.load()
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr
    )
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger("aiogram").setLevel(logging.CRITICAL)  # it logs updates that it failed on
    # The index is made while the memory is still empty: what that scatters about is given back before the framework comes in.
    engine.build(settings)
    from bot import process

    return asyncio.run(process.run(settings))
