"""A sentence as grounding reads it: its words, what is denied, which numbers of what, how strong it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from retrieval import text
from retrieval.grounding_lists import FORCES, Rules, rules
from retrieval.grounding_words import Word, units, word

WORD = re.compile(r"/?\w+(?:[-'’]\w+)*|%")
LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+|(?<![\w/])@\w{3,}|(?<![\w.])(?:[a-z0-9-]+\.)+[a-z]{2,12}(?:/\S*)?",
    re.IGNORECASE,
)
CITED = re.compile(r"\[(\d+)\]")
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
NOR = frozenset({"or", "nor", "ни"})
SEPARATOR = re.compile(r"[,;:()]\s+|\s[—–-]\s|(?<=\w)[)]")
HELPING = re.compile(r"(?:бер|ал|қой|шы[қғ]|таст|жүр|тұр|отыр|жат|кет|кел|көр|біл|жібер|сал)(?!у)")
CONVERB = re.compile(r"(?:[ыі]?п|[аейя])$")
TIME = frozenset({"day", "hour", "minute", "week", "month", "year"})
PAIR = 2  # «two», «both»: said of anything
KINDS = frozenset({"working", "calendar"})
NUMBER = re.compile(r"\d+(?:[ \u00a0]\d{3}(?!\d))*(?:[.,:/]\d+)*")


@dataclass(frozen=True)
class Reading:
    """A sentence or clause, read. `amounts`: numbers with the unit that follows them; `force`: kinds of may and must."""

    text: str
    lang: str
    words: tuple[Word, ...]
    amounts: frozenset[tuple[str, str]]
    units: frozenset[str]
    force: frozenset[str]
    bounds: frozenset[str]  # min, max: at least, at most
    because: bool
    therefore: bool
    conditional: bool

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
        return sum(bool({"denied", "turning"} & word.tags) and "beside" not in word.tags for word in self.words)

    @cached_property
    def negative(self) -> bool:
        """Whether anything in it is denied or forbidden."""
        denied = any(word.negated and "beside" not in word.tags for word in self.words)
        return denied or bool(self.force & {"must_not", "need_not"})


def read(sentence: str, lang: str) -> Reading:
    """A sentence (or a clause of one) as words, amounts and force. What stands in quotation marks is a name, and denies nothing."""
    held = rules(lang)
    plain = CITED.sub(" ", text.tidy(sentence)).strip()
    plain = plain[answer.end() :] if (answer := held.answers.match(plain)) else plain
    lower = QUOTED.sub(lambda quote: " " * len(quote.group()), plain.lower())
    bare = held.idioms.sub(lambda phrase: " " * len(phrase.group()), lower)
    for pattern in held.bounds.values():
        bare = pattern.sub(lambda bound: " " * len(bound.group()), bare)
    found = [
        _told(word(match.group(), match.start(), number, lang), lower, bare, held)
        for number, match in enumerate(WORD.finditer(plain))
    ]
    words = _acting(_denied(_helped(found) if lang == "kk" else found, lang), lang)
    return Reading(
        plain, lang, tuple(words), _amounts(words, plain.lower(), lang),
        frozenset(_spans(words, lang)),
        _force(bare, held), frozenset(kind for kind, pattern in held.bounds.items() if pattern.search(lower)),
        bool(held.because.search(lower)), bool(held.therefore.search(lower)), bool(held.conditional.match(lower)),
    )  # fmt: skip


def clauses(sentence: str, lang: str) -> list[str]:
    """A sentence at its commas, colons and dashes, and at an «and» behind which something is denied; a piece of one or two
    words stays with the one before it."""
    pieces: list[str] = []
    # What stands in quotation marks is one name, whatever signs are in it.
    shadow, at = QUOTED.sub(lambda quote: "x" * len(quote.group()), sentence), 0
    ends = [(one.start(), one.end()) for one in SEPARATOR.finditer(shadow)] + [(len(sentence), len(sentence))]
    for start, end in ends:
        piece, at = sentence[at:start], end
        if (
            piece.strip()
            and pieces
            and len(WORD.findall(piece)) < 3
            and not denies(piece, lang)
            and not denies(pieces[-1], lang)
        ):
            pieces[-1] += ", " + piece
        elif piece.strip():
            pieces.append(piece)
    return [part for piece in pieces for part in _at_and(piece, lang)]


def _at_and(piece: str, lang: str) -> list[str]:
    """«Use a private window | and don't sign in»: a denial reaches no further back than its «and», nor on to a verb behind it."""
    for joint in rules(lang).joints.finditer(piece):
        before, after = piece[: joint.start()], piece[joint.start() :].lstrip()
        if min(len(WORD.findall(before)), len(WORD.findall(after)) - 1) < 2:
            continue
        if denies(after, lang) or (denies(before, lang) and any("verb" in one.tags for one in read(after, lang).words)):
            return [before, *_at_and(after, lang)]
    return [piece]


def denies(piece: str, lang: str) -> bool:
    """Whether a word of it denies something."""
    return any({"denied", "negators"} & one.tags for one in read(piece, lang).words)


def beginnings(said: Reading) -> list[Word]:
    """What a term is counted from: «from the day of your letter», «таралған күннен бастап»."""
    spans = [found.span() for found in rules(said.lang).since.finditer(said.text.lower())]
    return [
        word
        for word in said.content
        for start, end in spans
        if start <= word.at < end and not units(word.text, said.lang)
    ]


