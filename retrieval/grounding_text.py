"""A sentence as grounding reads it: words with stems, who is named, what is negated, which numbers of what, how strong it is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import snowballstemmer

from retrieval import concepts, text
from retrieval.entry_file import read_yaml

FOLDER = Path(__file__).parent / "grounding_rules"
WORD = re.compile(r"/?\w+(?:[-'’]\w+)*|%")
LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+|(?<![\w/])@\w{3,}|(?<![\w.])(?:[a-z0-9-]+\.)+[a-z]{2,12}(?:/\S*)?",
    re.IGNORECASE,
)
CITED = re.compile(r"\[(\d+)\]")
NUMBER = re.compile(r"\d+(?:[ \u00a0]\d{3}(?!\d))*(?:[.,:/]\d+)*")
FORCES = ("must_not", "need_not", "must", "should", "may")

_ENGLISH = snowballstemmer.stemmer("english")
# Kazakh endings, peeled one by one: the negative ones are seen before they go.
_NEGATIVE = re.compile(
    r"(?:(?<=\w)м[ае]|(?<=[зжмнң])б[ае]|(?<=[пкқтсшфхцч])п[ае])"
    r"(?:й\w{0,6}|ңыз(?:дар)?|ңіз(?:дер)?|ған\w{0,6}|ген\w{0,6}|са\w{0,4}|се\w{0,4}|сын\w{0,3}|сін\w{0,3}|д[ыі]\w{0,2}|пт[ыі]|у\w{0,5}|с|ст[ае]н)$"
)
_ENDING = re.compile(
    r"(?:лары|лері|дары|дері|тары|тері|лар|лер|дар|дер|тар|тер|ымыз|іміз|мыз|міз|ыңыз|іңіз|ңыз|ңіз|ның|нің|дың|дің|тың|тің|"
    r"дан|ден|тан|тен|нан|нен|мен|бен|пен|нда|нде|да|де|та|те|ға|ге|қа|ке|на|не|ны|ні|ды|ді|ты|ті|ы|і|сы|сі|ым|ім|ың|ің|"
    r"сыз|сіз|мын|мін|ған|ген|қан|кен|атын|етін|йтын|йтін|тын|тін|йды|йді|ады|еді|йын|йін|сын|сін|са|се|п|ып|іп|уы|уі|у|й|"
    r"дағы|дегі|тағы|тегі|ғы|гі|қы|кі|лық|лік|дық|дік|тық|тік|лы|лі|шы|ші|ша|ше|ғанда|генде|қанда|кенде|а|е)$"
)


@dataclass(frozen=True)
class Rules:
    """A language's lists, each as one pattern over a word or over a text."""

    word: Mapping[str, re.Pattern[str]]
    force: Mapping[str, tuple[re.Pattern[str], ...]]
    units: Mapping[str, re.Pattern[str]]
    roles: Mapping[str, re.Pattern[str]]
    reach: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, float]
    synonyms: Mapping[str, frozenset[int]]
    because: re.Pattern[str]
    therefore: re.Pattern[str]
    aside: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Word:
    """A word of a sentence. `keys`: its stem, its concepts, its synonyms; two words with a key in common say the same."""

    text: str
    stem: str
    keys: frozenset[str]
    at: int
    light: bool = False
    capital: bool = False
    negated: bool = False
    lacking: bool = False
    tags: frozenset[str] = frozenset()
    role: str = ""


@dataclass(frozen=True)
class Reading:
    """A sentence or clause, read. `amounts`: numbers with the unit that follows them; `force`: kinds of may and must."""

    text: str
    lang: str
    words: tuple[Word, ...]
    amounts: frozenset[tuple[str, str]]
    units: frozenset[str]
    force: frozenset[str]
    because: bool
    therefore: bool

    @cached_property
    def keys(self) -> frozenset[str]:
        """All that it says, as keys."""
        return frozenset(key for word in self.words for key in word.keys)

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """Words that carry meaning of their own."""
        return tuple(word for word in self.words if not word.light and not word.text[0].isdigit())

    @cached_property
    def turns(self) -> int:
        """How many words turn it round; two cancel out."""
        turning = rules(self.lang).word["turning"]
        return sum("denied" in word.tags or bool(turning.match(word.text)) for word in self.words)

    @cached_property
    def negative(self) -> bool:
        """Whether anything in it is denied or forbidden."""
        return any(word.negated for word in self.words) or bool(self.force & {"must_not", "need_not"})


