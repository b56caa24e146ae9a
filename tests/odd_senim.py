"""`senim run` with oddities that tests ask for: a question that takes the process with it, one that is answered slowly at
length, and a clock that jumps.

The clock is off by the seconds in the file that ODD_CLOCK names; a question with the word «deadly» is the end.
"""

import asyncio
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


async def at_length(message, services) -> None:
    """Up to two hundred sentences, as a model would write them: until somebody presses Stop."""
    async with services.drafts.open(message) as draft:
        for number in range(1, 201):
            draft.text += f"Sentence {number}. "
            await asyncio.sleep(0.05)
            if draft.over.is_set():
                break
    await message.answer(draft.text)


def main() -> int:
    """Start as an operator would."""
    from bot.cli import main as senim
    from bot.routers import ask as router
    from retrieval.answer import Engine

    ask, answered = Engine.ask, router.ask

    async def asked(message, visitor, services):
        """Replaces the router's own handler."""
        if "at length" in message.text:
            await at_length(message, services)
        else:
            await answered(message, visitor, services)

    router.ask = asked

    def deadly(engine, question):
        if "deadly" in question.q:
            os.kill(os.getpid(), signal.SIGKILL)
        return ask(engine, question)

    Engine.ask = deadly
    return senim(["run"])


if __name__ == "__main__":
    sys.exit(main())
