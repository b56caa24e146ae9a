"""The safe-sharing check on a screen: the light, what was found and why it matters, and a copy to take along."""

from aiogram.types import CopyTextButton, InlineKeyboardButton

from bot.domain.checking import Piece, Report
from bot.domain.sharing import ENTRY, Advice, Light, Reason
from bot.views.answer import tap
from bot.views.callbacks import CheckTap, EntryTap
from bot.views.screen import Screen, bold, button, escape, keyboard
from bot.views.words import Words
from retrieval import private
from retrieval.guide import Guide

COPY_LIMIT = 256  # characters that a copy button of Telegram may carry
PICTURES = ("guide/safe-sharing/id-documents", "guide/safe-sharing/family-photos")
BUTTONS = 12  # pieces that can be tapped; what comes after them stays out of the copy


def act(label: str, name: str, lang: str, place: int = 0) -> InlineKeyboardButton:
    """A button about the check."""
    return button(label, CheckTap(act=name, lang=lang, place=place).pack())


def invitation(_: Words) -> Screen:
    """What to send, and what happens to it."""
    text = [
        bold(_("Check a text before you share it")),
        escape(
            _(
                "Send me the text that you want to give to an AI or to post. I show what is private in it and make a clean copy."
            )
        ),
        escape(_("It is looked through here, on this machine, lies encrypted for at most 15 minutes and is then erased.")),
    ]  # fmt: skip
    return Screen("\n\n".join(text), keyboard([[act(_("Not now"), "done", _.lang)]]))


def offer(_: Words) -> Screen:
    """Under a long or forwarded text."""
    text = _("Will you pass this text on to an AI or to somebody? I can check first what in it is private.")
    return Screen(
        escape(text), keyboard([[act(_("Check it"), "look", _.lang), act(_("No, erase it"), "done", _.lang)]])
    )


def no_pictures(guide: Guide, _: Words) -> Screen:
    """Why a photo or a document is not taken, and what to do instead."""
    near = [one for entry_id in PICTURES if (one := guide.get(entry_id, _.lang))]
    rows = [[act(_("Check a text before you share it"), "begin", _.lang)], *([tap(one)] for one in near)]
    return Screen(escape(guide.reply("not_text_photo", _.lang)), keyboard(rows))


def result(found: Report, _: Words) -> Screen:
    """The whole check."""
    parts = [bold(_light(found.advice, _)), escape(reason(found.advice, _))]
    if found.pieces:
        parts += [_list(found.pieces, _), bold(_("A copy to take along")), f"<pre>{escape(found.copy)}</pre>"]
        parts.append(escape(_copy_note(found, _)))
    return Screen("\n\n".join(parts), keyboard(_rows(found, _)))


def erased(_: Words) -> Screen:
    """The text has been deleted here."""
    text = _("The text is erased here. On Telegram delete its message from the chat as well.")
    return Screen(escape(text), keyboard([[act(_("Check another text"), "begin", _.lang)]]))


def too_late(_: Words) -> Screen:
    """The quarter of an hour is over."""
    text = _("The text is not here any more: it is erased after 15 minutes. Send it again to check it.")
    return Screen(escape(text), keyboard([[act(_("Check another text"), "begin", _.lang)]]))


def reason(advice: Advice, _: Words) -> str:
    """Why a light is what it is, in one line."""
    names = ", ".join(private.explain(one, _.lang).name for one in advice.types)
    said = {
        Reason.never: _("It holds what goes into no AI and to no stranger: {names}."),
        Reason.illness: _("Health and a person in one text are somebody's secret: {names}."),
        Reason.personal: _("It points to a person: {names}."),
        Reason.public: _("It holds only what is public anyway: {names}."),
        Reason.nothing: _("I have found nothing private. I can miss something: read it once more yourself."),
    }
    return said[advice.reason].format(names=names)


def _light(advice: Advice, _: Words) -> str:
    return {
        Light.red: _("Red: do not send it as it is"),
        Light.yellow: _("Yellow: take the private pieces out first"),
        Light.green: _("Green: it can be sent"),
    }[advice.light]


def _list(pieces: tuple[Piece, ...], _: Words) -> str:
    """One line per kind: its placeholders, how they begin, and why they matter."""
    kinds: dict[str, list[Piece]] = {}
    for piece in pieces:
        kinds.setdefault(piece.why, []).append(piece)
    lines = []
    for why, group in kinds.items():
        shown = ", ".join(
            f"<b>{escape(one.label)}</b>" + (f" ({escape(one.hint)}…)" if one.hint else "") for one in group
        )
        lines.append(f"• {shown}: {escape(private.explain(why, _.lang).why)}")
    return "\n".join(lines)


def _copy_note(found: Report, _: Words) -> str:
    if found.copy_advice.reason is Reason.nothing:
        return _("Tap a piece to keep it in the copy. I can miss something: read the copy before you send it.")
    return _("You have kept something: {reason}").format(reason=reason(found.copy_advice, _))


def _rows(found: Report, _: Words) -> list[list[InlineKeyboardButton]]:
    pieces = [one for one in found.pieces if one.may_stay][:BUTTONS]
    keys = [
        act((_("Hide {piece}") if one.stays else _("Keep {piece}")).format(piece=one.label), "keep", _.lang, one.place)
        for one in pieces
    ]
    rows = [keys[at : at + 2] for at in range(0, len(keys), 2)]
    if found.pieces and len(found.copy) <= COPY_LIMIT:
        rows.append([InlineKeyboardButton(text=_("Copy"), copy_text=CopyTextButton(text=found.copy))])
    colours = button(_("What the colours mean"), EntryTap(act="open", lang=_.lang, id=ENTRY).pack())
    return [*rows, [colours, act(_("Done, delete it"), "done", _.lang)]]
