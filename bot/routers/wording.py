"""What a model may do, and only when asked: say an answer more simply, make one answer of two, tie a question to the last one.

The guide's own words are there already. A model words; it decides nothing, and nothing of it is shown that does not stand in them.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeVar

from aiogram import F, Router
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, Message

from bot import metrics
from bot.delivery.drafts import Draft
from bot.model import SECONDS, Model
from bot.routers.context import Visitor
from bot.routers.send import say
from bot.services import Services
from bot.views import opened, wording
from bot.views.callbacks import EntryTap, ModelTap
from bot.views.screen import Screen
from bot.views.words import Words
from retrieval import orders, private, prompts
from retrieval.entry_file import Entry
from retrieval.models import ModelError
from retrieval.prompts import Task
from retrieval.turn import Question
from retrieval.wording import Tally, asked, worded

log = logging.getLogger(__name__)
LOOK = 0.2  # seconds between two looks at Stop
T = TypeVar("T")


def setup() -> Router:
    """The router; before the one that opens entries, whose buttons these are."""
    router = Router(name="wording")
    router.callback_query.register(simpler, EntryTap.filter(F.act == "simple"))
    router.callback_query.register(both, ModelTap.filter(F.act == "both"))
    router.callback_query.register(tied, ModelTap.filter(F.act == "tie"))
    return router


async def simpler(tap: CallbackQuery, callback_data: EntryTap, visitor: Visitor, services: Services) -> None:
    """An answer in plainer, fewer words."""
    entry = services.engine.guide.get(callback_data.id, callback_data.lang)
    await _begin(tap, visitor, services, [entry] if entry else [], "")


async def both(tap: CallbackQuery, callback_data: ModelTap, visitor: Visitor, services: Services) -> None:
    """One answer out of the two entries that the last question fits."""
    earlier = services.recent.of(visitor.code)
    found = services.engine.ask(Question(earlier[-1], callback_data.lang)) if earlier else None
    near = [services.engine.guide.get(hit.entry, found.lang) for hit in found.candidates[:2]] if found else []
    entries = [entry for entry in near if entry]
    await _begin(tap, visitor, services, entries if len(entries) == 2 else [], earlier[-1] if earlier else "")


async def tied(tap: CallbackQuery, callback_data: ModelTap, visitor: Visitor, services: Services) -> None:
    """A question that was not understood alone, searched once more as the model understands it after the one before."""
    earlier, alone = services.recent.of(visitor.code), services.unanswered.of(visitor.code)
    if not (earlier and alone and services.model and isinstance(tap.message, Message)):
        await tap.answer(visitor.words("This button is old. Please ask again."), show_alert=True)
    elif await _room(tap, visitor, services.model):
        task = prompts.whole_question(_masked(earlier[-1]), _masked(alone[-1]), callback_data.lang)
        services.model.start(visitor.code, _search(tap.message, task, visitor, services))


async def _begin(tap: CallbackQuery, visitor: Visitor, services: Services, entries: list[Entry], question: str) -> None:
    model, message = services.model, tap.message
    if model is None or not entries or not isinstance(message, Message):
        await tap.answer(visitor.words("This button is old. Please ask again."), show_alert=True)
        return
    if not await _room(tap, visitor, model):
        return
    plain = _masked(question)
    if orders.carries(plain, entries[0].lang):
        plain = ""  # what speaks to the model instead of asking the guide does not reach it
    task = prompts.together(entries, plain) if len(entries) > 1 else prompts.simpler(entries[0])
    words = services.words[entries[0].lang]
    if any(orders.carries(passage, task.lang) for passage in task.passages):
        await say(message, wording.nothing(entries, words))
    else:
        model.start(visitor.code, _word(message, model, task, entries, words, services))


async def _room(tap: CallbackQuery, visitor: Visitor, model: Model) -> bool:
    if model.free(visitor.code):
        await tap.answer()
        return True
    metrics.WORDINGS.labels("busy").inc()
    await tap.answer(
        visitor.words("The model is busy. Try again in a minute; the guide's words are above."), show_alert=True
    )
    return False


async def _word(
    message: Message, model: Model, task: Task, entries: list[Entry], words: Words, services: Services
) -> None:
    passed: list[str] = []
    tally, end = Tally(), wording.nothing
    try:
        async with services.drafts.open(message) as draft:
            said = worded(model.generator, task, SECONDS, tally, services.engine.searcher.encoder)
            async with aclosing(_until_stopped(said, draft)) as sentences:
                async for sentence in sentences:
                    passed.append(sentence)
                    draft.text = wording.preview(passed, entries, words)
            if draft.over.is_set():
                end = wording.stopped
    except ModelError as error:
        log.info("the model gave no answer (%s)", type(error).__name__)
        end = wording.away
    metrics.worded(tally.passed, tally.dropped or {}, end is wording.away)
    await _tell(message, wording.worded(passed, entries, words) if passed else end(entries, words))


async def _tell(message: Message, screen: Screen) -> None:
    try:
        await say(message, screen)
    except AiogramError as error:
        log.info("a wording came too late (%s)", type(error).__name__)


async def _search(message: Message, task: Task, visitor: Visitor, services: Services) -> None:
    model = services.model
    assert model
    words = services.words[task.lang]
    try:
        question = await asked(model.generator, task)
    except ModelError as error:
        log.info("the model gave no answer (%s)", type(error).__name__)
        await _tell(message, wording.away([], words))
        return
    found = services.engine.ask(Question(question, task.lang, forced=True))
    entry = services.engine.guide.get(found.entry, found.lang) if found.entry else None
    shown = opened.card(entry, services.engine.guide, words, simpler=True) if entry else wording.not_tied(words)
    await _tell(message, shown)


async def _until_stopped(items: AsyncGenerator[T, None], draft: Draft) -> AsyncGenerator[T, None]:
    """What comes until Stop is pressed, which is heard between two looks and not only between two sentences."""
    async with aclosing(items):
        while not draft.over.is_set():
            coming = asyncio.ensure_future(anext(items))
            try:
                while not coming.done() and not draft.over.is_set():
                    await asyncio.wait({coming}, timeout=LOOK)
            finally:
                if not coming.done():
                    coming.cancel()
                    await asyncio.wait({coming})
            if coming.cancelled() or isinstance(coming.exception(), StopAsyncIteration):
                return
            yield coming.result()


def _masked(text: str) -> str:
    return private.mask(text, private.find(text), " ")
