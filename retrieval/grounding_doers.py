"""The checks of grounding about who does it and how strongly it is said: orders, may and must, who acts."""

from itertools import pairwise

from retrieval.grounding_pair import Held, Pair, alike
from retrieval.grounding_sides import side
from retrieval.grounding_text import Reading
from retrieval.grounding_words import PEOPLE, Word

TIE = 0.1  # scores as near as this are one
THEY = frozenset({"they", "he", "she", "он", "она", "они", "ол", "олар"})
PRONOUNS = THEY | frozenset({"it", "оно", "сам", "сама", "сами", "өзі"})


def orders(pair: Pair) -> bool:
    """Nobody is told to do what the passages only tell not to do."""
    return all(_ordered(word, pair) for part in pair.parts for word in part.content if "order" in word.tags)


def _ordered(word: Word, pair: Pair) -> bool:
    if word.negated:
        return True
    found = [
        (other.same(word), "+" in side(other, one.negative))
        for one in pair.held for other in one.clause.content
        if not word.keys.isdisjoint(other.keys) and not _supposed(other, one.clause)
    ]  # fmt: skip
    exact = [told for same, told in found if same]
    # English verbs have too many senses to be looked for by their like; a verb of its own is for the checks of claims.
    told = exact or ([] if pair.lang == "en" else [told for _, told in found])
    return any(told) or not told


def _supposed(word: Word, clause: Reading) -> bool:
    """«If you sent money» is no word for sending it."""
    return "order" not in word.tags and ("if" in word.tags or clause.conditional)


def force(pair: Pair) -> bool:
    """May, should, must, must not and need not stay what they are."""
    return all(_as_strong(part, pair) for part in pair.parts)


def _as_strong(part: Reading, pair: Pair) -> bool:
    ranked = pair.ranked(part)
    near = [one for score, one in ranked[:3] if score >= ranked[0][0] - TIE] or [one for _, one in ranked[:1]]
    # What you are told to do is no word on what another may.
    another = any(word.role not in ("", *PEOPLE) and _subject(word) for word in part.words)
    held = {kind for one in near for kind in _forces(one, ordering=not another)}
    if part.negative and any(one.negative for one in near):
        held |= {"must_not", "should"}
    # «May only» is no more than «only».
    if _only(part) and any(_only(one.sentence) for one in near):
        held |= {"may", "should"}
    return part.force <= held


def _forces(one: Held, *, ordering: bool) -> set[str]:
    """What has no verb of force, as an item of a list, leans on the rest of its sentence; an order says should."""
    told = one.clause if one.clause.force else one.sentence
    ordered = ordering and any("order" in word.tags and not word.negated for word in told.words)
    return (
        set(told.force)
        | ({"should"} if told.force & {"must", "advised"} else set())
        | ({"should", "may"} if ordered else set())
    )


def _only(one: Reading) -> bool:
    return any("reach:only" in word.tags for word in one.words)


def acting(pair: Pair) -> bool:
    """Who does it is who did it in the passages."""
    return all(_acts(word, part, pair) for part in pair.parts for word in part.words if word.role and _subject(word))


def _subject(word: Word) -> bool:
    return "subject" in word.tags


def _acts(word: Word, part: Reading, pair: Pair) -> bool:
    near = pair.near(part, 1)
    if not near:
        return True
    first = near[0].clause
    told = any(other.role == word.role or "order" in other.tags for other in first.words)
    if word.role in PEOPLE and not told and any(other.text in THEY for other in first.words):
        return False
    beside = [other for other in first.words if other.role == word.role]
    if (
        beside
        and pair.lang != "en"
        and not any(map(_subject, beside))
        and any(other.text in THEY for other in first.words)
    ):
        return False  # «he takes it from the candidate»
    others = {other.role for other in first.words if other.role and _subject(other)} - {word.role}
    if not others - {other.role for other in part.words if _subject(other)}:
        return True  # nobody else acts there
    if word.role in PEOPLE:
        return told
    return _same_part(word, part, near[0], pair)


def _same_part(word: Word, part: Reading, near: Held, pair: Pair) -> bool:
    first, sentence = near.clause, near.sentence
    if any(other.text in PRONOUNS for other in first.words) and any(word.same(other) for other in sentence.words):
        return True
    same = [other for other in sentence.words if other.role == word.role]
    if not same:
        return not alike(part, first)
    return pair.lang == "en" or any(_subject(other) for other in same)


def in_order(pair: Pair) -> bool:
    """English tells who does what to whom by order: two that changed places changed parts."""
    return pair.lang != "en" or all(_in_order(part, pair) for part in pair.parts)


def _in_order(part: Reading, pair: Pair) -> bool:
    near = pair.near(part, 1)
    if not near or _by(part) or _by(near[0].sentence):
        return True
    said, held = _roles(part), _roles(near[0].sentence)
    for first, second in pairwise(said):
        if first != second and first in held and second in held:
            last = len(held) - 1 - held[::-1].index(second)
            if held.index(first) > last:
                return False
    return True


def _roles(one: Reading) -> list[str]:
    return [word.role for word in one.words if word.role]


def _by(one: Reading) -> bool:
    return any(word.text == "by" for word in one.words)
