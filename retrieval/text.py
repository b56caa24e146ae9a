"""Text as people type it: tidying, folding to a bare alphabet, Latin Kazakh to Cyrillic, words and n-grams."""

import re
import unicodedata
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Grams = npt.NDArray[np.uint64]
Kind = TypeVar("Kind", bound=np.generic)

WORD = re.compile(r"\w+")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
KAZAKH_LETTERS = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")

# Joiners, direction marks and other invisible characters: never part of a word, often pasted along, sometimes an attack.
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[^\S\n]+")

# Half of the people who write Kazakh have no Kazakh keyboard: both spellings must meet in one bare form.
# й and ы join и because Latin Kazakh cannot tell them apart.
_FOLD = str.maketrans("әғқңөұүһіёйы", "агкноуухиеии", "ъь")

# Ad-hoc Latin Kazakh and Russian, longest first. Letters that the fold merges anyway need no finer choice.
_DIGRAPHS = (
    ("shch", "щ"), ("sch", "щ"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("gh", "ғ"), ("ng", "ң"),
    ("ts", "ц"), ("ya", "я"), ("yu", "ю"), ("yo", "ё"), ("ja", "жа"),
)  # fmt: skip
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzäáğǵıñńöóşūúüýç",
    "абсдефгхижклмнопқрстувухйзәәғғыңңөөшұүүуч",
)


def tidy(text: str) -> str:
    """NFC, no control or invisible characters, single spaces; line breaks stay."""
    text = unicodedata.normalize("NFC", text)
    text = _CONTROL.sub(" ", INVISIBLE.sub("", text.replace("\r", "\n")))
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n")).strip()


def fold(text: str) -> str:
    """Lower case, one bare letter for every Kazakh or doubtful one: құқық, кукык and КУКЫК are one word."""
    return text.lower().translate(_FOLD)


def to_cyrillic(text: str) -> str:
    """Kazakh typed in Latin letters, by ear, into Cyrillic; good enough to search with, not to show."""
    text = text.lower()
    for latin, cyrillic in _DIGRAPHS:
        text = text.replace(latin, cyrillic)
    return text.translate(_LETTERS)


def words(text: str) -> list[str]:
    """Words and numbers, lower-cased."""
    return WORD.findall(text.lower())


def script(text: str) -> str:
    """`cyrillic`, `latin`, `mixed` or `none`: what most letters of a text are."""
    cyrillic, latin = len(CYRILLIC.findall(text)), len(LATIN.findall(text))
    if not cyrillic + latin:
        return "none"
    share = cyrillic / (cyrillic + latin)
    return "cyrillic" if share > 0.8 else "latin" if share < 0.2 else "mixed"


def grams(text: str, low: int = 3, high: int = 5) -> Grams:
    """Hashes of the character n-grams of a text, `low` to `high` letters, in order; shape (m,).

    Words are joined by single spaces and the ends are marked, so that a gram may span two words.
    A rolling polynomial over code points: 64 bits keep collisions out of reach for a guide of any size.
    """
    codes = np.frombuffer(f" {' '.join(WORD.findall(text))} ".encode("utf-32-le"), np.uint32).astype(np.uint64)
    parts, rolled = ([codes] if low == 1 else []), codes
    for size in range(2, high + 1):
        if len(codes) < size:
            break
        rolled = rolled[:-1] * np.uint64(0x9E3779B97F4A7C15) + codes[size - 1 :]
        if size >= low:
            parts.append(rolled ^ np.uint64(size))
    return np.concatenate(parts) if parts else np.empty(0, np.uint64)


def counted(values: npt.NDArray[Kind]) -> tuple[npt.NDArray[Kind], npt.NDArray[np.int64]]:
    """Distinct values, sorted, and how often each stands there; NumPy's own `unique` takes twice as long for a question."""
    ordered = np.sort(values)
    first = np.ones(len(ordered) + 1, bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:-1])
    starts = np.flatnonzero(first)
    return ordered[starts[:-1]], np.diff(starts)


def letters_language(text: str) -> str:
    """`kk`, `ru` or `en` by the letters alone: for placeholders, where no guide and no model is loaded."""
    if script(text) == "latin":
        return "en"
    return "kk" if KAZAKH_LETTERS & set(text) else "ru"
