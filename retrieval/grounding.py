"""Does a generated sentence stand in the passages it cites? Every check may say no, with a reason; what fails is dropped."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval import grounding_checks as checks
from retrieval import grounding_claims as claims
from retrieval import grounding_doers as doers
from retrieval import grounding_sides as denial
from retrieval.encoders import HashEncoder
from retrieval.grounding_nearness import Nearness
from retrieval.grounding_pair import Pair, held
from retrieval.grounding_text import CITED, clauses, read
from retrieval.sentences import sentences
from retrieval.vectors import Encoder

# In this order, so that the reason given is the plainest.
CHECKS = (
    checks.whole,
    checks.links,
    checks.script,
    checks.numbers,
    checks.bounds,
    checks.since,
    checks.counted,
    checks.units,
    checks.cause,
    checks.names,
    checks.quotes,
    checks.weighty,
    checks.reach,
    checks.secrets,
    denial.denied_anew,
    denial.denial_nearest,
    denial.turned,
    denial.ending,
    denial.sides,
    denial.objects,
    doers.orders,
    doers.force,
    doers.acting,
    doers.in_order,
    claims.coverage,
    claims.together,
    claims.brief,
    claims.changing,
    claims.likeness,
)


@dataclass(frozen=True)
class Verdict:
    """A sentence and why it may not be shown, by the name of a check; None: it may."""

    sentence: str
    why: str | None = None


class Grounds:
    """Passages, read once, against which sentences are checked."""

    def __init__(self, passages: Sequence[str], lang: str, encoder: Encoder | None = None) -> None:
        self._lang, self._count = lang, len(passages)
        texts = [CITED.sub(" ", one) for one in passages]
        self._whole = " ".join(texts)
        pieces = [self._whole, *(one for text in texts for one in sentences(text))]
        self._nearness = Nearness(pieces, lang, encoder or HashEncoder())
        self._source = tuple(one for text in texts for sentence in sentences(text) for one in held(sentence, lang))

    def check(self, sentence: str) -> Verdict:
        """Whether a sentence may be shown."""
        if not {int(one) for one in CITED.findall(sentence)} <= set(range(1, self._count + 1)):
            return Verdict(sentence, "cites")
        pair = self.pair(sentence)
        return Verdict(sentence, next((check.__name__ for check in CHECKS if not check(pair)), None))

    def pair(self, sentence: str) -> Pair:
        """A sentence beside the passages, for the checks."""
        said = read(sentence, self._lang)
        parts = tuple(read(one, self._lang) for one in clauses(said.text, self._lang))
        return Pair(said, sentence, parts, self._source, self._whole, self._lang, self._nearness)
