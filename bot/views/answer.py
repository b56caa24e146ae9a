"""An answer as a card: title, direct answer, steps; the law and the note folded; sources; then the next things to do."""

import html

from aiogram.types import InlineKeyboardButton

from bot.views import body, gaps
from bot.views.callbacks import EntryTap, LetterTap, TopicTap
from bot.views.screen import Screen, bold, button, escape, keyboard
from bot.views.words import NAMES, Words
from retrieval.entry_file import CITATION, Entry, Section
from retrieval.guide import Contact, Guide, Source, SourceRef


def card(entry: Entry, guide: Guide, _: Words, notes: list[str] | None = None, simpler: bool = False) -> Screen:
    """An entry as a card; `notes` (private data seen, a review overdue) stand above the sources; `simpler`: a model is there."""
    parts = [bold(entry.title)]
    if entry.urgent:
        parts.append(numbers(entry, guide))
    parts.append(escape(entry.lead))
    parts += [_section(section, entry) for section in entry.sections]
    parts += [f"<i>{escape(note)}</i>" for note in notes or []]
    parts.append(body.sources(entry, guide, _))
    text = "\n\n".join(part for part in parts if part)
    # Telegram puts space around a quote by itself.
    text = text.replace("\n\n<blockquote", "\n<blockquote").replace("</blockquote>\n\n", "</blockquote>\n")
    return Screen(text, keyboard(_rows(entry, guide, _, simpler)))


def numbers(entry: Entry, guide: Guide) -> str:
    """The numbers to call, one a line, first in an urgent entry."""
    contacts = [guide.contacts[one] for one in entry.contacts if one in guide.contacts and guide.contacts[one].number]
    return "\n".join(f"⚠️ <b>{escape(c.number or '')}</b> — {escape(c.title[entry.lang])}" for c in contacts)


def choose(entries: list[Entry], intro: str) -> Screen:
    """Nearest entries as buttons, each with its first line."""
    lines = [escape(intro)]
    lines += [f"<b>{escape(entry.title)}</b>\n{escape(first_sentence(entry.lead))}" for entry in entries]
    return Screen("\n\n".join(lines), keyboard([tap(entry)] for entry in entries))


def meaning(term_id: str, near: list[Entry], guide: Guide, _: Words) -> Screen:
    """A term with its plain meaning, and the entries nearest to it."""
    term = guide.glossary.terms[term_id]
    return Screen(
        f"{bold(term.name[_.lang])}\n\n{escape(term.plain[_.lang])}", keyboard([tap(entry)] for entry in near)
    )


def tap(entry: Entry) -> InlineKeyboardButton:
    """The button that opens an entry."""
    return button(entry.title, EntryTap(act="open", lang=entry.lang, id=entry.id).pack())


def why(entry: Entry, guide: Guide, _: Words) -> Screen:
    """Where an answer comes from: the sources one by one, how we know them, and when people last checked it."""
    lines = [
        bold(_("Why this answer")),
        escape(entry.title),
        escape(_("These words were written by people, not by a machine.")),
    ]
    listed = [_source_line(number, ref, guide, entry.lang, _) for number, ref in enumerate(guide.refs(entry), 1)]
    if listed:
        lines.append("<blockquote expandable>" + "\n".join(listed) + "</blockquote>")
    lines.append(escape(_("Checked by people on {date}; to be checked again by {next}.")
                        .format(date=entry.reviewed.isoformat(), next=entry.review_by.isoformat())))  # fmt: skip
    return Screen("\n\n".join(lines))


def next_steps(entry: Entry, guide: Guide, _: Words) -> Screen:
    """What to do next: the letters that belong to an entry, whom to turn to, related entries."""
    found = [near for one in entry.related if (near := guide.get(one, entry.lang))]
    related = choose(found, _("This may help next:"))
    letters = guide.letters_of(entry.id, entry.lang)
    rows = [[button(letter.title, LetterTap(act="open", lang=letter.lang, id=letter.id).pack())] for letter in letters]
    told = [f"<b>{escape(letter.title)}</b>\n{escape(letter.purpose)}" for letter in letters]
    told += contact_lines(entry, guide)
    under = related.keyboard.inline_keyboard if related.keyboard else []
    return Screen("\n\n".join([*told, related.text]), keyboard([*rows, *under]))


