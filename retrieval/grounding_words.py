"""A word as grounding reads it: its stem, what means the same, what its form says (who acts, who is told to, what is denied)."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

from retrieval import concepts
from retrieval.grounding_lists import rules

PEOPLE = frozenset({"you", "i"})
_LISTED = ("weighty", "opposed", "months", "secrets", "giving", "changing", "negators", "turning", "lacking")
LONG_ENOUGH = 4  # letters of a Kazakh stem that are not the beginning of another
_ENGLISH = snowballstemmer.stemmer("english")
_PERSON = (
    r"(?:ңыз(?:дар)?|ңіз(?:дер)?|йды|йді|й|ды\w{0,2}|ді\w{0,2}|с|сын|сін|са\w{0,4}|се\w{0,4}|пт[ыі]|у\w{0,5}|ст[ае]н|"
    r"ймын|ймін|йсыз|йсіз|ймыз|йміз)"
)
_BESIDE = r"(?:йт[ыі]н\w{0,6}|ған\w{0,6}|ген\w{0,6}|й)"
_NO = r"(?:(?<=\w)м[ае]|(?<=[зжмнң])б[ае]|(?<=[пкқтсшфхцч])п[ае])"
# Kazakh endings, peeled one by one: the negative ones are seen before they go. The second kind denies its own word alone.
_NEGATIVE = re.compile(rf"{_NO}(?:{_BESIDE}|{_PERSON})$")
_ATTRIBUTE = re.compile(rf"{_NO}{_BESIDE}$")
_VERBAL = re.compile(
    r"(?:(?:ы|і)?ң(?:ы|і)з(?:дар|дер)?|[ае]д[ыі]|йд[ыі]|[ыі]?п|с[ае]|[ғқ]ан\w{0,5}|[гк]ен\w{0,5}|(?:а|е|й)т[ыі]н\w{0,5}|у(?:ға|ге|ды|ді|ы|і|да|де)?|[ае]с[ыі]з|[ае]м[ыі][нз]|с[ыі]н|[ае]|й)$"
)
_HUNG = re.compile(
    r"-(?:[ғқ]а|[гк]е|[дтн][ыі]|[дтн][ае]н|[дт][ае]|[дтн]ың|[дтн]ің|[мпб]ен|с?[ыі]|[дт]ағ[ыі]|[дт]ег[ыі]|с?[ыі]н)$"
)
_OWN = r"(?:с?[ыі]|[ыі]м|[ыі]ң|[ыі]ң[ыі]з|[ыі]м[ыі]з)"
_NOUN = re.compile(
    rf"(?:лар|лер|дар|дер|тар|тер)?(?:{_OWN}|{_OWN}?(?:[ғқ]а|[гк]е|[дтн][ыі]|н|[дтн][ае]н|н?[дт][ае]|[дтн][ыі]ң|[мбп]ен))$"
)
_HARD = {"ғ": "қ", "г": "к", "б": "п"}  # «құқық», «құқығы»: the last consonant softens before an ending
_CASE = re.compile(
    r"(?:[ғқ]а|[гк]е|[дтн][ыі]|[дтн][ае]н|[дт][ае]|[дтн]ың|[дтн]ің|[мпб]ен|[дтн]ікі\w*)$"
)  # all but the one who acts
_ENDING = re.compile(
    r"(?:лары|лері|дары|дері|тары|тері|лар|лер|дар|дер|тар|тер|ымыз|іміз|мыз|міз|ыңыз|іңіз|ңыз|ңіз|ның|нің|дың|дің|тың|тің|"
    r"дан|ден|тан|тен|нан|нен|мен|бен|пен|нда|нде|да|де|та|те|ға|ге|қа|ке|на|не|ны|ні|ды|ді|ты|ті|ы|і|сы|сі|ым|ім|ың|ің|"
    r"сыз|сіз|мын|мін|ған|ген|қан|кен|атын|етін|йтын|йтін|тын|тін|йды|йді|ады|еді|йын|йін|сын|сін|са|се|п|ып|іп|уы|уі|у|й|"
    r"дағы|дегі|тағы|тегі|ғы|гі|қы|кі|лық|лік|дық|дік|тық|тік|лы|лі|шы|ші|ша|ше|ғанда|генде|қанда|кенде|а|е)$"
)


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

    def same(self, other: "Word") -> bool:
        """Whether it is this very word in another form, not only one like it."""
        return any(key in other.keys for key in self.keys if key.startswith(("w:", "r:")) and not key.endswith("~"))

    def kin(self, other: "Word") -> bool:
        """Whether it begins like another, as the aspects of one verb do."""
        return any(key in other.keys for key in self.keys if key.startswith("w:"))


def word(one: str, at: int, number: int, lang: str) -> Word:
    """A word on its own, as it stands at a place of a text."""
    lower = one.lower().replace("ё", "е" if lang == "ru" else "ё")
    known = _look_up(lower, lang)
    role = "" if lower == "мен" and number else known.role  # «and», unless it begins the sentence
    keys = known.keys if role == known.role else known.keys - {f"r:{known.role}"}
    tags = known.tags | {"order"} if not number and lower in rules(lang).orders else known.tags
    capital = one[0].isupper() and (number > 0 or any(letter.isupper() for letter in one[1:]))
    return Word(lower, known.stem, keys, at, known.light, capital, tags=tags, role=role)


@lru_cache(maxsize=20_000)
def _look_up(one: str, lang: str) -> Word:
    """A word as it is wherever it stands."""
    held, (stem, tags, more) = rules(lang), _STEMMERS[lang](one)
    role = next((name for name, pattern in held.roles.items() if pattern.match(one)), "")
    found = {f"w:{other}" for other in (stem, *more)}
    groups = {group for other in (stem, one, *more) for group in _synonyms(other, lang)}
    named = {f"c:{number}" for number in concepts.load().find(one)} if len(one) > 3 else set()
    keys = found | {f"s:{group}" for group in groups} | named | ({f"r:{role}"} if role else set())
    own = {name for name in _LISTED if held.word[name].match(one)}
    own |= {f"reach:{name}" for name, pattern in held.reach.items() if pattern.match(one)}
    light = bool(held.word["light"].match(one)) or len(one) < 2 or one in held.numbers or one.endswith("n't")
    named_one = bool(role) and role not in PEOPLE
    return Word(one, stem, frozenset(keys), 0, light and not named_one, tags=frozenset(tags | own), role=role)


@lru_cache(maxsize=20_000)
def units(one: str, lang: str) -> frozenset[str]:
    """The units that a word names."""
    return frozenset(name for name, pattern in rules(lang).units.items() if pattern.match(one))


def _russian(one: str) -> tuple[str, set[str], set[str]]:
    parses = [parse for parse in _morphology().parse(one)[:4] if parse.score > 0.05]
    if not parses:
        return one, set(), set()
    lemma, part = parses[0].normal_form.replace("ё", "е"), str(parses[0].tag.POS)
    # «фирмы» is the firm's far oftener than firms; «банк» is as often the one who acts as the one acted on.
    cases = {str(parse.tag.case) for parse in parses if parse.tag.case and parse.score >= parses[0].score / 2}
    tags = ({"subject"} if "nomn" in cases and part in ("NOUN", "NPRO") else {"object"} if cases else set()) | {part}
    tags |= {"order"} if any(parse.tag.mood == "impr" for parse in parses) else set()
    tags |= {"verb"} if part in ("INFN", "VERB", "GRND", "PRTF", "PRTS") else set()
    size = 5 if "verb" in tags else 6
    more = {parse.normal_form.replace("ё", "е") for parse in parses}
    return lemma, tags, more | ({lemma[:size] + "~"} if len(lemma) > size else set())


def _kazakh(one: str) -> tuple[str, set[str], set[str]]:
    plain = rules("kk").word["plain"].match(one)
    denied = None if plain else _NEGATIVE.search(one)
    denied = denied if denied and denied.start() > 1 else None
    bare = one[: denied.start()] if denied else one
    stem, verbal = _peeled(bare, len(one)), _VERBAL.search(one)
    tags = {"object" if _CASE.search(one) and stem != bare else "subject"}
    tags |= {"denied", "verb"} if denied else {"verb"} if verbal else set()
    tags |= {"beside"} if denied and _ATTRIBUTE.search(one) else set()
    tags |= {"order"} if re.search(r"(?<!са)(?<!се)(?:ңыз|ңіз)$", one) else set()
    tags |= {"if"} if re.search(r"с[ае](?:ңыз|ңіз|м|ң|қ|к)?$", one) else set()
    # A short verb («сен», «сал») is the same with any ending; what is cut too short is no stem.
    base = bare if denied else one[: verbal.start()] if verbal else ""
    hung, noun = _HUNG.search(one), None if denied else _NOUN.search(one)
    more = {base, stem, one[: noun.start()] if noun else ""}
    more |= {form[:-1] + _HARD[form[-1]] for form in more if form and form[-1] in _HARD}
    kept = {form for form in more if len(form) > 2} | ({one[: hung.start()]} if hung else set())
    return stem, tags, kept | ({stem[:5] + "~"} if len(stem) > 4 else set())


def _peeled(stem: str, whole: int) -> str:
    """A Kazakh word without its endings, as far as four letters are left."""
    for _ in range(4):
        shorter = _ENDING.sub("", stem)
        if shorter == stem or len(shorter) < max(1, min(4, whole - 1)):
            break
        stem = shorter
    return stem


def _english(one: str) -> tuple[str, set[str], set[str]]:
    bare = re.sub(r"['’](s|re|ve|ll|d|m)$", "", one)
    stem = str(_ENGLISH.stemWord(rules("en").forms.get(bare, bare)))
    return stem, {"denied"} if one.endswith(("n't", "n’t")) else set(), {stem[:6] + "~"} if len(stem) > 6 else set()


_STEMMERS = {"ru": _russian, "kk": _kazakh, "en": _english}


@cache
def _morphology() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@cache
def _groups(lang: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(rules(lang).synonyms):
        for one in group:
            for key in {one.replace("ё", "е"), one if lang == "kk" else _STEMMERS[lang](one)[0]}:
                found.setdefault(key, set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _synonyms(one: str, lang: str) -> frozenset[int]:
    held = _groups(lang)
    if lang != "kk":
        return held.get(one, frozenset())
    # A short one («сал») begins words that have nothing to do with it («салық»): it has to be the whole stem.
    return frozenset(
        number
        for size in range(2, len(one) + 1)
        for number in held.get(one[:size], ())
        if size >= LONG_ENOUGH or size == len(one)
    )
