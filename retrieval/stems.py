"""Stems: Kazakh by a light stripper of endings, Russian and English by Snowball; as hashed index terms."""

import re
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import snowballstemmer

from retrieval import text
from retrieval.text import Grams

_RUSSIAN, _ENGLISH = snowballstemmer.stemmer("russian"), snowballstemmer.stemmer("english")
# Endings in folded letters, longest first: plural, possession, case, person. At most three are taken, four letters stay.
_ENDINGS = re.compile(
    r"(ларин|лерин|лары|лери|лар|лер|дар|дер|тар|тер|имиз|иниз|ниң|нин|дин|тин|ним|дан|ден|тан|тен|нан|нен|мен|бен|пен|"
    r"ган|ген|кан|кен|дагы|деги|тагы|теги|гa|га|ге|ка|ке|на|не|да|де|та|те|ди|ти|ни|им|ин|си|м|н|и)$"
)
_KEEP, _TIMES = 4, 3


def terms(message: str) -> Grams:
    """Stems of every word; a Cyrillic word gives its Kazakh and its Russian stem, for nobody marks which it is."""
    hashes = [number for word in text.words(message) for number in _word(word)]
    return np.array(hashes, np.uint64)


def forget() -> None:
    """Drop the words that were kept: after indexing, those of the guide would hold 70 MB of scattered memory."""
    _word.cache_clear()


@lru_cache(maxsize=50_000)
def _word(word: str) -> tuple[int, ...]:
    if text.LATIN.search(word):
        return (_hash("en:" + _ENGLISH.stemWord(word)), _hash("kk:" + _kazakh(text.fold(text.to_cyrillic(word)))))
    folded = text.fold(word)
    return (_hash("ru:" + _RUSSIAN.stemWord(folded)), _hash("kk:" + _kazakh(folded)))


def _kazakh(word: str) -> str:
    for _ in range(_TIMES):
        shorter = _ENDINGS.sub("", word)
        if shorter == word or len(shorter) < _KEEP:
            return word
        word = shorter
    return word


def _hash(stem: str) -> int:
    return int.from_bytes(blake2b(stem.encode(), digest_size=8).digest(), "little")
