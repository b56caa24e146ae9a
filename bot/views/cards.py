"""A card for other people's chats: the title, the direct answer, the sources, and a way to the rest."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.links import Links
from bot.views.answer import numbers
from bot.views.screen import Screen, bold, escape
from bot.views.words import Words
from retrieval.entry_file import Entry
from retrieval.guide import Guide


def shared(entry: Entry, guide: Guide, _: Words, links: Links) -> Screen:
    """Short enough for any chat; one button opens the whole answer."""
    sources = "; ".join(guide.named(ref, entry.lang) for ref in guide.refs(entry)[:3])
    parts = [bold(entry.title), numbers(entry, guide) if entry.urgent else "", escape(entry.lead)]
    if sources:
        parts.append(escape(_("Sources") + ": " + sources))
    return Screen("\n\n".join(part for part in parts if part), open_button(_("Read it all"), links, entry))


def send_on(entry: Entry, _: Words) -> InlineKeyboardMarkup:
    """A button that lets its presser pick a chat and puts the entry's card there; only where inline mode is on."""
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=_("Send to a chat"), switch_inline_query=entry.title)]]
    )


def open_button(label: str, links: Links, entry: Entry) -> InlineKeyboardMarkup | None:
    """A button that opens an entry in the bot; none where the bot has no name yet."""
    address = links.telegram(entry.id, entry.lang)
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=label, url=address)]]) if address else None
