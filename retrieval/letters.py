"""Model letters: front matter with named blanks, and the letter's text with `{blank}` in it."""

import datetime
import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval.entry_file import ContentError, read_yaml

BLANK = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Blank(BaseModel):
    """A gap in a letter: what to write there; `by_hand` ones are never typed into a bot."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    label: str = Field(min_length=2)
    help: str = Field(min_length=2)
    kind: Literal["text", "date", "deadline", "organisation", "choice"]  # a date has been, a deadline is to come
    options: list[str] = []
    by_hand: bool = False


class Recipient(BaseModel):
    """Who gets a letter, and how to send it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contacts: list[str] = []
    how: str


class Letter(BaseModel):
    """A letter in one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    lang: str
    path: str
    body: str
    title: str
    purpose: str = Field(alias="for")
    to: Recipient
    sources: list[str]
    term: str
    remind_days: int | None = None
    entries: list[str]  # where it is offered, the main one first
    blanks: list[Blank]
    reviewed: datetime.date
    review_by: datetime.date

    def used(self) -> set[str]:
        """Blanks that stand in the text."""
        return set(BLANK.findall(self.body))


def read(path: Path, lang: str) -> Letter:
    """A letter file as a value. Raises ContentError."""
    match = re.match(r"---\n(.*?\n)---\n(.*)\Z", path.read_text("utf-8"), flags=re.DOTALL)
    if not match:
        raise ContentError(path, 1, "has no front matter", "begin with a line ---, the keys, and a line ---")
    data = read_yaml(path, match[1], first_line=2)
    try:
        return Letter.model_validate(
            {**data, "id": path.stem, "lang": lang, "path": str(path), "body": match[2].strip()}
        )
    except (ValidationError, TypeError) as error:
        detail = (
            error.errors()[0]
            if isinstance(error, ValidationError)
            else {"loc": ("front matter",), "msg": "is no mapping"}
        )
        raise ContentError(path, 2, f"key {'.'.join(map(str, detail['loc']))!r}: {detail['msg']}", "mend it") from None
