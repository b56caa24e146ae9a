"""A text as the rules read it, with the way back: NFC, plain spaces, dashes, quotes and digits, nothing invisible.

Pasted text is full of look-alike signs; a rule that had to know them all would miss some. Offsets of the view lead to
offsets of the text as it was given.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.text import INVISIBLE

# One sign for one sign, so that places do not move.
_PLAIN = {
    **dict.fromkeys(map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(map(ord, "«»“”„‟"), '"'),
    **dict.fromkeys(map(ord, "‘’ʼ`´"), "'"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{start + value: str(value) for start in (0x0660, 0x06F0) for value in range(10)},
}  # fmt: skip
# retrieval.text.fold without the letters that it drops.
_BARE = str.maketrans("әғқңөұүһіёйы", "агкноуухиеии")
_CLUSTER = re.compile(r"(.)([\u0300-\u036f]*)", re.DOTALL)


@dataclass(frozen=True)
class View:
    """`text` to search, `lower` in small letters, `bare` folded too (қ is к), letter for letter; starts/ends if places moved."""

    text: str
    lower: str
    bare: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    @classmethod
    def of(cls, given: str) -> "View":
        """Read a text."""
        plain = given.translate(_PLAIN)
        if unicodedata.is_normalized("NFC", plain) and not INVISIBLE.search(plain):
            return cls._made(plain)
        letters, starts, ends = [], [], []
        for cluster in _CLUSTER.finditer(plain):
            if not INVISIBLE.match(cluster[0]):
                for letter in unicodedata.normalize("NFC", cluster[0]):
                    letters.append(letter)
                    starts.append(cluster.start())
                    ends.append(cluster.end())
        text = "".join(letters)
        return cls._made(text, starts, ends)

    @classmethod
    def _made(cls, text: str, starts: Sequence[int] | None = None, ends: Sequence[int] | None = None) -> "View":
        lower = _lower(text)
        return cls(text, lower, bare(lower), starts, ends)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A span of the view as a span of the given text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def bare(text: str) -> str:
    """Folded, but nothing dropped, so that places stay; a pattern goes through it too, since letters map one to one."""
    return text.translate(_BARE)


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
