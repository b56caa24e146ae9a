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
_KAZAKH_WORD = re.compile(
    r"\b(?=[а-яё]*[әғқңөұүһі])[а-яёәғқңөұүһі]{2,}"
    r"|(?<=\s)(?:ма|ме|ба|бе|па|пе|деп|екен|етип|етсем|ғой|гой|болама|не истей\w*)\b"
)
_BONUS = 6.0
_SURE = 4.0  # log-odds under which the language that the person chose decides


class LanguageModel:
    """Naive Bayes over hashed character 2-5-grams, trained on the guide's own words. `table`: (3, BUCKETS) log probabilities."""

    def __init__(self, table: npt.NDArray[np.float32]) -> None:
        self.table = table

    @classmethod
    def fit(cls, lines: Mapping[str, Iterable[str]]) -> "LanguageModel":
        """Train on lines per language; Kazakh ones also stand without Kazakh letters and in Latin, as people type them."""
        counts = np.full((len(LANGS), BUCKETS), 0.1, np.float64)
        for row, lang in enumerate(LANGS):
            for line in lines.get(lang, ()):
                for variant in _variants(line) if lang == "kk" else (line,):
                    counts[row] += np.bincount(_buckets(variant), minlength=BUCKETS)
        return cls(np.log(counts / counts.sum(axis=1, keepdims=True)).astype(np.float32))

    def scores(self, message: str) -> npt.NDArray[np.float32]:
        """Log probability of the message in kk, ru and en; shape (3,)."""
        scores: npt.NDArray[np.float32] = self.table[:, _buckets(message)].sum(axis=1)
        scores[0] += _BONUS * len(_KAZAKH_WORD.findall(message))
        return scores

    def tell(self, message: str, chosen: str | None = None) -> str:
        """The language of the message; `chosen`, the person's own choice, decides what is too short or too close to tell."""
        found = text.words(message)
        if not any(word.isalpha() for word in found):
            return chosen or "kk"
        scores = self.scores(message)
        best, second = np.argsort(scores)[::-1][:2]
        unsure = scores[best] - scores[second] < _SURE
        if chosen and (unsure or (len(found) < 2 and len(message) < 8)):
            return chosen
        return LANGS[int(best)]


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
