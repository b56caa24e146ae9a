"""Endings by which names are known and declined in Kazakh and Russian.

All of them read folded letters (retrieval.text.fold): ң is н, ы and і and й are и, and there is no soft sign.
"""

import itertools
import re
from collections.abc import Iterator
from types import MappingProxyType

from retrieval.text import KAZAKH_LETTERS

_PLURALS = ("лар", "лер", "дар", "дер", "тар", "тер")
_POSSESSIVES = ("имиз", "им", "ин", "си", "и")
_CASES = (
    "нин", "дин", "тин", "га", "ге", "ка", "ке", "на", "не", "ни", "ди", "ти", "да", "де", "та", "те", "нда", "нде", "дан",
    "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен", "мин", "бин", "пин", "син", "дики", "ники", "тики", "н",
)  # fmt: skip
# Every ending that Kazakh puts behind a name; looked up, since a pattern made per word is slow.
_KK_ENDS = frozenset(map("".join, itertools.product(("", *_PLURALS), ("", *_POSSESSIVES), ("", *_CASES)))) - {""}
_LONGEST_END = max(map(len, _KK_ENDS))
_KK_CASE = f"(?:{'|'.join(_PLURALS)})?(?:{'|'.join(_POSSESSIVES)})?(?:{'|'.join(_CASES)})"
# What a Russian case ending stands for in the nominative, in folded letters: Ерланом, Анной, Катей, Сергеем, Айгулью.
_RU_ENDS = MappingProxyType(
    {
        "ом": ("",), "ем": ("и", ""), "ои": ("а",), "еи": ("я",), "ою": ("а",), "ею": ("я",), "а": ("",), "я": ("и", ""),
        "у": ("", "а"), "ю": ("и", "", "я"), "е": ("", "а", "я", "и"), "и": ("а", "я", ""),
    }
)  # fmt: skip
_RU_CASES = "(?:а|у|им|ым|е|ои|ою|их|и)?"
_SURNAME = re.compile(rf"^[а-я-]{{2,}}(?:[аеиоу]ев|[бвгджзклмнпрстфхцчшщ](?:ов|ев)|иев){_RU_CASES}(?:{_KK_CASE})?$")
_MAYBE_SURNAME = re.compile(
    rf"^[а-я-]{{2,}}(?:ин{_RU_CASES}|(?:ск|цк)(?:ии|и|ого|ому|им|ом|ая|ои|ую)|енко|чук|юк|ян|дзе|швили|бек|баи|тегин|ьян)(?:{_KK_CASE})?$"
)
_PATRONYMIC = re.compile(
    r"^[а-я]{2,}(?:(?:ович|евич|[ьи]ич)(?:а|у|ем|ом|е|тин|ти|пен|тан)?|(?:овн|евн|ичн)(?:а|и|е|у|ои|ою)(?:нин|ни|га|мен|дан)?)$"
)
_KK_PATRONYMIC = re.compile(
    r"^[\w-]{3,}(?:ұлы|улы|қызы|кызы|ғызы|uly|kyzy|qyzy|qizi|kizi)(?:[нндтғгмбп][^\W\d]{1,3}|н)?$"
)
_LONE_PATRONYMIC = re.compile(rf"^(?:ули|кизи)(?:{_KK_CASE})?$")


def is_surname(folded: str) -> bool:
    """Surely a surname by its ending: -ов, -ев and their cases."""
    return len(folded) > 4 and bool(_SURNAME.match(folded))


def may_be_surname(folded: str) -> bool:
    """Perhaps one: -ин, -ский, -енко, -бек; everyday words end so too."""
    return bool(_MAYBE_SURNAME.match(folded))


def is_patronymic(lower: str, folded: str) -> bool:
    """-ович, -евна, -ұлы, -қызы; the Kazakh ones by the small letters as typed, for folded they are half of all words."""
    kazakh = _KK_PATRONYMIC.match(lower)
    if kazakh and KAZAKH_LETTERS & set(lower) and "улы" in lower:
        kazakh = None  # қарулы: whoever types қ types ұлы too
    return len(folded) > 5 and bool(_PATRONYMIC.match(folded) or kazakh)


def is_lone_patronymic(folded: str) -> bool:
    """«ұлы», «қызы» written apart, with any ending."""
    return bool(_LONE_PATRONYMIC.match(folded))


def bases(folded: str, foreign: bool) -> Iterator[str]:
    """What a word may be without its endings, itself first; `foreign`: no Russian word."""
    yield folded
    if "-" in folded:
        yield folded.split("-")[0]
    for length in range(1, min(_LONGEST_END, len(folded) - 3) + 1):
        if folded[-length:] in _KK_ENDS:
            yield folded[:-length]
    if not foreign:
        for end, beginnings in _RU_ENDS.items():
            stem = folded.removesuffix(end)
            if stem != folded and len(stem) >= 3:
                yield from (stem + beginning for beginning in beginnings)
