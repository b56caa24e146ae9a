"""«Tell the editors»: the button, exactly what will be sent, and the thanks."""

import datetime

from aiogram.types import InlineKeyboardButton

from bot.views import dates
from bot.views.callbacks import GapTap
from bot.views.screen import Screen, bold, button, escape, keyboard
from bot.views.words import NAMES, Words


def tell_button(_: Words, entry: str = "") -> InlineKeyboardButton:
    """Under an ending without an answer, or under «what was the matter?» of an entry."""
    return button(_("Tell the editors"), GapTap(act="tell", lang=_.lang, id=entry).pack())


def confirm(question: str, title: str | None, day: datetime.date, _: Words) -> Screen:
    """What will be sent, to the letter; `title` is the answer that did not help."""
    text = [
        bold(_("This will go to the editors, and nothing else")),
        f"<blockquote>{escape(question)}</blockquote>",
        escape(_("The answer that did not help: {title}").format(title=title)) if title else "",
        escape(
            _("Language: {language}").format(language=NAMES[_.lang])
            + ". "
            + _("Day: {date}.").format(date=dates.long(day, _.lang))
        ),
        escape(
            _("Not who asked. Numbers and names are taken out; I can miss something, so read it before you send it.")
        ),
    ]
    rows = [
        [
            button(_("Send it"), GapTap(act="send", lang=_.lang).pack()),
            button(_("Do not send"), GapTap(act="no", lang=_.lang).pack()),
        ]
    ]
    return Screen("\n\n".join(part for part in text if part), keyboard(rows))


def sent(_: Words) -> Screen:
    """It is with the editors now."""
    return Screen(escape(_("Thank you, it is with the editors. No reply comes: nobody knows who asked.")))


def not_sent(_: Words) -> Screen:
    """Nothing has left."""
    return Screen(escape(_("Nothing was sent.")))
