"""The answer's words: the entry's own sentences with its sources, or a fixed reply. Plain text; the doors dress it themselves."""

from retrieval.entry_file import Entry, Section
from retrieval.guide import Guide, numbered
from retrieval.turn import Answer, Status, Turn


def answer(turn: Turn, guide: Guide) -> Answer:
    """A finished turn as an `Answer`."""
    entry = guide.get(turn.entry, turn.lang) if turn.entry else None
    return Answer(
        status=turn.status or Status.empty,
        lang=turn.lang,
        entry=turn.entry,
        candidates=turn.hits.all,
        text=_text(turn, guide, entry),
        sources=guide.refs(entry) if entry else (),
        why=turn.why,
        reply=turn.reply,
        term=turn.term,
        private_types=tuple(dict.fromkeys(finding.type for finding in turn.findings)),
        timings=dict(turn.hits.timings or {}),
    )


def entry_text(entry: Entry, guide: Guide) -> str:
    """An entry as a person would read it without buttons: answer, steps, law, note, sources and review date.

    Of a module or a lesson only what it gives: the whole of it is read part by part, or printed.
    """
    labels = guide.tongues[entry.lang].labels
    parts = [entry.title, entry.lead, *(_section(one, entry) for one in entry.sections if entry.document == "guide")]
    refs = [
        f"[{n}] {guide.named(ref, entry.lang)} {ref.url or ''}".rstrip() for n, ref in enumerate(guide.refs(entry), 1)
    ]
    if refs:
        parts.append("\n".join([f"{labels.get('sources_label', '')}:", *refs]))
    parts.append(f"{labels.get('reviewed_label', '')}: {entry.reviewed.isoformat()}")
    return "\n\n".join(parts)


def meaning(term_id: str, guide: Guide, lang: str) -> str:
    """A term and its plain meaning in one line."""
    term = guide.glossary.terms[term_id]
    return f"{term.name[lang]}: {term.plain[lang]}"


def _section(section: Section, entry: Entry) -> str:
    lines, step = [section.heading], 0
    for block in section.blocks:
        step = step + 1 if block.kind == "step" else 0
        lines.append(f"{step}. {block.text}" if step else f"- {block.text}" if block.kind == "item" else block.text)
    return numbered("\n".join(lines), entry)


def _text(turn: Turn, guide: Guide, entry: Entry | None) -> str:
    if turn.term:
        return meaning(turn.term, guide, turn.lang)
    if entry:
        return entry_text(entry, guide)
    if turn.status is Status.choose:
        titles = [found.title for hit in turn.hits.kept if (found := guide.get(hit.entry, turn.lang))]
        return "\n".join([guide.reply("choose_intro", turn.lang), *(f"- {title}" for title in titles[:4])])
    return guide.reply(turn.reply or str(turn.status), turn.lang)
