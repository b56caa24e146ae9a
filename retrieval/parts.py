"""A long message in parts: its sentences, and which of them ask."""

import re

from retrieval import text

_END = re.compile(r"(?<=[.!?…])\s+|\n+")
# A question mark, or a word that asks; Kazakh particles stand after the verb. Folded letters.
_ASKS = re.compile(
    r"\?|\b(?:как|что|куда|кому|где|можно|могу|имеют|почему|зачем|сколько|кто|надо|нужно|законно|подскажите"
    r"|калаи|не истеи\w*|кандаи|ким\w*|каида\w*|неге|канша|бола ма|бола ма екен|керек пе|ма|ме|ба|бе|па|пе|кайтсем|кайтем"
    r"|what|how|who|whom|where|can|could|should|why|is it|do i|does|may i|am i)\b"
)
_FEWEST, MOST = 2, 12


def sentences(message: str) -> list[str]:
    """Sentences of two words or more, at most twelve; an empty list when the message is one sentence."""
    found = [one for one in _END.split(message) if len(text.words(one)) >= _FEWEST][:MOST]
    return found if len(found) > 1 else []


def asks(sentence: str) -> bool:
    """Whether a sentence asks something."""
    return bool(_ASKS.search(text.fold(sentence)))
