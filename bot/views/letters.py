"""Rights letters on a screen: the list, one letter, its questions, the finished text and what goes with it."""

import datetime

from aiogram.types import InlineKeyboardButton

from bot.domain import letters
from bot.domain.letters import Draft, Typed
from bot.views import body, dates
from bot.views.answer import contact
from bot.views.callbacks import LetterTap, PageTap
from bot.views.screen import Screen, bold, button, escape, keyboard
from bot.views.words import NAMES, Words
from retrieval import private
from retrieval.guide import Guide, numbered
from retrieval.letters import Blank, Letter

DEADLINES = (15, 21)  # days; what the guide's letters suggest as a reasonable time
SHOWN = 34  # characters of an option on its button; the whole of it stands in the text


def act(label: str, name: str, lang: str, value: str = "") -> InlineKeyboardButton:
    """A button about a letter."""
    return button(label, LetterTap(act=name, lang=lang, id=value).pack())


def listing(found: list[Letter], _: Words, unfinished: bool = False) -> Screen:
    """Letters to pick from; an unfinished one first."""
    text = [
        bold(_("Letters")),
        escape(_("Pick a letter. I ask a few short questions and give you the text, a PDF and a Word file.")),
    ]
    rows = [[act(letter.title, "open", _.lang, letter.id)] for letter in found]
    going_on = [[act(_("Go on with my letter"), "resume", _.lang)]] if unfinished else []
    return Screen(
        "\n\n".join(text), keyboard([*going_on, *rows, [button(_("Start over"), PageTap(name="start").pack())]])
    )


def about(letter: Letter, guide: Guide, _: Words) -> Screen:
    """One letter before it is begun: when to use it, where it goes, what to expect, what will not be asked."""
    count = len(letters.asked(letter))
    text = [
        bold(letter.title),
        escape(letter.purpose),
        *_facts(letter, guide, _),
        escape(_("Questions: {count}. Skip any: a line stays in its place, to fill in by hand.").format(count=count)),
        escape(_("I never ask for IIN, card or document numbers. Your answers lie encrypted for at most 15 minutes.")),
    ]
    rows = [[act(_("Begin"), "begin", letter.lang, letter.id)], [act(_("All letters"), "list", letter.lang)]]
    return Screen("\n\n".join(text), keyboard(rows))


def question(letter: Letter, draft: Draft, blank: Blank, today: datetime.date, _: Words) -> Screen:
    """One question, with buttons where they save typing."""
    ids = [one.id for one in letters.asked(letter)]
    place = _("Question {number} of {count}").format(number=ids.index(blank.id) + 1, count=len(ids))
    text = [bold(blank.label), escape(f"{letter.title}. {place}."), escape(blank.help)]
    if blank.options:
        text.append("\n".join(f"{number}. {escape(one)}" for number, one in enumerate(blank.options, 1)))
    if draft.answers.get(blank.id):
        text.append(escape(_("Now: {answer}").format(answer=_shown(blank, draft.answers[blank.id], _.lang))))
    return Screen("\n\n".join(text), keyboard([*_values(blank, today, _), *_ways(letter, blank, _)]))


def refused(typed: Typed, blank: Blank, _: Words) -> Screen:
    """What was typed holds numbers that belong on paper only."""
    names = ", ".join(private.explain(one, _.lang).name for one in typed.refused)
    text = [
        escape(_("This holds what I do not take: {names}.").format(names=names)),
        escape(_("Delete that message from the chat. A line can stand in its place, to fill in by hand:")),
        f"<blockquote>{escape(typed.value)}</blockquote>",
        escape(_("Or write the answer again without it.")),
    ]
    rows = [[act(_("Take it with the line"), "held", _.lang, blank.id)], [act(_("Skip"), "skip", _.lang, blank.id)]]
    return Screen("\n\n".join(text), keyboard(rows))


def not_an_answer(blank: Blank, too_long: bool, _: Words) -> Screen:
    """Typed words that cannot be used, and what to do instead."""
    longer = _("That is longer than {count} characters. Please shorten it.").format(count=letters.LONGEST)
    return Screen(escape(longer if too_long else _("Please choose with a button, or type its number.")))


