"""Every way in which a question can end, as a screen."""

import datetime
from dataclasses import dataclass

from bot.domain import sharing
from bot.domain.links import Links
from bot.views import answer, cards, gaps, opened
from bot.views.callbacks import ModelTap, PageTap, TopicTap
from bot.views.screen import Screen, button, escape, keyboard
from bot.views.words import Words
from retrieval import private
from retrieval.guide import Guide
from retrieval.turn import Answer, Status


@dataclass(frozen=True)
class Offers:
    """What a model may be asked for here: plainer words, or to tie the question to the last one."""

    simpler: bool = False
    tie: bool = False


def screen(found: Answer, guide: Guide, _: Words, today: datetime.date, model: Offers | None = None) -> Screen:
    """The screen of an answer; a note on private data stands with it whatever the ending. `model`: what one may be asked for."""
    offers = model or Offers()
    notes = [private_note(found, guide)] if sharing.worth_a_note(found.private_types) else []
    entry = guide.get(found.entry, found.lang) if found.entry else None
    if entry:
        if entry.review_by < today:
            notes.append(guide.reply("review_overdue", found.lang).format(date=entry.review_by.isoformat()))
        return opened.card(entry, guide, _, notes, offers.simpler)
    if found.term:
        near = [one for hit in found.candidates[:2] if (one := guide.get(hit.entry, found.lang))]
        return _with_notes(answer.meaning(found.term, near, guide, _), notes)
    if found.status is Status.choose:
        near = [one for hit in found.candidates[:4] if (one := guide.get(hit.entry, found.lang))]
        shown = answer.choose(near, guide.reply("choose_intro", found.lang))
        return _with_notes(_offering(shown, _, offers.simpler and len(near) > 1, offers.tie), notes)
    return _with_notes(_offering(_ending(found, guide, _), _, False, offers.tie), notes)


def _offering(shown: Screen, _: Words, both: bool, tie: bool) -> Screen:
    rows = shown.keyboard.inline_keyboard if shown.keyboard else []
    more = [(both, _("One answer from both"), "both"), (tie, _("Tie to my last question"), "tie")]
    buttons = [[button(label, ModelTap(act=act, lang=_.lang).pack())] for wanted, label, act in more if wanted]
    return Screen(shown.text, keyboard([*rows, *buttons]))


def in_group(found: Answer, guide: Guide, _: Words, today: datetime.date, links: Links) -> Screen:
    """An answer among others: nothing about who asked, the buttons of a private chat replaced by the way into one."""
    entry = guide.get(found.entry, found.lang) if found.entry else None
    if entry:
        return Screen(opened.card(entry, guide, _).text, cards.open_button(_("Continue in private"), links, entry))
    near = (
        [one for hit in found.candidates[:4] if (one := guide.get(hit.entry, found.lang))]
        if found.status is Status.choose
        else []
    )
    if near:
        shown = answer.choose(near, guide.reply("choose_intro", found.lang))
        return Screen(shown.text, cards.open_button(_("Continue in private"), links, near[0]))
    return Screen(escape(guide.reply(found.reply or str(found.status), found.lang)))


def fixed(guide: Guide, _: Words, key: str) -> Screen:
    """A fixed reply with a way on."""
    rows = [
        [button(_("All topics"), TopicTap(path="", lang=_.lang).pack()), button(_("Help"), PageTap(name="help").pack())]
    ]
    return Screen(escape(guide.reply(key, _.lang)), keyboard(rows))


def private_note(found: Answer, guide: Guide) -> str:
    """A kind note on private data in the message, naming the kinds and never the values."""
    types = sharing.worth_a_note(found.private_types)
    told = ", ".join(private.explain(kind, found.lang).name for kind in types)
    return guide.reply("private_seen", found.lang).format(types=told)


def _ending(found: Answer, guide: Guide, _: Words) -> Screen:
    reply = fixed(guide, _, found.reply or str(found.status))
    if found.status is not Status.not_in_guide or reply.keyboard is None:
        return reply
    near = (
        [one for hit in found.candidates[:2] if (one := guide.get(hit.entry, found.lang))]
        if found.why == "near"
        else []
    )
    told = [[gaps.tell_button(_)]] if found.why in ("near", "unrelated") else []
    return Screen(reply.text, keyboard([*([answer.tap(one)] for one in near), *told, *reply.keyboard.inline_keyboard]))


def _with_notes(shown: Screen, notes: list[str]) -> Screen:
    return Screen("\n\n".join([shown.text, *(f"<i>{escape(note)}</i>" for note in notes)]), shown.keyboard)
