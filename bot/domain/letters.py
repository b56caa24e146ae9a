"""Filling a model letter in: one question after another, back and forth, with what must never be typed refused."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from retrieval import private
from retrieval.letters import Blank, Letter
from retrieval.text import tidy

KIND = "letter"  # of the dialogue
LONGEST = 1_000  # characters of one answer
LINE = "_" * 12
# What opens an account or proves who somebody is stays off every screen; a phone number or a name may belong to the story.
REFUSED = frozenset({"IIN", "CARD", "IBAN", "DOC", "PASSWORD", "SECRET"})
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})|(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True)
class Draft:
    """A letter under way. Answers are words, ISO dates or numbers of options; an empty one stays a line on the paper."""

    letter: str
    lang: str
    at: str | None = None  # the blank that is asked now; None: all have been asked
    answers: Mapping[str, str] = field(default_factory=dict)
    held: str = ""  # an answer whose numbers have become lines, until the person says yes to it
    listening: bool = True  # typed words are answers; not any more when the person has turned to something else

    def fields(self) -> dict[str, Any]:
        """For the store."""
        return asdict(self)

    @classmethod
    def of(cls, fields: Mapping[str, Any] | None) -> "Draft | None":
        """From the store; None for what another version has written."""
        try:
            return cls(**fields) if fields else None
        except TypeError:
            return None


@dataclass(frozen=True)
class Typed:
    """An answer as typed: `value` is fit to be used, with lines where `refused` numbers stood."""

    value: str
    refused: tuple[str, ...] = ()
    too_long: bool = False


def asked(letter: Letter) -> tuple[Blank, ...]:
    """The blanks that are asked about; the others are filled by hand."""
    return tuple(blank for blank in letter.blanks if not blank.by_hand)


def by_hand(letter: Letter, draft: Draft) -> tuple[Blank, ...]:
    """The blanks that will be lines on the paper."""
    return tuple(blank for blank in letter.blanks if not draft.answers.get(blank.id))


def begin(letter: Letter) -> Draft:
    """The first question of a letter."""
    return Draft(letter.id, letter.lang, asked(letter)[0].id)


def current(letter: Letter, draft: Draft) -> Blank | None:
    """The blank that is asked now; None when all have been, or when an editor has taken it away meanwhile."""
    return next((blank for blank in asked(letter) if blank.id == draft.at), None)


def answered(letter: Letter, draft: Draft, value: str) -> Draft:
    """The question answered (or left as a line, with ""), and the next one that has not been asked yet."""
    if draft.at is None:
        return draft
    answers = {**draft.answers, draft.at: value}
    ids = [blank.id for blank in asked(letter)]
    return replace(draft, answers=answers, held="", at=next((one for one in ids if one not in answers), None))


def back(letter: Letter, draft: Draft) -> Draft:
    """The question before; from the finished letter, the last one."""
    ids = [blank.id for blank in asked(letter)]
    place = ids.index(draft.at) if draft.at in ids else len(ids)
    return replace(draft, at=ids[max(0, place - 1)], held="", listening=True)


def go_to(letter: Letter, draft: Draft, blank_id: str) -> Draft:
    """A question asked again."""
    known = any(blank.id == blank_id for blank in asked(letter))
    return replace(draft, at=blank_id, held="", listening=True) if known else draft


def read(text: str, blank: Blank) -> Typed:
    """What a person typed for a blank. A date in figures becomes an ISO date; in words it stays as it is."""
    value = " ".join(tidy(text).split())
    if len(value) > LONGEST:
        return Typed("", too_long=True)
    if blank.kind == "choice":
        return Typed(value if value in _numbers(blank) else "")
    found = [one for one in private.find(value) if one.type in REFUSED]
    if found:
        return Typed(private.mask(value, found, LINE), tuple(dict.fromkeys(one.why for one in found)))
    return Typed(_iso(value) if blank.kind in ("date", "deadline") else value)


def option(blank: Blank, value: str) -> str:
    """The words of a chosen option; none for a number that no option has."""
    return blank.options[int(value) - 1] if value in _numbers(blank) else ""


def come_back(letter: Letter, draft: Draft, today: datetime.date) -> datetime.date | None:
    """The day to look for an answer: so many days after the letter's own date, or after today."""
    if not letter.remind_days:
        return None
    return (as_date(draft.answers.get("date", "")) or today) + datetime.timedelta(days=letter.remind_days)


def as_date(value: str) -> datetime.date | None:
    """An ISO date as a value; None for anything else."""
    try:
        return datetime.date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def _numbers(blank: Blank) -> list[str]:
    return [str(number + 1) for number in range(len(blank.options))]


def _iso(value: str) -> str:
    match = _NUMERIC.fullmatch(value)
    if not match:
        return value
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return value
