"""`senim stamp`: an editor's word that a translation says what the Russian text says now."""

import argparse
import re
from pathlib import Path

from bot import settings
from retrieval import guide


def main(arguments: list[str]) -> int:
    """Write `translated_from` into the Kazakh and English files of the entries named (or of all with --all)."""
    parser = argparse.ArgumentParser(
        prog="senim stamp", description="Record that translations match the Russian text as it is now."
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="entries, e.g. guide/rights/credit-decision")
    parser.add_argument("--all", action="store_true", help="every entry")
    options = parser.parse_args(arguments)
    held = guide.load(settings.load().guide)
    if not (options.ids or options.all):
        parser.error("name entries, or give --all")
    unknown = set(options.ids) - set(held.ids())
    if unknown:
        parser.error(f"no such entry: {', '.join(sorted(unknown))}")
    stamped = 0
    for entry_id in held.ids() if options.all else options.ids:
        russian = held.entries.get((entry_id, "ru"))
        for lang in ("kk", "en"):
            entry = held.entries.get((entry_id, lang))
            if russian and entry and entry.translated_from != russian.body_hash:
                _write(Path(entry.path), russian.body_hash)
                stamped += 1
    print(f"{stamped} files stamped")
    return 0


def _write(path: Path, value: str) -> None:
    source = path.read_text("utf-8")
    line = f"translated_from: '{value}'"
    if re.search(r"^translated_from:.*$", source, flags=re.MULTILINE):
        source = re.sub(r"^translated_from:.*$", line, source, count=1, flags=re.MULTILINE)
    else:
        source = re.sub(r"^(review_by:.*)$", rf"\1\n{line}", source, count=1, flags=re.MULTILINE)
    path.write_text(source, "utf-8")
