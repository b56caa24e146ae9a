"""A letter with its answers in it, as blocks that a screen, a page and a word processor show each in its way."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.domain.letters import LINE, as_date, option
from retrieval.letters import BLANK, Blank, Letter

TENGE = {"kk": "теңге", "ru": "тенге", "en": "tenge"}  # a box on paper in fonts that lack the sign
Dated = Callable[[datetime.date], str]


@dataclass(frozen=True)
class Gap:
    """A line to write on by hand. A wide one reaches to the margin."""

    wide: bool


Row = tuple[str | Gap, ...]


@dataclass(frozen=True)
class Block:
    """Lines that belong together: who writes to whom, the heading, a paragraph or a list, date and signature."""

    role: Literal["head", "title", "text", "end"]
    rows: tuple[Row, ...]


Blocks = tuple[Block, ...]


class Press(Protocol):
    """Makes a letter into files, in memory. Takes a fraction of a second of computing: not for the event loop."""

    def pdf(self, blocks: Blocks, lang: str) -> bytes:
        """A4 pages."""

    def docx(self, blocks: Blocks, lang: str) -> bytes:
        """The same for a word processor."""

    def calendar(self, day: datetime.date, summary: str, about: str) -> bytes:
        """A day to come back on, as an .ics file."""


def compose(letter: Letter, answers: Mapping[str, str], dated: Dated) -> Blocks:
    """The letter; what has no answer is a line. `dated` writes a date in the letter's language."""
    values = {blank.id: _value(blank, answers.get(blank.id, ""), letter.lang, dated) for blank in letter.blanks}
    parts = letter.body.split("\n\n")
    return tuple(
        Block(_role(place, len(parts)), tuple(_row(line, values) for line in part.split("\n")))
        for place, part in enumerate(parts)
    )


def plain(blocks: Blocks) -> str:
    """The letter as text to copy."""
    return "\n\n".join("\n".join(_plain(row) for row in block.rows) for block in blocks)


def _plain(row: Row) -> str:
    return "".join(piece if isinstance(piece, str) else LINE for piece in row)


def _role(place: int, count: int) -> Literal["head", "title", "text", "end"]:
    """Every model letter begins with its address block and its heading, and ends with date and signature (a test holds it)."""
    if place < 2:
        return "title" if place else "head"
    return "end" if place == count - 1 else "text"


def _value(blank: Blank, answer: str, lang: str, dated: Dated) -> str:
    if blank.kind == "choice":
        return option(blank, answer)
    day = as_date(answer) if blank.kind in ("date", "deadline") else None
    return dated(day) if day else _printable(answer).replace("₸", TENGE[lang]).strip()


def _printable(text: str) -> str:
    """Without signs that no font of a letter has: pictures, private and unassigned characters."""
    return "".join(
        one for one in text if unicodedata.category(one) not in ("So", "Cn", "Co", "Cs", "Cc", "Cf") or one in "№₸"
    )


def _row(line: str, values: Mapping[str, str]) -> Row:
    pieces: list[str | Gap] = []
    at = 0
    for match in BLANK.finditer(line):
        pieces.append(line[at : match.start()])
        after, at = line[match.end() :], match.end()
        value = values.get(match[1], "")
        if value and re.match(r"[.,;]", after):
            value = value.rstrip(".,;")  # the letter ends the sentence itself
        pieces.append(value or Gap(wide=not re.search(r"\w", after)))
    return tuple(piece for piece in [*pieces, line[at:]] if piece)