@cache
def rules(lang: str) -> Rules:
    """The lists of a language, read once."""
    data = read_yaml(FOLDER / f"{lang}.yaml")
    lists = ("light", "negators", "turning", "lacking", "weighty", "opposed", "months", "secrets", "giving", "dangling")
    return Rules(
        word={name: _beginnings(data[name]) for name in lists},
        force={name: tuple(re.compile(one) for one in data[name]) for name in FORCES},
        units={name: _beginnings(items) for name, items in data["units"].items()},
        reach={name: _beginnings(items) for name, items in data["universal"].items()},
        roles={name: _beginnings(items) for name, items in data["roles"].items()},
        numbers=data["number_words"],
        synonyms=_groups(data["synonyms"], lang),
        because=re.compile("|".join(data["because"])),
        therefore=re.compile("|".join(data["therefore"])),
        aside={where: frozenset(words) for where, words in data["aside"].items()},
    )


def read(sentence: str, lang: str) -> Reading:
    """A sentence (or a clause of one) as words, amounts and force."""
    plain = CITED.sub(" ", text.tidy(sentence)).strip()
    lower, held = plain.lower(), rules(lang)
    found = [(match.group(), match.start()) for match in WORD.finditer(plain)]
    words = _acting(_denied([_word(one, at, number, lang) for number, (one, at) in enumerate(found)], lang), lang)
    return Reading(
        plain, lang, tuple(words), _amounts(words, lower, held),
        frozenset(unit for word in words for unit in _units(word.text, held)),
        _force(lower, held), bool(held.because.search(lower)), bool(held.therefore.search(lower)),
    )  # fmt: skip


def clauses(sentence: str) -> list[str]:
    """A sentence at its commas, colons and dashes; a piece of one or two words stays with the one before it."""
    pieces: list[str] = []
    for piece in re.split(r"[,;:()]\s+|\s[—–-]\s|(?<=\w)[)]", sentence):
        if piece.strip() and pieces and len(WORD.findall(piece)) < 3:
            pieces[-1] += ", " + piece
        elif piece.strip():
            pieces.append(piece)
    return pieces


def _word(one: str, at: int, number: int, lang: str) -> Word:
    lower, held = one.lower().replace("ё", "е" if lang == "ru" else "ё"), rules(lang)
    stem, keys, tags = _look_up(lower, lang)
    role = next((name for name, pattern in held.roles.items() if pattern.match(lower)), "")
    own = {name for name in ("weighty", "opposed", "months", "secrets", "giving") if held.word[name].match(lower)}
    own |= {f"reach:{name}" for name, pattern in held.reach.items() if pattern.match(lower)}
    light = bool(held.word["light"].match(lower)) or len(lower) < 2
    capital = one[0].isupper() and (number > 0 or (one.isupper() and len(one) > 1))
    keys = keys | {f"r:{role}"} if role else keys
    return Word(lower, stem, keys, at, light and not role, capital, tags=frozenset(tags | own), role=role)


