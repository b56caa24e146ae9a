"""The course on screens: its front page, a module's card, what is read part by part, the activity, what to take along."""

from aiogram.types import InlineKeyboardButton

from bot.domain import course
from bot.domain.course import Progress
from bot.views import body
from bot.views.callbacks import CourseTap, EntryTap, PageTap, TopicTap
from bot.views.screen import Screen, bold, button, escape, keyboard
from bot.views.words import NAMES, Words
from retrieval.entry_file import Entry
from retrieval.guide import Guide

Row = list[InlineKeyboardButton]


def act(label: str, name: str, lang: str, value: str = "") -> InlineKeyboardButton:
    """A button of the course."""
    return button(label, CourseTap(act=name, lang=lang, id=value).pack())


def home_button(_: Words) -> InlineKeyboardButton:
    """The way to the course's front page."""
    return act(_("AI course"), "home", _.lang)


def home(guide: Guide, _: Words, progress: Progress, kept: bool, keepable: bool) -> Screen:
    """The modules with what is done, where to go on, and whether results are kept."""
    found = course.modules(guide, _.lang)
    if not found:
        return Screen(escape(_("There is no course in this guide yet.")), keyboard([_ways(_)]))
    if not progress.track:
        return tracks(_)
    done = sum(progress.of(entry.id).done for entry in found)
    told = [
        _("Track: {track}.").format(track=track_name(progress.track, _)),
        _("Modules done: {done} of {count}.").format(done=done, count=len(found)),
        kept_line(_, kept) if keepable else "",
    ]
    text = "\n\n".join([bold(_("AI course")), escape(intro(found, _)), escape(" ".join(told).strip())])
    return Screen(text, keyboard([_go_on(progress, found, _), *_tiles(progress, found, _), *_tools(_, kept, keepable)]))


def intro(found: list[Entry], _: Words) -> str:
    """What the course is, in two sentences."""
    told = _(
        "Modules: {count}. Each has a short reading, an activity without a computer and a quiz; in all about {minutes} minutes."
    )
    return told.format(count=len(found), minutes=sum(entry.minutes or 0 for entry in found))


def kept_line(_: Words, kept: bool) -> str:
    """Whether results are kept."""
    if kept:
        return _("Your results are kept until you delete them.")
    return _("Your results are not kept: they live 15 minutes after your last touch.")


def tracks(_: Words) -> Screen:
    """For whom the course is to be: four buttons."""
    text = _("The reading and the questions change a little with it.")
    rows = [[act(track_name(one, _), "track", _.lang, one)] for one in course.TRACKS]
    return Screen("\n\n".join([bold(_("Who are you learning for?")), escape(text)]), keyboard([*rows, _ways(_)]))


def results(progress: Progress, guide: Guide, _: Words) -> list[str]:
    """What is kept of the course, a line a module."""
    lines = []
    for entry in course.modules(guide, _.lang):
        mark = progress.marks.get(entry.id)
        if mark and mark.done:
            lines.append(_("{title}: {right} of {asked}").format(title=entry.title, right=mark.right, asked=mark.asked))
        elif mark:
            lines.append(_("{title}: begun").format(title=entry.title))
    return lines


def track_name(track: str, _: Words) -> str:
    """A track in words."""
    names = {"everyone": _("for everyone"), "school": _("for teachers and pupils"), "staff": _("for staff and managers"),
             "officials": _("for public officials")}  # fmt: skip
    return names.get(track, track)


def card(entry: Entry, _: Words) -> Screen:
    """A module as it opens from anywhere: what it gives, how long it takes, for whom."""
    text = [bold(entry.title), escape(entry.lead), escape(facts(entry, _))]
    number = str(course.number(entry.id))
    rows = [
        [act(_("Begin or go on"), "go", entry.lang, number), act(_("Quiz"), "quiz", entry.lang, number)],
        [_entry(NAMES[lang], "lang", entry, lang) for lang in NAMES if lang != entry.lang],
        [_entry(_("Share"), "share", entry, entry.lang), home_button(_)],
    ]
    return Screen("\n\n".join(text), keyboard(rows))


