"""The checks of grounding, each a question with yes or no: is this so in the passages? What they lean on: docs/model.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from retrieval import text
from retrieval.grounding_text import CITED, LINK, Reading, Word, rules
from retrieval.sentences import begins

CONTEXT = 0.5  # how much the whole sentence says about which clause is meant
ALIKE = 0.6  # the share of words that two clauses have in common when one is the other reworded
TIE = 0.1  # scores as near as this are one
ITEM = 4  # words; a shorter clause may be an item of a list
SHORT = 3  # words; so short a sentence may have none of its own
FEWEST = 2  # words that a sentence must have to say something
TOGETHER = 0.5  # of a clause's words, in one sentence of the passages
LIKE = 0.3  # fewer than one in a hundred faithful sentences lie below
UNCOVERED = 0.34  # of the content words, not found in the passages
STRAY = 3  # and never more of them than this
PEOPLE = frozenset({"you", "i"})
VAGUE = frozenset({"you", "i", "human", "machine", "bot", "ai", "state"})  # named in many ways
BROKEN_LINK = re.compile(
    r"[\[({]\s*(?:\.|dot|точка|нүкте)\s*[\])}]|\bhxxp|\w\s+(?:dot|точка|нүкте)\s+\w", re.IGNORECASE
)
DENYING = frozenset({"must_not", "need_not"})
NAMED_BODIES = frozenset({"ministry", "committee", "agency"})  # the word after them says which one


@dataclass(frozen=True)
class Held:
    """A clause of a passage and the sentence that it stands in."""

    clause: Reading
    sentence: Reading


@dataclass(frozen=True)
class Pair:
    """A sentence, read whole and by clauses, beside the clauses of the passages."""

    said: Reading
    raw: str
    parts: tuple[Reading, ...]
    held: tuple[Held, ...]
    whole: str
    lang: str
    likeness: float  # by the encoder, to the nearest sentence of the passages or to all of them

    @cached_property
    def source(self) -> tuple[Reading, ...]:
        """The clauses of the passages."""
        return tuple(one.clause for one in self.held)

    @cached_property
    def keys(self) -> frozenset[str]:
        """All that the passages say, as keys."""
        return frozenset(key for one in self.source for word in one.words for key in word.keys)

    @cached_property
    def strays(self) -> list[Word]:
        """Content words that the passages do not have in any form."""
        return [word for word in self.said.content if not word.keys & self.keys]

    def exact(self, word: Word) -> bool:
        """Whether the passages have this very word, not only one like it."""
        return any(key in self.keys for key in word.keys if key.startswith(("w:", "r:")) and not key.endswith("~"))

    def ranked(self, part: Reading) -> list[tuple[float, Held]]:
        """The passages' clauses by how near they are to a clause, their sentences by how near to the sentence; best first."""
        scored = [(overlap(part, one.clause) + CONTEXT * overlap(self.said, one.sentence), one) for one in self.held]
        return sorted((two for two in scored if overlap(part, two[1].clause) > 0), key=lambda two: -two[0])

    def near(self, part: Reading, count: int = 2) -> list[Reading]:
        """The clauses nearest to a clause, best first."""
        return [one.clause for _, one in self.ranked(part)[:count]]


def _exact(one: Word, other: Word) -> bool:
    return any(key in other.keys for key in one.keys if key.startswith(("w:", "r:")) and not key.endswith("~"))


def overlap(said: Reading, held: Reading) -> float:
    """The share of a clause's words that another has too."""
    words = said.content or said.words
    return sum(bool(word.keys & held.keys) for word in words) / max(1, len(words))


def alike(one: Reading, other: Reading) -> bool:
    """Whether one clause may be the other reworded."""
    return overlap(one, other) >= ALIKE and overlap(other, one) >= ALIKE


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
        any(_same_amount(amount, other) for other in held) and _stands_nearest(part, amount, pair)
        for part in pair.parts for amount in part.amounts
    )  # fmt: skip


def _same_amount(said: tuple[str, str], held: tuple[str, str]) -> bool:
    return said[0] == held[0] and (said[1] == held[1] or not said[1] or not held[1])


