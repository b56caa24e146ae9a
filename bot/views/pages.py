"""Fixed pages: welcome, languages, topics, help, about, privacy, what is kept."""

from aiogram.types import InlineKeyboardButton

from bot.views import course, lessons
from bot.views.answer import tap
from bot.views.callbacks import LanguageTap, PageTap, TopicTap
from bot.views.screen import Screen, bold, button, escape, keyboard
from bot.views.words import NAMES, Words
from retrieval.guide import Guide

# What people ask first; shown on the welcome screen, and as tiles in the kiosk.
TILES = (
    "guide/scams/scammed-now", "guide/scams/sms-code-scam", "guide/rights/credit-decision", "guide/safe-sharing/share-or-not",
    "guide/scams/deepfake-call", "guide/personal-data/who-accessed", "guide/safe-sharing/already-shared",
    "guide/rights/right-to-explanation", "guide/complaints/where-to-complain", "guide/about/about-bot",
)  # fmt: skip
GREETINGS = {
    "kk": "Мен Senim – ЖИ, құқығыңыз және жеке дерегіңіз туралы нұсқаулықтан жауап беретін ботпын.",
    "ru": "Я Senim, бот: отвечаю об ИИ, ваших правах и личных данных по путеводителю с источниками.",
    "en": "I am Senim, a bot that answers about AI, your rights and your data from a guide with sources.",
}


def languages(chosen: str) -> Screen:
    """The pick of three languages, each in its own words; `chosen` is marked, and nothing is assumed."""
    lines = [GREETINGS[lang] for lang in NAMES]
    rows = [
        [button(f"• {name} •" if lang == chosen else name, LanguageTap(lang=lang).pack())]
        for lang, name in NAMES.items()
    ]
    return Screen("\n\n".join(escape(line) for line in lines), keyboard(rows))


def welcome(guide: Guide, _: Words) -> Screen:
    """What to do here, and what people ask most."""
    text = "\n\n".join([
        bold(_("Ask in your own words")),
        escape(_(
                "Write what happened, as you would tell a neighbour. I answer from a guide that people wrote, and show the sources."
            )),
        escape(_("Do not send IIN, card numbers, codes or documents: I do not need them. What you write is not kept.")),
    ])  # fmt: skip
    tiles = [[tap(entry)] for one in TILES if (entry := guide.get(one, _.lang))]
    learn = [
        _door(one, _) for one in ("course", "lessons") if any(key.startswith(f"{one}/") for key, _lang in guide.entries)
    ]
    return Screen(text, keyboard([*tiles, learn, [button(_("All topics"), TopicTap(path="", lang=_.lang).pack())]]))


def topics(guide: Guide, _: Words, path: str) -> Screen:
    """A place in the tree: sections at the root, entries in a section; edited in place, with a way back."""
    sections = sorted({entry_id.rpartition("/")[0] for entry_id in guide.ids()}, key=lambda one: _place(one))
    if path not in sections:
        rows = [[_door(one, _)] for one in sections]
        return Screen(bold(_("All topics")), keyboard([*rows, [_home(_)]]))
    entries = [guide.get(one, _.lang) for one in guide.ids() if one.rpartition("/")[0] == path]
    rows = [[tap(entry)] for entry in entries if entry]
    back = button(_("Back"), TopicTap(path="", lang=_.lang).pack())
    return Screen(bold(section_name(path, _)), keyboard([*rows, [back, _home(_)]]))


def _door(section: str, _: Words) -> InlineKeyboardButton:
    """The way into a section; the course and the lessons have front pages of their own."""
    if section == "course":
        return course.home_button(_)
    if section == "lessons":
        return lessons.act(section_name(section, _), "list", _.lang)
    return button(section_name(section, _), TopicTap(path=section, lang=_.lang).pack())


def help_page(_: Words) -> Screen:
    """What can be done here."""
    lines = [
        _("Ask in your own words, in Kazakh, Russian or English. A short story is fine."),
        _("/topics shows everything that the guide holds."),
        _("/check shows what in a text is private, before you give it to an AI, and makes a clean copy."),
        _("/letters helps you write to a bank, a platform or a state body: I ask, you get the text and the files."),
        _(
            "/course is a course about AI with quizzes; /lessons holds packs for teachers; /class opens a quiz for a class."
        ),
        _("/language changes the language; under each answer one tap shows it in another."),
        _("/privacy says what is kept, /mydata shows what is kept about you, /forget deletes it."),
        _("In danger? Call 112. Cheated right now? Call your bank, then 102."),
    ]
    return Screen("\n\n".join([bold(_("Help")), *map(escape, lines)]), keyboard([[_topics(_), _home(_)]]))


