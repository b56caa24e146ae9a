"""Questions as other hands would have typed them: Latin letters, slips, words left out, politeness around, two told in one."""

import random
from collections.abc import Iterator, Sequence

from retrieval.language import latin_forms
from retrieval.training.filler import AFTER, BEFORE

_SLIP, _DROP = 0.12, 0.25
_FEW, _LONG = 4, 3


def variants(question: str, siblings: Sequence[str], lang: str, chance: random.Random, times: int) -> Iterator[str]:
    """`times` rewritings of a question; `siblings` are other questions of the same entry and language."""
    ways = [_slips, _dropped, _wrapped, _joined] + ([_in_latin] if lang == "kk" else [])
    for way in chance.sample(ways, min(times, len(ways))):
        yield way(question, siblings, lang, chance)


def _slips(question: str, siblings: Sequence[str], lang: str, chance: random.Random) -> str:
    return " ".join(_slip(word, chance) if chance.random() < _SLIP * 2 else word for word in question.split())


def _slip(word: str, chance: random.Random) -> str:
    if len(word) < _FEW:
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice([
        word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]
    ])  # fmt: skip


def _dropped(question: str, siblings: Sequence[str], lang: str, chance: random.Random) -> str:
    words = question.split()
    kept = [word for word in words if chance.random() > _DROP]
    return " ".join(kept) if len(kept) >= min(_LONG, len(words)) else question


def _wrapped(question: str, siblings: Sequence[str], lang: str, chance: random.Random) -> str:
    return f"{chance.choice(BEFORE[lang])} {question} {chance.choice(AFTER[lang])}".strip()


def _joined(question: str, siblings: Sequence[str], lang: str, chance: random.Random) -> str:
    other = chance.choice(siblings) if siblings else question
    return f"{question.rstrip('?.!')}. {other}"


def _in_latin(question: str, siblings: Sequence[str], lang: str, chance: random.Random) -> str:
    return chance.choice(list(latin_forms(question)))
