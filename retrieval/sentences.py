"""Text into whole sentences, also while it still comes: a sentence is known to be over when the next one begins."""

import re

# «ст. 5», «т. е.», «12.», «e.g.»: a full stop that ends nothing.
_SHORT = re.compile(
    r"(?:^|[\s(«])(?:\w|ст|стр|п|пп|ч|г|гг|им|ул|тел|тыс|млн|млрд|руб|тг|др|пр|см|мыс|т\.б|т\.с\.с|e\.g|i\.e|etc|art|No|№|vs|Mr|Mrs|Dr|\d{1,2})\.$"
)
_CAPITAL = re.compile(r"[\w-]*[A-ZА-ЯӘҒҚҢӨҰҮҺІЁ]")  # eGov and e-Otinish may begin a sentence
_END = re.compile(r"[.!?…]+[»”\"')]*(?:\s*\[\d+\])*(?=\s)|\n+")


def begins(text: str) -> bool:
    """Whether a text begins as sentences do."""
    bare = text.lstrip("«“\"'(")
    return bare[:1].isdigit() or bare.startswith("/") or bool(_CAPITAL.match(bare))


def sentences(text: str) -> list[str]:
    """The sentences of a text; the last may have no end."""
    done, rest = split(text)
    return [*done, rest] if rest else done


def split(text: str, *, ended: bool = True) -> tuple[list[str], str]:
    """Finished sentences, and what is left. A citation after the full stop belongs to the sentence before it.

    While a text still comes (`ended` is False) a sentence is over only when the next has begun.
    """
    done, start = [], 0
    for match in _END.finditer(text):
        line = match.group().startswith("\n")
        if not line and (_SHORT.search(text[start : match.start() + 1]) or _goes_on(text, match.end())):
            continue
        if not ended and not text[match.end() :].strip():
            break
        if piece := text[start : match.end()].strip():
            done.append(piece)
        start = match.end()
    return done, text[start:].strip() if ended else text[start:]


def _goes_on(text: str, at: int) -> bool:
    """A sentence does not begin with a small letter; what has not come yet may be a citation."""
    rest = text[at:].lstrip()
    if re.match(r"\[\d*\]?", rest):
        return True
    return rest[:1].islower() and not _CAPITAL.match(rest)