def _stands_nearest(part: Reading, amount: tuple[str, str], pair: Pair) -> bool:
    with_it = rival = 0.0
    for score, one in pair.ranked(part):
        if any(value == amount[0] for value, _ in one.clause.amounts):
            with_it = max(with_it, score)
        elif any(unit == amount[1] for _, unit in one.clause.amounts):
            rival = max(rival, score)
    return with_it >= rival


def units(pair: Pair) -> bool:
    """Days stay days, and months months, also where no figure stands beside them."""
    held = {unit for one in pair.source for unit in one.units}
    return pair.said.units <= held


def names(pair: Pair) -> bool:
    """Nobody and nothing is named that the passages do not name."""
    for number, word in enumerate(pair.said.words):
        if (word.capital or (word.role and word.role not in VAGUE)) and not pair.exact(word):
            return False
        if word.capital and not _name_stands_nearest(word, pair):
            return False
        if word.role in NAMED_BODIES and any(one in pair.strays for one in pair.said.words[number + 1 : number + 2]):
            return False
    return True


def _name_stands_nearest(word: Word, pair: Pair) -> bool:
    """What is said of a name is said of it there, and not of another."""
    part = next((one for one in pair.parts if any(other.text == word.text for other in one.words)), pair.said)
    with_it = rival = 0.0
    for score, one in pair.ranked(part):
        if any(_exact(other, word) for other in one.clause.words):
            with_it = max(with_it, score)
        elif any(other.capital for other in one.clause.words):
            rival = max(rival, score)
    return with_it >= rival


def quotes(pair: Pair) -> bool:
    """What stands in quotation marks stands so in the passages."""
    lower = pair.whole.lower()
    return all(
        one.lower().strip(" .,!?") in lower for one in re.findall(r"«([^»]*)»|“([^”]*)”", pair.raw) for one in one
    )


def weighty(pair: Pair) -> bool:
    """Fines, courts, fees, months, and words that have an opposite: never new."""
    return all(pair.exact(word) for word in pair.said.words if word.tags & {"weighty", "opposed", "months"})


def reach(pair: Pair) -> bool:
    """All, always, only: never new where it is said; «nobody» may stand for a plain not."""
    for part in pair.parts:
        near = [one for _, one in pair.ranked(part)[:3]]
        held = {tag for one in near for word in one.sentence.words for tag in word.tags}
        new = {tag for word in part.words for tag in word.tags if tag.startswith("reach:")} - held
        if new and not (new == {"reach:none"} and any(one.clause.negative for one in near)):
            return False
    return True


def cause(pair: Pair) -> bool:
    """No reason that the passages do not give; «so» may join what stands there apart."""
    if pair.said.because and not any(one.because or one.therefore for one in pair.source):
        return False
    return not pair.said.therefore or any(one.therefore or one.because for one in pair.source) or not pair.strays


def polarity(pair: Pair) -> bool:
    """What is denied stays denied, and what is not stays so."""
    return all(_same_side(part, pair) for part in pair.parts)


def _same_side(part: Reading, pair: Pair) -> bool:
    ranked = pair.ranked(part)
    denying = max((score for score, one in ranked if one.clause.negative), default=0.0)
    plain = max((score for score, one in ranked if not one.clause.negative), default=0.0)
    near = [one.clause for _, one in ranked[:3]]
    if part.negative and not any(one.negative or any(word.lacking for word in one.words) for one in near):
        return False
    if not part.negative and denying > plain:
        return False
    twins = [one for one in near if alike(part, one)]
    if twins and all((part.turns - one.turns) % 2 for one in twins):
        return False
    return all(_same_word(word, part, near) for word in part.content) and _same_pairs(part, pair.source)


def _same_pairs(part: Reading, source: Sequence[Reading]) -> bool:
    """Two words side by side («open the link») are denied, or not, as they are where the passages say both in one breath."""
    for first, second in pairwise(part.content):
        both = [
            one
            for one in source
            if any(_exact(w, first) for w in one.words) and any(_exact(w, second) for w in one.words)
        ]
        if both and not part.negative and all(one.negative for one in both):
            return False
        if both and (first.negated or second.negated) and not any(one.negative for one in both):
            return False
    return True


