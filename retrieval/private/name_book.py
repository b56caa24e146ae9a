"""What a single word says about being a name: lists (`rules/names.yaml`) and the endings of Kazakh, Russian and English."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pymorphy3

from retrieval import text
from retrieval.entry_file import read_yaml
from retrieval.private import name_endings as endings

FILE = Path(__file__).with_name("rules") / "names.yaml"
_MIXED = str.maketrans("aeopcyxiïk", "аеорсухіїк")


@dataclass(frozen=True)
class Word:
    """given: a given name (exact: no ending); doubtful: a common word too; surname: 2 surely, 1 perhaps; public: a known person."""

    given: bool = False
    exact: bool = False
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
        self.given = {fold(name) for name in held["given"].split()}
        self.short = {fold(name) for name in held["short_names"].split()}
        self.english = {name.lower() for name in held["english"].split()}
        # Arman in Latin letters is a name and nothing else; in Cyrillic it is also a dream.
        doubtful = held["doubtful"].split()
        self.doubtful = {fold(name) for name in doubtful if not name.isascii()}
        self.doubtful_english = {name.lower() for name in doubtful if name.isascii()}
        self.public = {fold(name) for name in held["public"].split()}
        self.public_given = {fold(name) for name in held["public_given"].split()}
        self.not_names = {fold(name) for name in held["not_names"].split()}
        self.made = re.compile(rf"^[а-я]{{3,}}(?:{'|'.join({text.fold(one) for one in held['made_kk'].split('|')})})$")
        self.not_made = {fold(name) for name in held["not_made"].split("|")}
        self.told = re.compile(rf"(?<![\w-]){held['told']}(?!\w)[ :,-]{{0,4}}\"?")
        self._roles = re.compile(rf"{held['role']}(?: |$)", re.IGNORECASE)
        self.role = re.compile(
            rf"(?<![\w-]){held['role']}[ ,-]{{1,3}}(?:(?:по имени|аты|есімі|named|called) )?$", re.IGNORECASE
        )

    def is_role(self, word: str) -> bool:
        """«Шебер», «врач», «менеджер»: who somebody is, not how they are called."""
        return bool(self._roles.match(word))

    @lru_cache(maxsize=50_000)  # noqa: B019 the book lives as long as the program
    def look(self, word: str) -> Word:
        """A word as typed."""
        folded = fold(word)
        latin = bool(text.LATIN.match(word))
        foreign = latin or bool(text.KAZAKH_LETTERS & set(word))  # no Russian endings there
        if word.isupper() and len(word) < 4:
            return Word()  # an abbreviation
        # Latin letters are read by ear: without a capital only as they stand, or «care» would be a case of Сара.
        bases = [folded] if latin and word.islower() else list(dict.fromkeys(endings.bases(folded, foreign)))
        # Толық is no Толик: a short Russian name has no Kazakh letters.
        given = next((base for base in bases if base in self.given or (not foreign and base in self.short)), None)
        english = latin and re.sub(r"'s$", "", word.lower()) in self.english
        made = (
            word[:1].isupper()
            and folded not in self.not_made
            and any(self.made.match(base) and base not in self.not_made for base in bases[:4])
        )
        public = any(base in self.public for base in bases)
        return Word(
            given=bool(given or english or made),
            exact=given == folded or english,
            doubtful=word.lower() in self.doubtful_english if latin else (given or folded) in self.doubtful,
            surname=2 if endings.is_surname(folded) else 1 if public or endings.may_be_surname(folded) else 0,
            patronymic=endings.is_patronymic(word.lower(), folded),
            public=public,
            public_given=any(base in self.public_given for base in bases),
            stop=folded in self.not_names or (not given and any(base in self.not_names for base in bases)),
        )


@lru_cache(maxsize=1)
def book() -> Book:
    """The one book."""
    return Book()


@lru_cache(maxsize=20_000)
def common(word: str) -> bool:
    """Whether a Russian dictionary knows the word, and not as a name."""
    if not _morph().word_is_known(word):
        return False
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
