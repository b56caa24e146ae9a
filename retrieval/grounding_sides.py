"""The checks of grounding about denial: what the passages deny stays denied, and nothing else is."""

from collections.abc import Sequence

from retrieval.grounding_pair import ALIKE, Held, Pair, alike, overlap
from retrieval.grounding_text import Reading
from retrieval.grounding_words import Word

BRIEF = 6  # words; of so few a tie is no ground
YES, NO = frozenset("+"), frozenset("-")


def denied_anew(pair: Pair) -> bool:
    """Nothing is denied where the passages deny nothing."""
    return all(not part.negative or any(_denies(one) for one in pair.near(part)) for part in pair.parts)


def _denies(one: Held) -> bool:
    return one.negative or any(word.lacking or word.negated for word in one.clause.words)


def denial_nearest(pair: Pair) -> bool:
    """A sentence that denies nothing is not nearest to one that does."""
    if any(part.negative for part in pair.parts):
        return True
    for part in pair.parts:
        ranked = pair.ranked(part)
        denying = max((score for score, one in ranked if one.negative), default=0.0)
        plain = max((score for score, one in ranked if not one.negative), default=0.0)
        if denying > plain or (denying == plain > 0 and len(pair.said.content) <= BRIEF):
            return False
    return True


def turned(pair: Pair) -> bool:
    """A clause that is another reworded turns round as often."""
    mixed = len({part.negative for part in pair.parts}) > 1
    for part in pair.parts:
        twins = [one for one in pair.near(part) if alike(part, one.clause)]
        # An item of a list has no verb that could be denied; English words do not tell which are verbs.
        item = mixed and pair.lang != "en" and not any("verb" in one.tags for one in part.words)
        if twins and not item and not any(_turned_alike(part, one, pair) for one in twins):
            return False
    return True


def _turned_alike(part: Reading, one: Held, pair: Pair) -> bool:
    # One that denies without a word for it («nobody») may be told either way.
    if part.turns % 2 in {one.clause.turns % 2} | ({1} if one.negative else set()):
        return True
    # «Not this but that»: its halves may be told one by one.
    halves = len({other.negative for other in pair.held if other.sentence is one.sentence}) > 1
    return halves and not (_concerns(part, one.clause) if part.negative else _concerns(one.clause, part))


def _concerns(denying: Reading, other: Reading) -> bool:
    """Whether what one clause denies is in another at all; «can not» denies whatever stands with it."""
    denied = [word for word in denying.words if word.negated and not word.light]
    return not denied or any(not word.keys.isdisjoint(other.keys) for word in denied)


def ending(pair: Pair) -> bool:
    """In Kazakh the last word says whether it is so: denied, or not, as in the sentences that end with it and say the same."""
    if pair.lang != "kk":
        return True
    held = {id(one.sentence): one.sentence for one in pair.held}.values()
    told = [end for one in held if overlap(pair.said, one) >= ALIKE for end in _ends(one)]
    for word in _ends(pair.said):
        same = [other for other in told if other.same(word)]
        if same and all(other.negated != word.negated for other in same):
            return False
    return True


def _ends(said: Reading) -> list[Word]:
    """The last word of each part between colons that means something."""
    stops = [at for at, sign in enumerate(said.text) if sign in ":;"] + [len(said.text)]
    words = [word for word in said.content if "negators" not in word.tags]
    return [last[-1] for stop in stops if (last := [word for word in words if word.at < stop])]


def sides(pair: Pair) -> bool:
    """A word that is denied, or lacking, is so where the passages have it; and the other way round."""
    return all(_same_side(word, part, pair.near(part)) for part in pair.parts for word in part.content)


def side(word: Word, negative: bool) -> frozenset[str]:
    """Denied, not denied, or, in a clause that denies something else, perhaps either."""
    if word.negated or word.lacking:
        return NO
    return YES | NO if negative else YES


def _same_side(word: Word, part: Reading, near: Sequence[Held]) -> bool:
    said = side(word, part.negative)
    found = [side(other, one.negative) for one in near for other in one.clause.content if other.same(word)]
    if not found or any(said & one for one in found):
        return True
    # A denial may be told with another form of the word.
    like = [side(other, one.negative) for one in near for other in one.clause.content if word.kin(other)]
    return said == NO and any("-" in one for one in like)


def objects(pair: Pair) -> bool:
    """A word and the one beside it («write the code») are denied, or not, as in the sentences that have both."""
    return all(_same_with_objects(word, at, part, pair) for part in pair.parts for at, word in enumerate(part.content))


def _same_with_objects(word: Word, at: int, part: Reading, pair: Pair) -> bool:
    said = side(word, part.negative)
    told = [(one, side(other, one.negative)) for one in pair.held for other in one.clause.content if word.kin(other)]
    for thing in (*part.content[max(0, at - 1) : at], *part.content[at + 1 : at + 2]):
        both = [one_side for one, one_side in told if any(thing.same(other) for other in one.sentence.content)]
        if both and not any(said & one for one in both):
            return False
    return True
