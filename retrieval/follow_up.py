"""Does a message lean on the ones before it? «А если не ответят?» means nothing alone."""

import re

from retrieval import text

TURNS = 3  # how many earlier questions can still be meant
# Folded letters. How a continuation opens, and the words that point back.
_OPENERS = re.compile(
    r"^(?:а|и|но|тогда|еще|это|этот|он|она|они|туда|там|то есть|или|ну"
    r"|ал|жане|сонда|онда|ол|олар|бул|таги|сосин|сол|соган|оган|егер олар|я"
    r"|and|but|what if|what about|how about|then|it|its|they|there|that|those|also|so|or|is it|is that|does it|do they)\b"
)
_POINTERS = re.compile(
    r"\b(?:это|этого|этом|этот|эту|эти|туда|тогда|там|им|ним|них|они|его|ее|ему|ней|они"
    r"|они|оган|онда|буни|сони|сонда|соган|олар|оларга|олардин|онин|соларга"
    r"|it|they|them|their|that|there|this|those|then)\b"
)
_BRIEF, _SHORT = 9, 3


def continues(sentence: str) -> bool:
    """Whether a sentence begins as the continuation of another: it means nothing, or something else, alone."""
    return bool(_OPENERS.match(text.fold(sentence).lstrip("«“\"'(")))


def leans(message: str) -> bool:
    """Whether it opens or points like a continuation, or is too short to stand alone."""
    found = text.words(message)
    folded = text.fold(message).strip()
    points = bool(_OPENERS.match(folded) or _POINTERS.search(folded))
    return len(found) <= _SHORT or (points and len(found) <= _BRIEF)
