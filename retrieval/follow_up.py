"""Does a message lean on the ones before it? «А если не ответят?» means nothing alone."""

import re

from retrieval import text
from retrieval.search import Hits

_OPENERS = re.compile(
    r"^(а|и|но|а если|а как|а сколько|а где|а куда|тогда|ещё|еще|это|он|она|они|туда|там"
    r"|ал|және|сонда|онда|ол|олар|бұл|бул|ал егер|тағы|таги|сосын|сол"
    r"|and|but|what if|what about|how about|then|it|they|there|that|also|so)\b"
)
_POINTERS = re.compile(
    r"\b(это|этого|этом|этот|туда|тогда|там|им|ним|они|его|её|ему"
    r"|оны|оған|оган|онда|бұны|буны|соны|сонда|олар|оларға|оларга"
    r"|it|they|them|that|there|this)\b"
)
_SHORT, _BRIEF = 3, 6
_WEAK = 0.6


def leans(message: str, hits: Hits) -> bool:
    """A short message, or one that opens or points like a continuation while it finds little on its own."""
    found = text.words(message)
    weak = not hits.kept or hits.confidence.right < _WEAK
    lower = message.lower()
    opens = bool(_OPENERS.match(lower))
    return (opens and len(found) <= _BRIEF) or (
        weak and (opens or len(found) <= _SHORT or bool(_POINTERS.search(lower)))
    )
