"""An entry opened from anywhere: a search, the topics, a link, another entry. Here, once, each document gets its own card."""

from bot.views import answer, course, lessons
from bot.views.screen import Screen, escape
from bot.views.words import Words
from retrieval.entry_file import Entry
from retrieval.guide import Guide


def card(entry: Entry, guide: Guide, _: Words, notes: list[str] | None = None, simpler: bool = False) -> Screen:
    """The card; `notes` (private data seen, a review overdue) stand on it whatever the document; `simpler`: a model is there."""
    if entry.document == "guide":
        return answer.card(entry, guide, _, notes, simpler)
    shown = course.card(entry, _) if entry.document == "course" else lessons.card(entry, _)
    return Screen("\n\n".join([shown.text, *(f"<i>{escape(note)}</i>" for note in notes or [])]), shown.keyboard)
