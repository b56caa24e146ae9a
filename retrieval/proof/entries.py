"""Rules on a single entry: lengths, steps, dates."""

import datetime
from collections.abc import Iterator

from retrieval.entry_file import Entry
from retrieval.guide import Guide
from retrieval.proof.finding import Finding, on

TITLE, LEAD, STEPS = 60, 400, 7
STEPS_OF = {"plan": 12, "handout": 12}  # on paper, before one's eyes
AUDIENCES = {"citizen", "official", "organisation", "teacher", "librarian"}
WARN_DAYS = 30


def lengths(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Titles fit a button, the direct answer fits a glance, steps fit a memory."""
    for entry in guide.entries.values():
        if len(entry.title) > TITLE:
            yield on(entry, "title", f"title has {len(entry.title)} characters, {TITLE} fit a button", "shorten it")
        if len(entry.lead) > LEAD:
            yield on(
                entry,
                _lead_line(entry),
                f"direct answer has {len(entry.lead)} characters of {LEAD}",
                "move detail to the steps",
            )
        for section in entry.sections:
            steps, most = [block for block in section.blocks if block.kind == "step"], STEPS_OF.get(section.kind, STEPS)
            if len(steps) > most:
                yield on(entry, steps[most].line, f"{len(steps)} steps, {most} can be remembered", "join or drop some")
        if entry.document == "guide" and not (entry.section("do") or entry.section("law")):
            yield on(entry, "title", "neither steps nor law", "write at least one of the two sections")
        for audience in set(entry.audience) - AUDIENCES:
            yield on(entry, "audience", f"unknown audience {audience!r}", "use " + ", ".join(sorted(AUDIENCES)))


def dates(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Reviews come in time; nobody reviews in the future."""
    for entry in guide.entries.values():
        if entry.reviewed > today:
            yield on(
                entry,
                "reviewed",
                f"reviewed on {entry.reviewed}, which is still to come",
                "write the day of the last check",
            )
        if entry.review_by <= entry.reviewed:
            yield on(entry, "review_by", "review_by is not after reviewed", "give the day of the next check")
        days = (entry.review_by - today).days
        if days < 0:
            yield on(
                entry,
                "review_by",
                f"review is {-days} days overdue; people are told so",
                "check the text, move both dates",
                error=False,
            )
        elif days <= WARN_DAYS:
            yield on(
                entry, "review_by", f"review is due in {days} days", "check the text, move both dates", error=False
            )


def _lead_line(entry: Entry) -> int:
    return max(entry.key_lines.values(), default=1) + 2
