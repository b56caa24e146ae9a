"""Asking the engine where it holds nobody up."""

import asyncio

from retrieval.answer import Engine
from retrieval.turn import Answer, Question

SHORT = 600  # characters; answered in 2-5 ms, see docs/performance-bot.md


async def think(engine: Engine, question: Question) -> Answer:
    """The answer. A short question on the spot: threads would fight over the interpreter; a long one must not stop the others."""
    if len(question.q) <= SHORT:
        return engine.ask(question)
    return await asyncio.to_thread(engine.ask, question)