@lru_cache(maxsize=20_000)
def _look_up(word: str, lang: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """Stem, keys and tags of a word on its own."""
    stem, tags, more = _STEMMERS[lang](word)
    found = {f"w:{stem}", *(f"w:{one}" for one in more)}
    groups = {group for one in (stem, word, *more) for group in _synonyms(one, lang)}
    named = {f"c:{number}" for number in concepts.load().find(word)} if len(word) > 3 else set()
    return stem, frozenset(found | {f"s:{group}" for group in groups} | named), frozenset(tags)


def _russian(word: str) -> tuple[str, set[str], set[str]]:
    parses = [one for one in _morphology().parse(word)[:4] if one.score > 0.05]
    if not parses:
        return word, set(), set()
    lemma = parses[0].normal_form.replace("ё", "е")
    cases = {str(one.tag.case) for one in parses if one.tag.case}
    tags = ({"subject"} if "nomn" in cases else {"object"} if cases else set()) | {str(parses[0].tag.POS)}
    tags |= {"order"} if any(one.tag.mood == "impr" for one in parses) else set()
    size = 5 if parses[0].tag.POS in ("INFN", "VERB", "GRND", "PRTF", "PRTS") else 6
    return (
        lemma,
        tags,
        {one.normal_form.replace("ё", "е") for one in parses} | ({lemma[:size] + "~"} if len(lemma) > size else set()),
    )


def _kazakh(word: str) -> tuple[str, set[str], set[str]]:
    stem, tags = word, set()
    denied = _NEGATIVE.search(word)
    if denied and denied.start() > 1:
        stem, tags = word[: denied.start()], {"denied"}
    bare = stem
    for _ in range(4):
        shorter = _ENDING.sub("", stem)
        if shorter == stem or len(shorter) < min(4, len(word) - 1):
            break
        stem = shorter
    tags.add(
        "object"
        if re.search(r"(ға|ге|қа|ке|ды|ді|ты|ті|ны|ні|дан|ден|тан|тен|нан|нен)$", word) and stem != bare
        else "subject"
    )
    if re.search(r"(ңыз|ңіз)$", word):
        tags.add("order")
    return stem, tags, {stem[:5] + "~"} if len(stem) > 4 else set()


def _english(word: str) -> tuple[str, set[str], set[str]]:
    bare = re.sub(r"['’](s|re|ve|ll|d|m)$", "", word)
    stem = str(_ENGLISH.stemWord(bare))
    return stem, {"denied"} if word.endswith(("n't", "n’t")) else set(), {stem[:6] + "~"} if len(stem) > 6 else set()


_STEMMERS = {"ru": _russian, "kk": _kazakh, "en": _english}


@cache
def _morphology() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


def _denied(words: list[Word], lang: str) -> list[Word]:
    """Each word told whether it is denied, by its own ending or by a word beside it, or said to be lacking («без», without)."""
    held = rules(lang).word
    denied = {number for number, word in enumerate(words) if "denied" in word.tags}
    lacking: set[int] = set()
    for number, word in enumerate(words):
        if held["negators"].match(word.text):
            denied |= {number, _beside(words, number, -1 if lang == "kk" else 1)}
        if held["lacking"].match(word.text):
            lacking.add(_beside(words, number, 1))
    return [replace(word, negated=number in denied, lacking=number in lacking) for number, word in enumerate(words)]


def _acting(words: list[Word], lang: str) -> list[Word]:
    """Who does it: in English the first that is named, anywhere nobody who stands behind «for», «through», «about»."""
    aside, seen, told = rules(lang).aside, False, []
    for number, word in enumerate(words):
        before = [
            one.text for one in words[max(0, number - 2) : number] if one.text not in ("the", "a", "an", "your", "own")
        ]
        after = words[number + 1].text if number + 1 < len(words) else ""
        tags = word.tags
        if word.role and (after in aside["after"] or (before and before[-1] in aside["before"])):
            tags = tags - {"subject"} | {"object"}
        elif word.role and lang == "en" and not seen:
            tags, seen = tags | {"subject"}, True
        told.append(replace(word, tags=tags))
    return told


def _beside(words: list[Word], number: int, step: int) -> int:
    """The next word that means something, that way."""
    near = [at for at in range(number + step, number + 4 * step, step) if 0 <= at < len(words)]
    return next((at for at in near if not words[at].light), next(iter(near), number))


def _amounts(words: list[Word], lower: str, held: Rules) -> frozenset[tuple[str, str]]:
    amounts: set[tuple[str, str]] = set()
    for match in NUMBER.finditer(lower):
        after = [word for word in words if word.at >= match.end()][:3]
        before = [word for word in words if word.at < match.start()][-1:]
        amounts.add((re.sub(r"[ \u00a0]", "", match.group()), _unit(after, held) or _unit(before, held)))
    for number, word in enumerate(words):
        value = held.numbers.get(word.text)
        unit = _unit(words[number + 1 : number + 3], held)
        if value is not None and unit:
            amounts.add((f"{value:g}", unit))
    return frozenset(amounts)


def _unit(words: Iterable[Word], held: Rules) -> str:
    found: list[str] = []
    for word in words:
        names = _units(word.text, held)
        if not names and found:
            break
        found += names
    return "+".join(sorted(set(found)))


def _units(word: str, held: Rules) -> list[str]:
    return [name for name, pattern in held.units.items() if pattern.match(word)]


def _force(lower: str, held: Rules) -> frozenset[str]:
    """Kinds of force; a stronger match hides the weaker one that stands inside it («не обязан» is not «обязан»)."""
    found, rest = set(), lower
    for kind in FORCES:
        for pattern in held.force[kind]:
            if pattern.search(rest):
                found.add(kind)
                rest = pattern.sub(" ", rest)
    return frozenset(found)


def _beginnings(items: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        "|".join(re.escape(item.rstrip("$")) + (r"\Z" if item.endswith("$") else "") for item in items) or r"(?!)"
    )


def _groups(groups: list[list[str]], lang: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for one in group:
            for key in {one.replace("ё", "е"), one if lang == "kk" else _STEMMERS[lang](one)[0]}:
                found.setdefault(key, set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _synonyms(one: str, lang: str) -> frozenset[int]:
    held = rules(lang).synonyms
    if lang != "kk":
        return held.get(one, frozenset())
    return frozenset(
        number for size in range(2, len(one) + 1) for number in held.get(one[:size], ()) if size >= min(3, len(one))
    )
