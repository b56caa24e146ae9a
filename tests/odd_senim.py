"""`senim run` with two oddities that tests ask for: a question that takes the process with it, and a clock that jumps.

The clock is off by the seconds in the file that ODD_CLOCK names; a question with the word «deadly» is the end.
"""

import os
import signal
import sys
import time
from pathlib import Path

real, offset = time.time, Path(os.environ.get("ODD_CLOCK", "/nowhere"))


def odd_time() -> float:
    """The wall clock as somebody has set it."""
    return real() + (float(offset.read_text()) if offset.exists() else 0.0)


time.time = odd_time


def main() -> int:
    """Start as an operator would."""
    from bot.cli import main as senim
    from retrieval.answer import Engine

    ask = Engine.ask

    def deadly(engine, question):
        if "deadly" in question.q:
            os.kill(os.getpid(), signal.SIGKILL)
        return ask(engine, question)

    Engine.ask = deadly
    return senim(["run"])


if __name__ == "__main__":
    sys.exit(main())