def _same_word(word: Word, part: Reading, near: Sequence[Reading]) -> bool:
    """A word that is denied, or lacking, is so where the passages have it; and the other way round."""
    matches = [(other, one) for one in near for other in one.content if _exact(other, word)]
    if not matches:
        return True
    if word.lacking:
        return any(other.lacking or other.negated for other, _ in matches) or any(one.negative for _, one in matches)
    return word.negated or bool(part.force & DENYING) or not all(other.negated for other, _ in matches)


def secrets(pair: Pair) -> bool:
    """Nobody is told to give a code, a PIN or a password away, whatever the passages hold."""
    for part in pair.parts:
        tags = {tag for word in part.words for tag in word.tags}
        if {"secrets", "giving"} <= tags and not part.turns:
            return False
    return True


def force(pair: Pair) -> bool:
    """May, should, must, must not and need not stay what they are."""
    return all(_as_strong(part, pair.ranked(part)) for part in pair.parts)


def _as_strong(part: Reading, ranked: Sequence[tuple[float, Held]]) -> bool:
    near = [one for score, one in ranked[:3] if score >= ranked[0][0] - TIE] or [one for _, one in ranked[:1]]
    # An item of a list has its verb at the end of the sentence.
    held = {kind for one in near for kind in (one.sentence if len(one.clause.content) < ITEM else one.clause).force}
    first = near[0].clause if near else part
    if any("order" in word.tags and not word.negated for word in first.words):
        held |= {"should", "may"}
    if "must" in held:
        held.add("should")
    if part.negative and any(one.clause.negative for one in near):
        held.add("must_not")
    lost = bool(near) and alike(part, first) and "may" in first.force and not part.force
    return not (part.force - held or lost)


def subject(pair: Pair) -> bool:
    """Who does it is who did it in the passages."""
    return all(
        _acts(word, part, pair) for part in pair.parts for word in part.words if word.role and "subject" in word.tags
    ) and all(_in_order(part, pair) for part in pair.parts if pair.lang == "en")


def _acts(word: Word, part: Reading, pair: Pair) -> bool:
    near = pair.near(part, 2)
    same = [other for one in near for other in one.words if other.role == word.role]
    if word.role in PEOPLE:
        first = near[0].words if near else ()
        others = any(one.role and one.role != word.role and "subject" in one.tags for one in first)
        return not others or any("order" in one.tags or one.role == word.role for one in first)
    if same:
        return pair.lang == "en" or any("subject" in other.tags for other in same)
    return not (near and alike(part, near[0]) and any(one.role and "subject" in one.tags for one in near[0].words))


def _in_order(part: Reading, pair: Pair) -> bool:
    """English tells who does what to whom by order: two that changed places changed parts."""
    said = [word.role for word in part.words if word.role]
    sentence = pair.ranked(part)[0][1].sentence if pair.ranked(part) else part
    held = [word.role for word in sentence.words if word.role]
    for first, second in pairwise(said):
        if first != second and first in held and second in held and not _by(part) and not _by(sentence):
            first_at = [at for at, role in enumerate(held) if role == first]
            second_at = [at for at, role in enumerate(held) if role == second]
            if min(first_at) > max(second_at):
                return False
    return True


def _by(one: Reading) -> bool:
    return any(word.text == "by" for word in one.words)


def coverage(pair: Pair) -> bool:
    """Most of what it says is said in the passages."""
    count = len(pair.said.content)
    return count >= FEWEST and len(pair.strays) <= (min(STRAY, int(UNCOVERED * count)) if count > SHORT else 0)


def together(pair: Pair) -> bool:
    """Each clause leans on one sentence of the passages; words picked from here and there make a new claim."""
    return all(
        max(overlap(part, one.sentence) for one in pair.held) >= TOGETHER
        for part in pair.parts
        if len(part.content) > 1
    )


def likeness(pair: Pair) -> bool:
    """The encoder too finds it like something in the passages."""
    return pair.likeness >= LIKE
