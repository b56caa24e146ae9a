"""`senim qr`: QR codes of entries, for posters and handouts."""

import argparse
import sys
from pathlib import Path

from bot import settings
from bot.domain.links import Links
from bot.press import qr
from retrieval import guide


def main(arguments: list[str]) -> int:
    """Write one SVG a language and entry into a folder; says the address of each."""
    parser = argparse.ArgumentParser(prog="senim qr", description="QR codes of entries, for posters and handouts.")
    parser.add_argument("ids", nargs="*", metavar="ID", help="entries (default: all)")
    parser.add_argument("--lang", choices=("kk", "ru", "en"), action="append", help="languages (default: all three)")
    parser.add_argument("--bot", help="the bot's name on Telegram, without @; else SENIM_PUBLIC_URL is used")
    parser.add_argument("--to", type=Path, default=Path("qr"), help="folder (default: qr)")
    options = parser.parse_args(arguments)
    used = settings.load()
    links = Links(username=options.bot) if options.bot else Links(kiosk=used.public_url)
    if not (links.username or links.kiosk):
        parser.error("give --bot NAME, or set SENIM_PUBLIC_URL to the kiosk's public address")
    held = guide.load(used.guide)
    unknown = set(options.ids) - set(held.ids())
    if unknown:
        parser.error(f"no such entry: {', '.join(sorted(unknown))}")
    options.to.mkdir(parents=True, exist_ok=True)
    for entry_id in options.ids or held.ids():
        for lang in options.lang or ("kk", "ru", "en"):
            address = links.entry(entry_id, lang) or ""
            path = options.to / f"{entry_id.replace('/', '_')}-{lang}.svg"
            path.write_text(qr.svg(address), "utf-8")
            print(f"{path} {address}")
    print("Scan one before you print them all.", file=sys.stderr)
    return 0
