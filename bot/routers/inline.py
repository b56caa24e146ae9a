"""Inline mode: find an entry from any chat and share it there as a card."""

import asyncio

from aiogram import Router
from aiogram.types import InlineQuery, InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions

from bot.routers.context import Visitor
from bot.services import Services
from bot.views import cards
from bot.views.pages import TILES
from retrieval import private, text
from retrieval.entry_file import Entry

SHOWN = 8


def setup() -> Router:
    """The router."""
    router = Router(name="inline")
    router.inline_query.register(find)
    return router


async def find(query: InlineQuery, visitor: Visitor, services: Services) -> None:
    """The nearest entries in the language of the words typed; the most asked ones for none."""
    typed = text.tidy(query.query)[:300]
    lang = services.engine.searcher.languages.tell(typed, visitor.lang) if typed else visitor.lang
    ids = await asyncio.to_thread(_near, typed, services) if typed else list(TILES)
    found = [entry for one in ids[:SHOWN] if (entry := services.engine.guide.get(one, lang))]
    await query.answer([_result(entry, services) for entry in found], cache_time=60, is_personal=True)


def _near(typed: str, services: Services) -> list[str]:
    masked = private.searchable(typed, private.find(typed))
    return [hit.entry for hit in services.engine.searcher.search(masked).all]


def _result(entry: Entry, services: Services) -> InlineQueryResultArticle:
    card = cards.shared(entry, services.engine.guide, services.words[entry.lang], services.links)
    content = InputTextMessageContent(
        message_text=card.text, parse_mode="HTML", link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(
        id=f"{entry.lang}:{entry.id}"[:64], title=entry.title, description=entry.lead[:120], input_message_content=content,
        reply_markup=card.keyboard,
    )  # fmt: skip
