"""What a model worded, under a line that says so, with a mark that machines read and the guide's own words one tap away."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.views.callbacks import EntryTap
from bot.views.screen import Screen, button, escape, keyboard
from bot.views.words import Words
from retrieval.entry_file import Entry
from retrieval.grounding_text import CITED

MARK = "ai-worded"  # the law on AI wants a mark that machines read; the kiosk's page turns it into an attribute


def preview(sentences: Sequence[str], entries: Sequence[Entry], _: Words) -> str:
    """What has passed so far."""
    return _body(sentences, entries, _) if sentences else ""


def worded(sentences: Sequence[str], entries: Sequence[Entry], _: Words) -> Screen:
    """The whole of it."""
    return Screen(f"{_body(sentences, entries, _)}\n\n<code>{MARK}</code>", _back(entries, _))


def nothing(entries: Sequence[Entry], _: Words) -> Screen:
    """Nothing that the model wrote could be shown."""
    return Screen(escape(_("I found no simpler words that say the same. The guide's words stand.")), _back(entries, _))


def away(entries: Sequence[Entry], _: Words) -> Screen:
    """The model did not answer."""
    return Screen(escape(_("The model does not answer now. The guide's words stand.")), _back(entries, _))


def stopped(entries: Sequence[Entry], _: Words) -> Screen:
    """The person pressed Stop before anything could be shown."""
    return Screen(escape(_("Stopped. The guide's words stand.")), _back(entries, _))


def not_tied(_: Words) -> Screen:
    """The question stays without an answer."""
    return Screen(escape(_("I do not see how this belongs to your last question. Please ask it as a whole.")))


def _body(sentences: Sequence[str], entries: Sequence[Entry], _: Words) -> str:
    one = len(entries) == 1
    shown = [CITED.sub("", sentence).replace(" .", ".").strip() if one else sentence for sentence in sentences]
    told = escape(_("A model (AI) worded this from the guide. The guide's words count."))
    lines = [f"<i>{told}</i>", escape(" ".join(shown))]
    if not one:
        lines.append("\n".join(f"[{number}] {escape(entry.title)}" for number, entry in enumerate(entries, 1)))
    return "\n\n".join(lines)


def _back(entries: Sequence[Entry], _: Words) -> InlineKeyboardMarkup:
    label = _("The guide's words")
    return keyboard(
        [button(label if len(entries) == 1 else entry.title, EntryTap(act="open", lang=entry.lang, id=entry.id).pack())]
        for entry in entries
    )