def facts(entry: Entry, _: Words) -> str:
    """How long it takes, and for whom it is."""
    who = {"citizen": _("everyone"), "official": _("public officials"), "organisation": _("organisations"),
           "teacher": _("teachers"), "librarian": _("librarians")}  # fmt: skip
    audience = ", ".join(who.get(one, one) for one in entry.audience)
    told = [_("Time: {minutes} min.").format(minutes=entry.minutes)] if entry.minutes else []
    return " ".join([*told, _("For: {audience}.").format(audience=audience)])


def part(entry: Entry, guide: Guide, _: Words, track: str, place: int) -> Screen:
    """One part of the reading, with the way back and on."""
    read = course.parts(entry, track)
    number = str(course.number(entry.id))
    if not read:
        return card(entry, _)
    at = min(max(place, 0), len(read) - 1)
    shown = read[at]
    where = _("Part {place} of {count}").format(place=at + 1, count=len(read))
    text = [
        f"{bold(entry.title)}\n{escape(where)}",
        f"{bold(shown.title)}\n{body.lines(shown.blocks, entry)}",
        body.sources(entry, guide, _, shown.blocks),
    ]
    back = (
        act(_("Back"), "part", entry.lang, f"{number}.{at - 1}") if at else _entry(_("Back"), "lang", entry, entry.lang)
    )
    on = act(_("Next"), "part", entry.lang, f"{number}.{at + 1}") if at + 1 < len(read) else _activity(entry, _)
    return Screen("\n\n".join(one for one in text if one), keyboard([[back, on], _languages(entry, f"part.{at}")]))


def activity(entry: Entry, _: Words, last_part: int) -> Screen:
    """What to do without a computer; then the quiz."""
    section = entry.section("activity")
    number = str(course.number(entry.id))
    text = [bold(entry.title)]
    if section:
        text.append(f"{bold(section.heading)}\n{body.lines(section.blocks, entry)}")
    back = act(_("Back"), "part", entry.lang, f"{number}.{last_part}")
    rows = [[back, act(_("Quiz"), "quiz", entry.lang, number)], _languages(entry, "activity")]
    return Screen("\n\n".join(text), keyboard(rows))


def along(entry: Entry, after: Entry | None, _: Words) -> Screen:
    """What to remember of a module; then the next one."""
    section = entry.section("along")
    text = [bold(entry.title)]
    if section:
        text.append(f"{bold(section.heading)}\n{body.lines(section.blocks, entry)}")
    following = [_entry(_("Next: {title}").format(title=after.title), "open", after, after.lang)] if after else []
    return Screen("\n\n".join(text), keyboard([following, [home_button(_)], _languages(entry, "along")]))


def _activity(entry: Entry, _: Words) -> InlineKeyboardButton:
    if entry.section("activity"):
        return act(_("Activity"), "activity", entry.lang, str(course.number(entry.id)))
    return act(_("Quiz"), "quiz", entry.lang, str(course.number(entry.id)))


def _languages(entry: Entry, what: str) -> Row:
    number = course.number(entry.id)
    return [act(NAMES[lang], "lang", lang, f"{number}.{what}") for lang in NAMES if lang != entry.lang]


def _entry(label: str, name: str, entry: Entry, lang: str) -> InlineKeyboardButton:
    return button(label, EntryTap(act=name, lang=lang, id=entry.id).pack())


def _go_on(progress: Progress, found: list[Entry], _: Words) -> Row:
    entry = course.here(progress, found)
    if entry is None:
        return [act(_("Final test"), "final", _.lang)]
    label = _("Go on: {title}") if progress.marks else _("Begin: {title}")
    return [act(label.format(title=entry.title), "go", _.lang, str(course.number(entry.id)))]


def _tiles(progress: Progress, found: list[Entry], _: Words) -> list[Row]:
    rows = []
    for entry in found:
        done = " ✅" if progress.of(entry.id).done else ""
        rows.append([_entry(f"{entry.title}{done}", "open", entry, entry.lang)])
    return rows


def _tools(_: Words, kept: bool, keepable: bool) -> list[Row]:
    keep = act(_("Do not keep my results"), "unkeep", _.lang) if kept else act(_("Keep my results"), "keep", _.lang)
    return [
        [act(_("Final test"), "final", _.lang), act(_("Change the track"), "tracks", _.lang)],
        [keep] if keepable else [],
        _ways(_),
    ]


def _ways(_: Words) -> Row:
    return [
        button(_("All topics"), TopicTap(path="", lang=_.lang).pack()),
        button(_("Start over"), PageTap(name="start").pack()),
    ]
