"""The checks of grounding about claims: words of the passages in a relation that they do not have there."""

from retrieval.grounding_pair import Pair, overlap
from retrieval.grounding_text import Reading
from retrieval.grounding_words import Word

SHORT = 3  # words; so short a sentence may have none of its own
BRIEF = 6  # words; the fewer there are, the more can be said by pairing them anew
FEWEST = 2  # words that a sentence must have to say something
TOGETHER = 0.5  # of a clause's words, in one sentence of the passages
UNCOVERED = 0.34  # of the content words, not found in the passages
STRAY = 3  # and never more of them than this


def coverage(pair: Pair) -> bool:
    """Most of what it says is said in the passages."""
    count = len(pair.said.content)
    return count >= FEWEST and len(pair.strays) <= (min(STRAY, int(UNCOVERED * count)) if count > SHORT else 0)


def together(pair: Pair) -> bool:
    """Each clause leans on one sentence of the passages; words picked from here and there make a new claim."""
    return all(
        max(overlap(part, one) for one in pair.sentences) >= TOGETHER for part in pair.parts if len(part.content) > 1
    )


def brief(pair: Pair) -> bool:
    """Of a brief sentence half the words, and two at least, stand as they are in one sentence of the passages."""
    content = pair.said.content
    need = FEWEST if len(content) <= SHORT else len(content) / 2
    return len(content) > BRIEF or any(_exactly(content, one) >= need for one in pair.sentences)


def _exactly(content: tuple[Word, ...], held: Reading) -> int:
    return sum(any(word.same(other) for other in held.words) for word in content)


def changing(pair: Pair) -> bool:
    """In few words: what ends, opens, closes, is allowed or forbidden does so in one clause of the passages, of the same things."""
    for part in pair.parts:
        for word in part.words if len(part.content) <= SHORT else ():
            if "changing" in word.tags and not any(
                any(word.same(other) for other in one.words) and _most(part, word, one) for one in pair.source
            ):
                return False
    return True


def _most(part: Reading, besides: Word, held: Reading) -> bool:
    others = [word for word in part.content if word is not besides]
    return sum(not word.keys.isdisjoint(held.keys) for word in others) >= TOGETHER * len(others)


def likeness(pair: Pair) -> bool:
    """The encoder too finds it like something in the passages."""
    return pair.nearness.enough(pair.said.text)