def followed(said: Reading) -> list[tuple[str, Word]]:
    """Each number with the next word that means something and is no unit."""
    found = []
    for match in NUMBER.finditer(said.text):
        after = [word for word in said.content if word.at >= match.end() and not units(word.text, said.lang)]
        found += [(match.group(), after[0])] if after else []
    return found


def _told(one: Word, lower: str, bare: str, held: Rules) -> Word:
    """A word with what it does where it stands: inside a quotation or a bound («not later than») it turns nothing round."""
    if lower[one.at] == " ":
        return replace(
            one,
            tags=one.tags
            - {"denied", "order", "negators", "turning", "lacking"}
            - {tag for tag in one.tags if tag.startswith("reach:")},
        )
    if "denied" in one.tags and held.before and held.before.match(lower[one.at :]):
        one = replace(one, tags=one.tags - {"denied"})
    if bare[one.at] == " ":
        return replace(
            one,
            light=True,
            tags=frozenset(
                tag for tag in one.tags - {"denied", "opposed", "negators", "turning"} if tag[:6] != "reach:"
            ),
        )
    after = lower[one.at + len(one.text) :]
    ends = held.order_ends.match(after) if held.order_ends else None
    less = {"order"} if held.order_ends and not ends else set()
    less |= {"denied"} if less and one.text.endswith(("сын", "сін")) else set()  # «батырмасын» is no verb
    # «Жазылмаған.» at the end is the verb of its clause and no longer beside a noun.
    less |= {"beside"} if ends and not one.text.endswith("й") else set()
    return replace(one, tags=one.tags - less) if less & one.tags else one


def _helped(words: list[Word]) -> list[Word]:
    """A Kazakh verb with a helping one («сұрай беріңіз», «аударып қойсаңыз»): what the helper's ending says is said of the verb."""
    told = list(words)
    for number in range(1, len(told)):
        verb, helper = told[number - 1], told[number]
        if HELPING.match(helper.text) and CONVERB.search(verb.text) and "verb" in verb.tags and not verb.role:
            moved = helper.tags & {"denied", "order", "if"}
            told[number - 1] = replace(verb, tags=verb.tags | moved)
            told[number] = replace(helper, light=True, tags=helper.tags - moved)
    return told


def _denied(words: list[Word], lang: str) -> list[Word]:
    """Each word told whether it is denied, by its own ending or by a word beside it, or said to be lacking («без», without)."""
    denied = {number for number, one in enumerate(words) if "denied" in one.tags}
    lacking: set[int] = set()
    for number, one in enumerate(words):
        if "negators" in one.tags:
            denied |= {number, _beside(words, number, -1 if lang == "kk" else 1)}
        if one.text in NOR and denied and min(denied) < number:
            denied.add(_beside(words, number, 1))  # «do not know your case or answer for it»
        if "lacking" in one.tags:
            lacking.add(_beside(words, number, 1))
    return [
        replace(one, negated=number in denied, lacking=number in lacking) if number in denied | lacking else one
        for number, one in enumerate(words)
    ]


def _acting(words: list[Word], lang: str) -> list[Word]:
    """Who does it: in English the first that is named, anywhere nobody who stands behind «for», «through», «about»."""
    aside, seen, told = rules(lang).aside, False, []
    for number, one in enumerate(words):
        before = [
            other.text
            for other in words[max(0, number - 2) : number]
            if other.text not in ("the", "a", "an", "your", "own")
        ]
        after = words[number + 1].text if number + 1 < len(words) else ""
        tags = one.tags
        if one.role and (after in aside["after"] or (before and before[-1] in aside["before"])):
            tags = tags - {"subject"} | {"object"}
        elif one.role and lang == "en" and not seen:
            tags, seen = tags | {"subject"}, True
        told.append(one if tags is one.tags else replace(one, tags=tags))
    return told


def _beside(words: list[Word], number: int, step: int) -> int:
    """The next word that means something, that way."""
    near = [at for at in range(number + step, number + 4 * step, step) if 0 <= at < len(words)]
    return next((at for at in near if not words[at].light), next(iter(near), number))


def _amounts(words: list[Word], lower: str, lang: str) -> frozenset[tuple[str, str]]:
    amounts: set[tuple[str, str]] = set()
    for match in NUMBER.finditer(lower):
        after = [one for one in words if one.at >= match.end()][:3]
        before = [one for one in words if one.at < match.start()][-1:]
        amounts.add((re.sub(r"[ \u00a0]", "", match.group()), _unit(after, lang) or _unit(before, lang)))
    for number, one in enumerate(words):
        value = rules(lang).numbers.get(one.text)
        unit = _unit(words[number + 1 : number + 3], lang)
        if value is not None and (unit or value > PAIR):
            amounts.add((f"{value:g}", unit))
    return frozenset(amounts)


def _unit(words: Iterable[Word], lang: str) -> str:
    found: set[str] = set()
    for one in words:
        named = units(one.text, lang)
        if not named and found:
            break
        found |= named
    return "+".join(sorted(found))


def _spans(words: list[Word], lang: str) -> Iterable[str]:
    """Units of time that are named, and the kind of day."""
    named = [units(one.text, lang) for one in words]
    for number, one in enumerate(named):
        yield from one & TIME
        if "day" in one:
            yield from {kind for near in named[max(0, number - 2) : number] for kind in near} & KINDS


def _force(lower: str, held: Rules) -> frozenset[str]:
    """Kinds of force; a stronger match hides the weaker one that stands inside it («не обязан» is not «обязан»)."""
    found, rest = set(), lower
    for kind in FORCES:
        for pattern in held.force[kind]:
            if pattern.search(rest):
                found.add(kind)
                rest = pattern.sub(" ", rest)
    return frozenset(found)
