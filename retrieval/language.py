"""Which language a message is in: Kazakh, Russian or English; Kazakh also without its letters, in Latin, or mixed with Russian."""

import re
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from retrieval import text
from retrieval.guide import LANGS

BUCKETS = 1 << 16
_LETTERLESS = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
# Two habits of writing Kazakh in Latin letters; people mix them, and n-grams meet in the middle. A dash is no letter at all.
_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_HABITS = (
    "a a b v g g d e e j z i i k q l m n n o o p r s t u u u f h h c ch sh sh - y i - e iu ia",
    "a e b v g gh d e e zh z i y k k l m n ng o o p r s t u u u f kh h ts ch sh sh - y i - e yu ya",
)
_LATIN = [
    {letter: "" if latin == "-" else latin for letter, latin in zip(_ALPHABET, habit.split(), strict=True)}
    for habit in _HABITS
]
# A Kazakh letter inside a lower-case word is nearly proof; capitalised words may be names inside Russian. Particles likewise.
_KAZAKH_WORD = re.compile(r"\b(?=[а-яё]*[әғқңөұүһі])[а-яёәғқңөұүһі]{2,}")
_PARTICLE = re.compile(r"(?<=\s)(?:ма|ме|ба|бе|па|пе|деп|екен|етип|етсем|ғой|гой|болама|не истей\w*)\b")
_BONUS, _LETTER_BONUS = 12.0, 24.0
_PLAIN_WORD = re.compile(r"(?<!\w)[а-яёәғқңөұүһі]{4,}(?!\w)")
_OWN, _OWN_BONUS = (
    15.0,
    30.0,
)  # a word this much more Kazakh than Russian says that the Russian ones beside it are borrowed
_NEVER = 1e6
_DRAWN_OUT = re.compile(r"(\w)\1{3,}")  # «жоооооқ»: a letter held down tells no language, however long
# Log-odds under which the language that the person chose decides: the fewer the words, the more it takes.
_SURE, _SURE_BRIEF, _SURE_SHORT = 4.0, 8.0, 18.0
_SURE_BORROWED = 28.0  # keywords typed by those who chose Kazakh borrow from Russian
_BRIEF, _SHORT, _MOST = 5, 3, 12
_BATCH = 500


class LanguageModel:
    """Naive Bayes over hashed character 2-5-grams, trained on the guide's own words. `table`: (3, BUCKETS) log probabilities."""

    def __init__(self, table: npt.NDArray[np.float32]) -> None:
        self.table = table

    @classmethod
    def fit(cls, lines: Mapping[str, Iterable[str]]) -> "LanguageModel":
        """Train on lines per language; Kazakh ones also stand without Kazakh letters and in Latin, as people type them."""
        counts = np.full((len(LANGS), BUCKETS), 0.1, np.float64)
        for row, lang in enumerate(LANGS):
            held = list(lines.get(lang, ()))
            for start in range(0, len(held), _BATCH):
                together = " ".join(
                    held[start : start + _BATCH]
                )  # one text: a few hundred n-grams too many at the seams, thousands of calls fewer
                for form in _variants(together) if lang == "kk" else (together,):
                    counts[row] += np.bincount(_buckets(form), minlength=BUCKETS)
        return cls(np.log(counts / counts.sum(axis=1, keepdims=True)).astype(np.float32))

    def scores(self, message: str) -> npt.NDArray[np.float32]:
        """Log probability of the message in kk, ru and en; shape (3,)."""
        scores: npt.NDArray[np.float32] = self.table[:, _buckets(message)].sum(axis=1)
        scores[0] += (
            _BONUS * len(_PARTICLE.findall(message))
            + _LETTER_BONUS * len(_KAZAKH_WORD.findall(message))
            + self._own_words(message)
        )
        if not text.LATIN.search(message):
            scores[2] -= _NEVER
        if not text.CYRILLIC.search(message):
            scores[1] -= _NEVER
        return scores

    def tell(self, message: str, chosen: str | None = None) -> str:
        """The language of the message; `chosen`, the person's own choice, decides what is too short or too close to tell."""
        message = _DRAWN_OUT.sub(r"\1\1\1", message)
        found = text.words(message)
        if not any(word.isalpha() for word in found):
            return chosen or "kk"
        scores = self.scores(message)
        best = int(np.argmax(scores))
        if chosen and len(found) < 2 and len(message) < 8 and not text.KAZAKH_LETTERS & set(message):
            return chosen
        if chosen and scores[best] - scores[LANGS.index(chosen)] < _wanted(len(found), LANGS[best], chosen):
            return chosen
        return LANGS[best]

    def _own_words(self, message: str) -> float:
        """A bonus when a plain lower-case word can only be Kazakh; names are written with a capital."""
        for word in _PLAIN_WORD.findall(message)[:_MOST]:
            kazakh, russian = self.table[:2, _buckets(word)].sum(axis=1)
            if kazakh - russian > _OWN:
                return _OWN_BONUS
        return 0.0


def _wanted(words: int, best: str, chosen: str) -> float:
    """How sure one must be to answer in another language than the chosen one."""
    if words > _BRIEF:
        return _SURE
    if chosen == "kk" and best == "ru":
        return _SURE_BORROWED
    return _SURE_SHORT if words <= _SHORT and "en" not in (best, chosen) else _SURE_BRIEF


def latin_forms(line: str) -> Iterable[str]:
    """Kazakh as people type it in Latin letters, once for each habit."""
    lower = line.lower()
    for table in _LATIN:
        yield "".join(table.get(letter, letter) for letter in lower)


def _variants(line: str) -> Iterable[str]:
    yield line
    yield line.translate(_LETTERLESS)
    yield from latin_forms(line)


def _buckets(message: str) -> npt.NDArray[np.int64]:
    return (text.grams(message.lower(), 2, 5) % np.uint64(BUCKETS)).astype(np.int64)
