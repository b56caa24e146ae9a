"""Lesson packs on screens: the list with its filters, one pack, what is in it."""

from aiogram.types import InlineKeyboardButton

from bot.domain.lessons import AGES, MINUTES, Wish
from bot.views import body
from bot.views.callbacks import EntryTap, LessonTap, TopicTap
from bot.views.course import facts, home_button
from bot.views.screen import Screen, bold, button, escape, keyboard
from bot.views.words import NAMES, Words
from retrieval.entry_file import Entry


def act(label: str, name: str, lang: str, value: str = "") -> InlineKeyboardButton:
    """A button of the lessons."""
    return button(label, LessonTap(act=name, lang=lang, id=value).pack())


def listing(found: list[Entry], wish: Wish, _: Words) -> Screen:
    """The packs that fit, and the buttons that narrow them down; what is chosen is marked, a second tap lets it go."""
    text = [bold(_("Lessons to teach")), escape(_("Choose the age and the time that you have."))]
    if not found:
        text.append(escape(_("No lesson is so short for this age. Give it more time.")))
    rows = [[_entry(entry.title, "open", entry, entry.lang)] for entry in found]
    ages = [
        _filter(_age(at, _), Wish(-1 if at == wish.age else at, wish.time), at == wish.age, _)
        for at in range(len(AGES))
    ]
    times = [
        _filter(
            _("{minutes} min").format(minutes=most), Wish(wish.age, -1 if at == wish.time else at), at == wish.time, _
        )
        for at, most in enumerate(MINUTES)
    ]
    ways = [button(_("All topics"), TopicTap(path="", lang=_.lang).pack()), home_button(_)]
    return Screen("\n\n".join(text), keyboard([*rows, ages[:3], ages[3:], times, ways]))


def _age(at: int, _: Words) -> str:
    low, high = AGES[at]
    return _("Grown-ups") if high > 90 else _("{low}-{high} years").format(low=low, high=high)


def _filter(label: str, wish: Wish, marked: bool, _: Words) -> InlineKeyboardButton:
    return act(f"• {label} •" if marked else label, "list", _.lang, wish.text)


def for_whom(entry: Entry, _: Words) -> str:
    """Age, grades and AILit domains of a pack."""
    domains = {
        "engage": _("engaging with AI"),
        "create": _("creating with AI"),
        "manage": _("managing AI"),
        "shape": _("shaping AI"),
    }
    told = []
    if len(entry.ages) == 2:
        low, high = entry.ages
        told.append(
            _("Age: {low} and older.").format(low=low)
            if high > 90
            else _("Age: {low}-{high}.").format(low=low, high=high)
        )
    if len(entry.grades) == 2:
        told.append(_("Grades: {low}-{high}.").format(low=entry.grades[0], high=entry.grades[1]))
    if entry.domains:
        told.append(
            _("AI literacy (AILit): {domains}.").format(
                domains=", ".join(domains.get(one, one) for one in entry.domains)
            )
        )
    return " ".join(told)


def card(entry: Entry, _: Words) -> Screen:
    """A pack as it opens from anywhere: what it gives, for whom, how long."""
    name = entry.id.partition("/")[2]
    text = [bold(entry.title), escape(entry.lead), escape(f"{facts(entry, _)} {for_whom(entry, _)}".strip())]
    rows = [
        [act(_("Preview"), "preview", entry.lang, name), act(_("Send me the pack"), "pack", entry.lang, name)],
        [act(_("Try the quiz"), "quiz", entry.lang, name)],
        [_entry(NAMES[lang], "lang", entry, lang) for lang in NAMES if lang != entry.lang],
        [_entry(_("Share"), "share", entry, entry.lang), act(_("All lessons"), "list", entry.lang)],
    ]
    return Screen("\n\n".join(text), keyboard(rows))


def preview(entry: Entry, _: Words) -> Screen:
    """The aim and the plan."""
    name = entry.id.partition("/")[2]
    text = [bold(entry.title)]
    for kind in ("aim", "materials", "plan"):
        section = entry.section(kind)
        if section:
            text.append(f"{bold(section.heading)}\n{body.lines(section.blocks, entry)}")
    return Screen("\n\n".join(text), keyboard([[act(_("Send me the pack"), "pack", entry.lang, name)]]))


def caption(entry: Entry, _: Words) -> str:
    """What stands under the file of a pack."""
    told = _("{title}: the plan, the handout for the class, the quiz; the answers are on the last page.")
    return escape(told.format(title=entry.title))


def _entry(label: str, name: str, entry: Entry, lang: str) -> InlineKeyboardButton:
    return button(label, EntryTap(act=name, lang=lang, id=entry.id).pack())