def about(_: Words, operator: str, contact: str) -> Screen:
    """What this is, who runs it, what it is not."""
    who = (
        _("This copy is run by: {name}.").format(name=operator)
        if operator
        else _("Whoever runs this copy has not given a name.")
    )
    lines = [
        _(
            "I am a program. I answer from a guide that people wrote and checked, in their words, and show each answer's source."
        ),
        _("I am not a state body and not a lawyer. I decide nothing and represent nobody."),
        who,
        _("Contact: {contact}.").format(contact=contact) if contact else "",
        _("The guide is free to copy under CC BY 4.0, the program under Apache 2.0."),
    ]
    text = [bold(_("About Senim")), *(escape(line) for line in lines if line)]
    return Screen("\n\n".join(text), keyboard([[_topics(_), button(_("Privacy"), PageTap(name="privacy").pack())]]))


def privacy(_: Words, operator: str, contact: str) -> Screen:
    """What is kept and what never is."""
    lines = [
        _(
            "What you write is never kept and never logged. It waits, encrypted, only until it is answered, and is then erased."
        ),
        _("To understand a follow-up, your last three questions stay in working memory for at most 15 minutes."),
        _(
            "A letter or a text to check that you have not finished lies encrypted for at most 15 minutes, then it is erased."
        ),
        _("Kept: the language that you chose, under a code made from your Telegram number that cannot be turned back."),
        _("Only if you ask for it: your track and your results of the AI course, until you delete them."),
        _(
            "A question reaches the editors only when you press the button and have seen what goes: masked, without who asked."
        ),
        _("In a class: a nickname and answers under a code, until the teacher ends it, for 24 hours at most."),
        _("Counted, without you: how often an answer helped or did not."),
        _("Telegram keeps this chat on its own side: delete it there if you wish."),
    ]
    if operator or contact:
        lines.append(
            _("Answerable for this copy: {name}.").format(name=", ".join(part for part in (operator, contact) if part))
        )
    text = [bold(_("Privacy")), *map(escape, lines)]
    return Screen("\n\n".join(text), keyboard([[button(_("Delete my data"), PageTap(name="forget").pack())]]))


def my_data(_: Words, kept_of: dict[str, str | None], recent: int, forms: int, results: list[str]) -> Screen:
    """Everything that is kept about the person who asks; `results` are lines on the course."""
    lang, role, since = kept_of.get("lang"), kept_of.get("role"), kept_of.get("since")
    kept = [
        _("Language: {language}").format(language=NAMES[lang]) if lang else "",
        _("Track: {track}.").format(track=course.track_name(role, _)) if role else "",
        _("Kept since: {date}").format(date=since) if since else "",
        _("Questions in working memory, for at most 15 minutes: {count}").format(count=recent) if recent else "",
        _("Unfinished forms, encrypted, for at most 15 minutes: {count}").format(count=forms) if forms else "",
        *results,
    ]
    lines = [line for line in kept if line] or [_("Nothing is kept about you.")]
    text = [bold(_("What is kept about you")), *map(escape, lines)]
    rows = [[button(_("Delete my data"), PageTap(name="forget").pack())]] if any(kept) else []
    return Screen("\n".join(text), keyboard(rows))


def classes(_: Words, led: str | None, sat: str | None) -> list[str]:
    """What is kept of a class, for at most a day."""
    leads = _("You lead the class {code}: it is deleted when you end it, after 24 hours at the latest.")
    sits = _("You sit in the class {code}, with a nickname and your answers: for 24 hours at most.")
    return [line.format(code=code) for line, code in ((leads, led), (sits, sat)) if code]


def forgotten(_: Words, names: list[str]) -> Screen:
    """What has just been deleted."""
    told = {
        "lang": _("language"), "role": _("track of the course"), "course": _("results of the course"),
        "since": _("day of the first choice"),
        "dialogue": _("unfinished form"), "class": _("class"), "recent": _("questions in working memory"),
    }  # fmt: skip
    if not names:
        return Screen(escape(_("There was nothing to delete.")))
    return Screen(escape(_("Deleted: {names}.").format(names=", ".join(told.get(name, name) for name in names))))


def section_name(path: str, _: Words) -> str:
    """A section's name; its id when nobody has named it."""
    names = {
        "guide/scams": _("Scams and fakes"), "guide/rights": _("My rights and AI"), "guide/personal-data": _("My personal data"),
        "guide/safe-sharing": _("What is safe to share"), "guide/complaints": _("Where and how to complain"),
        "guide/basics": _("AI in plain words"), "guide/access": _("Weak internet, libraries, help"),
        "guide/about": _("About this bot"), "course": _("AI course"), "lessons": _("Lessons to teach"),
    }  # fmt: skip
    return names.get(path, path)


def _place(path: str) -> int:
    order = (
        "scams",
        "rights",
        "personal-data",
        "safe-sharing",
        "complaints",
        "basics",
        "access",
        "course",
        "lessons",
        "about",
    )
    name = path.rpartition("/")[2]
    return order.index(name) if name in order else len(order)


def _home(_: Words) -> InlineKeyboardButton:
    return button(_("Start over"), PageTap(name="start").pack())


def _topics(_: Words) -> InlineKeyboardButton:
    return button(_("All topics"), TopicTap(path="", lang=_.lang).pack())
