"""Dates of birth without a word that says so: a date right beside a name, in a list of pupils or a form."""

import re
from collections.abc import Iterator, Sequence

from retrieval.private.checks import is_birth_date
from retrieval.private.finding import Finding
from retrieval.private.view import View

# Nobody who is written about in a list was born last year; a date beside a signature is of this one.
_DATE = re.compile(
    r"(?<![\d.,/-])(?:\d{1,2}[./-]\d{1,2}[./-](?:19\d\d|20[01]\d|202[0-3])|(?:19\d\d|20[01]\d)-\d\d-\d\d)(?![\d/-]|\.\d)"
)
_BESIDE = re.compile(r"[ ,;:|\t(-]{1,4}$")


def find(view: View, found: Sequence[Finding]) -> Iterator[Finding]:
    """Dates that follow a name with nothing between but signs."""
    names = {one.end for one in found if one.type == "NAME"}
    for match in _DATE.finditer(view.text) if names else ():
        near = _BESIDE.search(view.text, max(0, match.start() - 4), match.start())
        if near and near.start() in names and is_birth_date(match[0]):
            yield Finding("DOB", match.start(), match.end(), "dob")
