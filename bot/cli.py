"""The `senim` command. Each verb imports what it needs when it runs: `ask` and `check` never pay for the bot."""

import argparse
import sys
from importlib import import_module

from bot.settings import SettingsError
from retrieval.entry_file import ContentError

VERBS = {
    "run": "start Senim: the Telegram bot (with BOT_TOKEN) and the kiosk",
    "ask": "answer a question, or JSON lines from standard input",
    "redact": "show what in a text is private, and the text without it",
    "check": "proof-read the guide: path:line: what is wrong; how to mend it",
    "stamp": "record that a translation was made from the Russian text as it is now",
    "qr": "QR codes of entries, for posters and handouts",
    "gaps": "what people asked and the guide did not answer, in groups by likeness",
    "off": "close a door, with a reason that people see",
    "on": "open a door again; without a door, show every turn so far",
    "model": "a small local model that words answers more plainly: list, get, use, try",
    "eval": "figures per language on question sets",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; its exit code is returned. 2 is a wrong setting or call, 130 a pressed Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="senim", description="Senim answers about AI, rights and data from a guide that people can check."
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, about in VERBS.items():
        verbs.add_parser(verb, help=about, description=about, add_help=False)
    chosen, rest = parser.parse_known_args(arguments)
    try:
        code: int = import_module(f"bot.commands.{chosen.verb}").main(rest)
    except (SettingsError, ContentError) as error:
        print(f"senim: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone: nothing to complain about, nobody to complain to
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