def contact_lines(entry: Entry, guide: Guide) -> list[str]:
    """Whom to turn to, in one paragraph; nothing for an urgent entry, whose numbers came first."""
    contacts = [guide.contacts[one] for one in entry.contacts if one in guide.contacts]
    lines = [f"{contact(one, entry.lang)}: {escape(one.what_for[entry.lang])}" for one in contacts]
    return ["\n".join(lines)] if lines and not entry.urgent else []


def contact(one: Contact, lang: str) -> str:
    """A contact as a link, with its number."""
    title = one.title[lang]
    shown = f'<a href="{html.escape(one.url)}">{escape(title)}</a>' if one.url else escape(title)
    return f"{shown} ({escape(one.number)})" if one.number and one.number not in title else shown


def what_was_wrong(entry: Entry, _: Words) -> Screen:
    """After a thumb down: wrong, or simply not what was asked. Counted, never written down."""
    wrong = button(_("This is wrong"), EntryTap(act="wrong", lang=entry.lang, id=entry.id).pack())
    section = button(_("All on this topic"), TopicTap(path=entry.id.rpartition("/")[0], lang=entry.lang).pack())
    return Screen(
        escape(_("What was the matter? If it is not what you asked, try other words.")),
        keyboard([[wrong, section], [gaps.tell_button(_, entry.id)]]),
    )


def share(entry: Entry, guide: Guide, _: Words, link: str | None) -> Screen:
    """Plain text for any messenger: no formatting to break, the sources in letters."""
    lines = [entry.title, "", entry.lead]
    steps = entry.section("do")
    if steps:
        lines += [
            "",
            *(f"{n}. {block.text}" if block.kind == "step" else block.text for n, block in enumerate(steps.blocks, 1)),
        ]
    cited = [guide.named(ref, entry.lang) for ref in guide.refs(entry)]
    if cited:
        lines += ["", _("Sources") + ": " + "; ".join(cited)]
    lines += [
        "",
        _("Senim, a guide to AI, rights and data. Checked on {date}.").format(date=entry.reviewed.isoformat()),
    ]
    return Screen(escape(CITATION.sub("", "\n".join([*lines, link] if link else lines))))


def first_sentence(text: str) -> str:
    """Up to the first full stop."""
    head, stop, _ = text.partition(". ")
    return head + (stop.strip() or "")


def _section(section: Section, entry: Entry) -> str:
    text = f"{bold(section.heading)}\n{body.lines(section.blocks, entry)}"
    return text if section.kind == "do" else f"<blockquote expandable>{text}</blockquote>"


def _source_line(number: int, ref: SourceRef, guide: Guide, lang: str, _: Words) -> str:
    source = guide.sources.get(ref.id.partition("/")[0])
    trust = escape(_trust(source, ref.id, _)) if source else ""
    return f"[{number}] {escape(guide.named(ref, lang))}. {trust}"


def _trust(source: Source, citation: str, _: Words) -> str:
    article = source.articles.get(citation.partition("/")[2], {})
    trust, edition = article.get("trust", source.trust), str(article.get("edition") or source.edition or "")
    told = {
        "V": _("Read in the law's text of {date}."),
        "V-old": _("Read in an older text, of {date}: check whether it has changed."),
        "V-press": _("From the press or an official page: check on the official site."),
        "own": _("Senim's own description."),
    }
    return told.get(trust, "").format(date=edition or source.checked)


def _rows(entry: Entry, guide: Guide, _: Words, simpler: bool) -> list[list[InlineKeyboardButton]]:
    def act(label: str, name: str, lang: str = entry.lang) -> InlineKeyboardButton:
        return button(label, EntryTap(act=name, lang=lang, id=entry.id).pack())

    others = [
        act(NAMES[lang], "lang", lang) for lang in NAMES if lang != entry.lang and (entry.id, lang) in guide.entries
    ]
    following = _("Read next: a letter") if guide.letters_of(entry.id, entry.lang) else _("Read next")
    return [
        [act(following, "next"), *others],
        [
            *([act(_("Simpler"), "simple")] if simpler else []),
            act(_("Why this answer"), "why"),
            act(_("Share"), "share"),
        ],
        [act("👍", "up"), act("👎", "down")],
    ]
