"""The checks of grounding, each a question with yes or no: is this so in the passages? What they lean on: docs/model.md."""

import re
from collections.abc import Iterable

from retrieval import text
from retrieval.grounding_lists import rules
from retrieval.grounding_pair import ALIKE, Pair, overlap
from retrieval.grounding_text import CITED, LINK, QUOTED, Reading, beginnings, followed
from retrieval.grounding_words import Word
from retrieval.sentences import begins

VAGUE = frozenset({"you", "i", "human", "machine", "bot", "ai", "state"})  # named in many ways
BROKEN_LINK = re.compile(
    r"[\[({]\s*(?:\.|dot|точка|нүкте)\s*[\])}]|\bhxxp|\w\s+(?:dot|точка|нүкте)\s+\w", re.IGNORECASE
)
WEIGHTY = frozenset({"weighty", "opposed", "months"})
SEVERAL = 2  # numbers; one alone cannot be mixed up
UNITS = 2  # clauses whose sentences may name the unit of time
BACK = 0.25  # how much it says that a clause of the passages is covered in its turn
DAY = "day"
NAMED_BODIES = frozenset({"ministry", "committee", "agency"})  # the word after them says which one


def whole(pair: Pair) -> bool:
    """A sentence with a beginning and an end."""
    bare, words = CITED.sub("", pair.raw).strip(), pair.said.words
    if not words or not re.search(r"[.!?]+[»”\"')]*$", bare) or bare.endswith(("..", "…")):
        return False
    if bare.count("«") != bare.count("»") or bare.count("(") != bare.count(")"):
        return False
    return begins(bare) and not rules(pair.lang).word["dangling"].match(words[-1].text)


def script(pair: Pair) -> bool:
    """Letters of the reply's own alphabet; others only in names that the passages have."""
    foreign, lower = text.CYRILLIC if pair.lang == "en" else text.LATIN, pair.whole.lower()
    for one in re.findall(r"[\w/.@-]+", pair.said.text.lower()):
        if foreign.search(one) and re.split(r"-(?=[а-яәғқңөұүһі])", one)[0].strip("./") not in lower:
            return False
    return True


def links(pair: Pair) -> bool:
    """Addresses and commands letter for letter as in the passages; none taken apart to slip by."""
    if BROKEN_LINK.search(pair.raw):
        return False
    held, lower = {_address(one) for one in LINK.findall(pair.whole)}, pair.whole.lower()
    commands = [word.text for word in pair.said.words if word.text.startswith("/")]
    return all(_address(one) in held for one in LINK.findall(pair.raw)) and all(one in lower for one in commands)


def _address(one: str) -> str:
    return one.lower().rstrip(".,;:!?)»")


def numbers(pair: Pair) -> bool:
    """Each number of the same things as in the passages, and in the clause that is nearest."""
    held = {amount for one in pair.source for amount in one.amounts}
    return all(
        _same_amount(amount, held) and _stands_nearest(part, amount, pair)
        for part in pair.parts for amount in part.amounts
    )  # fmt: skip


def _same_amount(said: tuple[str, str], held: Iterable[tuple[str, str]]) -> bool:
    """Whether a number counts what it counts there; «15 working» are 15 working days, 15 days are not, and a bare 15 is neither."""
    same = [unit for value, unit in held if value == said[0]]
    named = [unit for unit in same if unit]
    if not said[1]:
        return "" in same
    return bool(same) and (
        not named or any(said[1] in (one, one.replace(f"{DAY}+", "").replace(f"+{DAY}", "")) for one in named)
    )


def _stands_nearest(part: Reading, amount: tuple[str, str], pair: Pair) -> bool:
    with_it = rival = 0.0
    for ranked, one in pair.ranked(part):
        score = ranked + BACK * overlap(one.clause, part)
        if _same_amount(amount, one.clause.amounts):
            with_it = max(with_it, score)
        elif any(value == amount[0] or unit == amount[1] for value, unit in one.clause.amounts):
            rival = max(rival, score)
    return with_it >= rival


def bounds(pair: Pair) -> bool:
    """At least does not become at most, nor a plain number at least that much."""
    for part in pair.parts:
        held = {kind for _, one in pair.ranked(part)[:3] for kind in one.sentence.bounds}
        if ("min" in part.bounds and "min" not in held) or ("max" in part.bounds and held == {"min"}):
            return False
    return True


