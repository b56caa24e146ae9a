"""Asking the engine where it holds nobody up; what takes long has a preview."""

import asyncio

from aiogram.types import Message

from bot.services import Services
from retrieval.turn import Answer, Question

SHORT = 600  # characters; answered in 3 ms, see docs/performance-bot.md


async def think(message: Message, services: Services, question: Question) -> Answer:
    """The answer. A short question on the spot: threads would fight over the interpreter; a long one must not stop the others."""
    if len(question.q) <= SHORT:
        return services.engine.ask(question)
    async with services.drafts.open(message):
        return await asyncio.to_thread(services.engine.ask, question)
