"""What a single word says about being a name: lists (`rules/names.yaml`) and the endings of Kazakh, Russian and English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pymorphy3

from retrieval import text
from retrieval.entry_file import read_yaml

FILE = Path(__file__).with_name("rules") / "names.yaml"
# All patterns read folded letters (retrieval.text.fold): ң is н, ы and і and й are и, no soft sign.
_KK_CASE = r"(?:лар|лер|дар|дер|тар|тер)?(?:имиз|им|ин|си|и)?(?:нин|дин|тин|га|ге|ка|ке|на|не|ни|ди|ти|да|де|та|те|нда|нде|дан|ден|тан|тен|нан|нен|мен|бен|пен|мин|бин|пин|син|дики|ники|тики|н)"
_KK_END = re.compile(rf"^(.{{3,}}?)(?:{_KK_CASE}|им)$")
_RU_ENDS = ("ами", "ями", "ом", "ем", "ои", "еи", "ою", "ею", "ию", "а", "я", "у", "ю", "е", "и")
_RU_CASES = "(?:а|у|им|ым|е|ои|ою|их|и)?"
_SURNAME = re.compile(rf"^[а-я-]{{2,}}(?:[аеиоу]ев|[бвгджзклмнпрстфхцчшщ](?:ов|ев)|иев){_RU_CASES}(?:{_KK_CASE})?$")
_MAYBE_SURNAME = re.compile(
    rf"^[а-я-]{{2,}}(?:ин{_RU_CASES}|(?:ск|цк)(?:ии|и|ого|ому|им|ом|ая|ои|ую)|енко|чук|юк|ян|дзе|швили|бек|баи|тегин|ьян)(?:{_KK_CASE})?$"
)
_PATRONYMIC = re.compile(
    rf"^[а-я]{{2,}}(?:(?:ович|евич|ич)(?:а|у|ем|ом|е)?|(?:овн|евн|ичн)(?:а|и|е|у|ои|ою)|(?<=[а-я]{{2}})(?:ули|кизи|гизи))(?:{_KK_CASE})?$"
)
_LONE_PATRONYMIC = re.compile(rf"^(?:ули|кизи)(?:{_KK_CASE})?$")
_MIXED = str.maketrans("aeopcyxiïk", "аеорсухіїк")


@dataclass(frozen=True)
class Word:
    """given: a given name; doubtful: also an everyday word; surname: 2 by its ending, 1 perhaps; public: somebody everybody knows."""

    given: bool = False
    doubtful: bool = False
    surname: int = 0
    patronymic: bool = False
    public: bool = False
    public_given: bool = False
    stop: bool = False

    @property
    def any(self) -> bool:
        """Whether it may be a part of a name at all."""
        return self.given or self.patronymic or self.surname == 2


class Book:
    """The lists, folded once."""

    def __init__(self) -> None:
        held = read_yaml(FILE)
        self.given = {fold(name) for key in ("given", "short_names") for name in held[key].split()}
        self.english = {name.lower() for name in held["english"].split()}
        self.doubtful = {fold(name) for name in held["doubtful"].split()}
        self.public = {fold(name) for name in held["public"].split()}
        self.public_given = {fold(name) for name in held["public_given"].split()}
        self.not_names = {fold(name) for name in held["not_names"].split()}
        self.made = re.compile(rf"^[а-я]{{3,}}(?:{'|'.join({text.fold(one) for one in held['made_kk'].split('|')})})$")
        self.not_made = {fold(name) for name in held["not_made"].split("|")}
        self.told = re.compile(rf"(?<![\w-]){held['told']}(?!\w)[ :,-]{{0,4}}\"?")
        self.role = re.compile(
            rf"(?<![\w-]){held['role']}[ ,-]{{1,3}}(?:(?:по имени|аты|есімі|named|called) )?$", re.IGNORECASE
        )

    @lru_cache(maxsize=50_000)  # noqa: B019 the book lives as long as the program
    def look(self, word: str) -> Word:
        """A word as typed."""
        folded = fold(word)
        bases = list(dict.fromkeys(_bases(folded)))
        latin = bool(text.LATIN.match(word))
        given = next((base for base in bases if base in self.given), None)
        english = latin and re.sub(r"'s$", "", word.lower()) in self.english
        made = word[:1].isupper() and any(self.made.match(base) and base not in self.not_made for base in bases[:2])
        public = any(base in self.public for base in bases)
        return Word(
            given=bool(given or english or made),
            doubtful=(given or folded) in self.doubtful,
            surname=2
            if _SURNAME.match(folded) and len(folded) > 4
            else 1
            if public or _MAYBE_SURNAME.match(folded)
            else 0,
            patronymic=bool(_PATRONYMIC.match(folded)) and len(folded) > 5,
            public=public,
            public_given=any(base in self.public_given for base in bases),
            stop=folded in self.not_names or (not given and any(base in self.not_names for base in bases)),
        )


@lru_cache(maxsize=1)
def book() -> Book:
    """The one book."""
    return Book()


def is_lone_patronymic(word: str) -> bool:
    """«ұлы», «қызы» written apart, with any ending."""
    return bool(_LONE_PATRONYMIC.match(fold(word)))


@lru_cache(maxsize=20_000)
def common(word: str) -> bool:
    """Whether a Russian dictionary knows the word, and not as a name."""
    return any(parse.is_known and not {"Surn", "Name", "Patr"} & parse.tag.grammemes for parse in _morph().parse(word))


def fold(word: str) -> str:
    """Kazakh, Russian or Latin letters in one bare Cyrillic form."""
    lower = word.lower()
    if text.LATIN.search(lower):
        if text.CYRILLIC.search(lower):
            lower = lower.translate(_MIXED)
        else:
            lower = text.to_cyrillic(
                re.sub(r"^y(?=e)|'s$|'", "", lower).replace("iya", "ия").replace("ng", "нг").replace("x", "кс")
            )
    return text.fold(lower)


@lru_cache(maxsize=1)
def _morph() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


def _bases(folded: str) -> Iterator[str]:
    yield folded
    if "-" in folded:
        yield folded.split("-")[0]
    kazakh = _KK_END.match(folded)
    while kazakh:
        yield kazakh[1]
        longer = re.match(rf"^({re.escape(kazakh[1])}.+?)(?:{_KK_CASE}|им)$", folded)
        kazakh = longer if longer and longer[1] != kazakh[1] else None
    for end in _RU_ENDS:
        stem = folded.removesuffix(end)
        if stem != folded and len(stem) >= 3:
            yield from (stem, stem + "а", stem + "я", stem + "и")