def since(pair: Pair) -> bool:
    """A term begins where it begins there: from the receipt is not from the decision."""
    for part in pair.parts:
        held = [word for one in pair.near(part) for word in beginnings(one.sentence)]
        if any(all(word.keys.isdisjoint(other.keys) for other in held) for word in beginnings(part)):
            return False
    return True


def counted(pair: Pair) -> bool:
    """Of several numbers in one sentence each keeps what it counts from or counts."""
    for one in {id(held.sentence): held.sentence for held in pair.held}.values():
        told = followed(one)
        if len(told) < SEVERAL or overlap(pair.said, one) < ALIKE:
            continue
        for number, word in followed(pair.said):
            own = [other for value, other in told if value == number]
            if own and not any(word.same(other) for other in own) and any(word.same(other) for _, other in told):
                return False
    return True


def units(pair: Pair) -> bool:
    """Days stay days, and months months, also where no figure stands beside them."""
    return all(
        part.units <= {unit for _, one in pair.ranked(part)[:UNITS] for unit in one.sentence.units}
        for part in pair.parts
    )


def names(pair: Pair) -> bool:
    """Nobody and nothing is named that the passages do not name."""
    held = {word.stem for one in pair.sentences for word in one.words if word.capital}
    for number, word in enumerate(pair.said.words):
        if (word.capital or (word.role and word.role not in VAGUE)) and not pair.exact(word):
            return False
        # The first word of a sentence is a name if the passages use it as one.
        if (word.capital or (not number and word.stem in held)) and not _name_stands_nearest(word, pair):
            return False
        if word.role in NAMED_BODIES and any(one in pair.strays for one in pair.said.words[number + 1 : number + 2]):
            return False
    return True


def _name_stands_nearest(word: Word, pair: Pair) -> bool:
    """What is said of a name is said of it there, and not of another."""
    part = next((one for one in pair.parts if any(other.text == word.text for other in one.words)), pair.said)
    with_it = rival = 0.0
    for score, one in pair.ranked(part):
        if any(other.same(word) for other in one.clause.words):
            with_it = max(with_it, score)
        elif any(other.capital for other in one.clause.words):
            rival = max(rival, score)
    return with_it >= rival


def quotes(pair: Pair) -> bool:
    """What stands in quotation marks stands so in the passages."""
    lower = pair.whole.lower()
    return all(one[1:-1].lower().strip(" .,!?") in lower for one in QUOTED.findall(pair.raw))


def weighty(pair: Pair) -> bool:
    """Fines, courts, fees, months, and words that have an opposite: never new, in whatever form («free», «free of charge»)."""
    return all(
        pair.exact(word)
        or any(word.text[:5] == one.text[:5] and one.tags & WEIGHTY for held in pair.source for one in held.words)
        for word in pair.said.words
        if word.tags & WEIGHTY
    )


def reach(pair: Pair) -> bool:
    """All, always, only: never new where it is said; «nobody», and «anybody» where it is denied, may stand for a plain not."""
    for part in pair.parts:
        near = [one for _, one in pair.ranked(part)[:3]]
        held = {tag for one in near for word in one.sentence.words for tag in word.tags}
        new = {tag for word in part.words for tag in word.tags if tag.startswith("reach:")} - held
        denied = any(one.negative for one in near)
        plain = {"reach:none", "reach:any"} if denied else set()
        # «Not the whole but some» is «only some».
        plain |= {"reach:only"} if any(one.sentence.negative and not one.negative for one in near) else set()
        if new - plain:
            return False
    return True


def cause(pair: Pair) -> bool:
    """No reason that the passages do not give; «so» and, for a colon, «because» may join what stands there whole."""
    if not (pair.said.because or pair.said.therefore) or any(one.because or one.therefore for one in pair.source):
        return True
    if pair.strays:
        return False
    joined = [one for one in pair.sentences if re.search(r":\s|\s[—–-]\s", one.text)]
    return not pair.said.because or any(overlap(pair.said, one) >= ALIKE for one in joined)


def secrets(pair: Pair) -> bool:
    """Nobody is told to give a code, a PIN or a password away, whatever the passages hold."""
    for part in pair.parts:
        tags = {tag for word in part.words for tag in word.tags}
        # «The number will show» gives nothing away; an order, or what one may do, does.
        told = [
            word
            for word in part.words
            if "giving" in word.tags and (pair.lang != "ru" or word.tags & {"order", "INFN"})
        ]
        if told and "secrets" in tags and not part.turns:
            return False
    return True