def ready(letter: Letter, draft: Draft, text: str, guide: Guide, today: datetime.date, _: Words) -> Screen:
    """The finished letter to copy, what it rests on, where it goes, when to come back, and its files."""
    hand = ", ".join(blank.label for blank in letters.by_hand(letter, draft))
    notes = [_("Fill in by hand: {names}.").format(names=hand)] if hand else []
    day = letters.come_back(letter, draft, today)
    if day:
        notes.append(_("Look for an answer on {date}.").format(date=dates.long(day, letter.lang)))
    if letter.lang == "en":
        notes.append(
            _("This English text is for you to read. Send the letter in Kazakh or Russian: take the files there.")
        )
    else:
        notes.append(_("Your own words stay as you typed them. Read the letter through before you sign it."))
    parts = [bold(letter.title), f"<pre>{escape(text)}</pre>", *map(escape, notes), *_facts(letter, guide, _)]
    return Screen("\n\n".join(parts), keyboard(_files(letter, bool(day), _)))


def questions(letter: Letter, _: Words) -> Screen:
    """Which answer to change."""
    rows = [[act(blank.label, "go", letter.lang, blank.id)] for blank in letters.asked(letter)]
    return Screen(
        bold(_("Which answer do you want to change?")),
        keyboard([*rows, [act(_("Back to the letter"), "resume", letter.lang)]]),
    )


def gone(_: Words) -> Screen:
    """Everything that was typed for a letter has been deleted."""
    text = _("Your answers are deleted here. On Telegram delete the messages of the chat as well, if you wish.")
    return Screen(escape(text), keyboard([[act(_("All letters"), "list", _.lang)]]))


def too_late(_: Words) -> Screen:
    """The quarter of an hour is over."""
    text = _("The letter is not here any more: answers are deleted after 15 minutes without a touch.")
    return Screen(escape(text), keyboard([[act(_("All letters"), "list", _.lang)]]))


def reminder(letter: Letter, _: Words) -> tuple[str, str]:
    """A calendar entry: its title and its text. Nothing that the person typed: calendars travel to other people's servers."""
    about = _("No answer? Write /letters or ask me what to do next. The term: {term}").format(
        term=numbered(letter.term, letter)
    )
    return _("Is there an answer? {title}").format(title=letter.title), about


def caption(letter: Letter, _: Words) -> str:
    """What stands under a file."""
    return escape(_("Read it through, fill in the lines by hand, sign it, keep a copy."))


def _facts(letter: Letter, guide: Guide, _: Words) -> list[str]:
    contacts = [guide.contacts[one] for one in letter.to.contacts if one in guide.contacts]
    ways = "; ".join(contact(one, letter.lang) for one in contacts)
    return [
        bold(_("Where to send it")) + f"\n{escape(letter.to.how)}" + (f"\n{ways}" if ways else ""),
        bold(_("What to expect")) + f"\n{escape(numbered(letter.term, letter))}",
        body.sources(letter, guide, _),
    ]


def _shown(blank: Blank, answer: str, lang: str) -> str:
    if blank.kind == "choice":
        return letters.option(blank, answer)
    day = letters.as_date(answer)
    return dates.long(day, lang) if day else answer


def _values(blank: Blank, today: datetime.date, _: Words) -> list[list[InlineKeyboardButton]]:
    def value(label: str, put: str) -> InlineKeyboardButton:
        return act(label, "put", _.lang, f"{blank.id}.{put}")

    if blank.kind == "date":
        yesterday = today - datetime.timedelta(days=1)
        return [[value(_("Today"), today.isoformat()), value(_("Yesterday"), yesterday.isoformat())]]
    if blank.kind == "deadline":
        days = [today + datetime.timedelta(days=count) for count in DEADLINES]
        return [[value(dates.short(day, _.lang), day.isoformat()) for day in days]]
    return [[value(f"{number}. {_short(one)}", str(number))] for number, one in enumerate(blank.options, 1)]


def _ways(letter: Letter, blank: Blank, _: Words) -> list[list[InlineKeyboardButton]]:
    first = letters.asked(letter)[0].id == blank.id
    back = [] if first else [act(_("Back"), "back", _.lang, blank.id)]
    return [[act(_("Skip"), "skip", _.lang, blank.id), *back, act(_("Give up"), "cancel", _.lang)]]


def _files(letter: Letter, comes_back: bool, _: Words) -> list[list[InlineKeyboardButton]]:
    lang = letter.lang
    files = [] if lang == "en" else [act("PDF", "pdf", lang), act("Word", "docx", lang)]
    day = [act(_("Into my calendar"), "ics", lang)] if comes_back else []
    others = [act(NAMES[one], "lang", one) for one in NAMES if one != lang]
    return [[*files, *day], others, [act(_("Change an answer"), "edit", lang), act(_("Done, delete it"), "done", lang)]]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rsplit(" ", 1)[0] + "…"
