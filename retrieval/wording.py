"""From a model's stream to sentences that may be shown: whole, grounded, each once. What fails is dropped as if never said."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from retrieval.follow_up import continues
from retrieval.grounding import Grounds
from retrieval.models import Generator, Request
from retrieval.prompts import Task
from retrieval.sentences import split
from retrieval.vectors import Encoder

MOST = 6  # sentences
IN_VAIN = 4  # sentences dropped one after another: the model is not talking about the passages
MARKUP = re.compile(r"^(?:[-•*]\s+|\d{1,2}[.)]\s+|#+\s+)|\*\*|__|`")
THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)
LONGEST_QUESTION = 200


@dataclass
class Tally:
    """How many sentences passed, and why the others did not."""

    passed: int = 0
    dropped: dict[str, int] | None = None

    def drop(self, why: str) -> None:
        """Count one that did not pass."""
        self.dropped = self.dropped or {}
        self.dropped[why] = self.dropped.get(why, 0) + 1


async def worded(
    generator: Generator, task: Task, seconds: float = 90.0, tally: Tally | None = None, encoder: Encoder | None = None
) -> AsyncGenerator[str, None]:
    """Sentences that stand in the task's passages, as they come. Raises ModelError."""
    # In a thread: a large encoder takes a while, and other people go on meanwhile.
    grounds = await asyncio.to_thread(Grounds, task.passages, task.lang, encoder)
    count, vain = tally or Tally(), 0
    seen: set[str] = set()
    async with aclosing(_sentences(generator, Request(task.messages, seconds=seconds))) as said:
        async for sentence in said:
            why = await asyncio.to_thread(_why_not, sentence, grounds, seen, vain)
            vain = vain + 1 if why else 0
            if why:
                count.drop(why)
            else:
                count.passed += 1
                seen.add(sentence.lower())
                yield sentence
            if count.passed >= MOST or vain >= IN_VAIN:
                return


async def asked(generator: Generator, task: Task, seconds: float = 20.0) -> str:
    """What a follow-up asks, as one line to search with. Raises ModelError."""
    text = ""
    async with aclosing(generator.stream(Request(task.messages, max_tokens=60, seconds=seconds))) as pieces:
        async for piece in pieces:
            text = THOUGHT.sub("", text + piece).lstrip()
            if "\n" in text or len(text) > LONGEST_QUESTION:
                break
    return text.partition("\n")[0][:LONGEST_QUESTION].strip()


def _why_not(sentence: str, grounds: Grounds, seen: set[str], vain: int) -> str | None:
    if sentence.lower() in seen:
        return "again"
    if vain and continues(sentence):
        return "leans"  # on one that was dropped
    return grounds.check(sentence).why


async def _sentences(generator: Generator, request: Request) -> AsyncGenerator[str, None]:
    """Whole sentences of a stream, without what a model thinks aloud; what has no end comes last, for the check to refuse."""
    rest = ""
    async with aclosing(generator.stream(request)) as pieces:
        async for piece in pieces:
            rest = THOUGHT.sub("", rest + piece)
            done, rest = ([], rest) if "<think>" in rest else split(rest, ended=False)
            for one in _bare(done):
                yield one
    done, last = split(rest)
    for one in _bare([*done, last]):
        yield one


def _bare(sentences: list[str]) -> list[str]:
    return [bare for one in sentences if (bare := MARKUP.sub("", one).strip())]
