"""Data of buttons: each kind has a letter of its own, or one would be taken for another."""

import inspect

from aiogram.filters.callback_data import CallbackData

from bot.views import callbacks
from tests.citizen import Citizen

KINDS = [
    kind for _, kind in inspect.getmembers(callbacks, inspect.isclass) if issubclass(kind, CallbackData) and kind is not CallbackData
]  # fmt: skip


def test_no_two_kinds_share_a_letter():
    letters = [kind.__prefix__ for kind in KINDS]
    assert len(letters) > 8
    assert sorted(letters) == sorted(set(letters))


async def test_only_a_page_in_a_class_rests_long(app):
    """A checked text must not lie on a public screen for as long as a lesson."""
    events = []
    person = Citizen(app)
    push = person.tab.push
    person.tab.push = lambda event: (events.append(event), push(event))[1]
    await person.says("/check позвоните мне на 8 701 123-45-67")
    assert [event for event in events if event.get("class")] == []
    await person.says("/class")
    assert events[-1].get("class") or any(event.get("class") for event in events)
