"""Which tap shows a card again in another language, so that the bar's languages work on what is being read."""

from typing import TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.views.callbacks import CourseTap, EntryTap, LanguageTap, LetterTap, PageTap, TopicTap

Tap = TypeVar("Tap", bound=CallbackData)


def retold(markup: InlineKeyboardMarkup | None, lang: str) -> str | None:
    """The callback data, or None for a card that has no other language of its own (a reply, a share)."""
    if markup is None:
        return None
    data = [button.callback_data for row in markup.inline_keyboard for button in row if button.callback_data]
    for place in _read(data, CourseTap):
        if place.act == "lang" and place.lang == lang:
            return place.pack()
    entries, topics, pages = _read(data, EntryTap), _read(data, TopicTap), {tap.name for tap in _read(data, PageTap)}
    for entry in entries:
        if entry.act == "share":  # only the answer itself can be shared
            return EntryTap(act="lang", lang=lang, id=entry.id).pack()
    if letters := _read(data, LetterTap):
        return _letter(letters, lang)
    if _read(data, LanguageTap):
        return LanguageTap(lang=lang).pack()
    if not topics or pages - {"start"}:
        return None
    if not pages:
        return PageTap(name="start").pack() if entries else None
    if entries:
        return TopicTap(path=entries[0].id.rpartition("/")[0], lang=lang).pack()
    return TopicTap(path="", lang=lang).pack() if any(tap.path for tap in topics) else None


def _letter(taps: list[LetterTap], lang: str) -> str | None:
    """The list, one letter before it is begun, or the letter under way."""
    acts = {tap.act: tap.id for tap in taps}
    if "begin" in acts:
        return LetterTap(act="lang", lang=lang, id=acts["begin"]).pack()
    if "open" in acts or set(acts) == {"list"}:
        return LetterTap(act="list", lang=lang).pack()
    return LetterTap(act="lang", lang=lang).pack()


def _read(data: list[str], kind: type[Tap]) -> list[Tap]:
    return [kind.unpack(one) for one in data if one.startswith(f"{kind.__prefix__}:")]
