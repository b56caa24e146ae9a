"""The safe-sharing check of one text: what is in it, what stays out of the copy, and which light each of the two gets."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.domain import sharing
from retrieval import private

KIND = "check"  # of the dialogue
LONG = 600  # characters: more than a question, mostly something to be passed on
LONGEST = 8_000


@dataclass(frozen=True)
class Case:
    """A text before it is sent to an AI. `keep`: places of findings that the person leaves in the copy."""

    lang: str
    text: str = ""
    keep: Sequence[int] = ()
    listening: bool = False  # the next typed words are the text

    def fields(self) -> dict[str, Any]:
        """For the store."""
        return asdict(self)

    @classmethod
    def of(cls, fields: Mapping[str, Any] | None) -> "Case | None":
        """From the store; None for what another version has written."""
        try:
            return cls(**fields) if fields else None
        except TypeError:
            return None


@dataclass(frozen=True)
class Piece:
    """What has one placeholder: its first finding's place, the kind of it, how it begins, whether it may and does stay."""

    place: int
    label: str
    why: str
    hint: str
    may_stay: bool
    stays: bool


@dataclass(frozen=True)
class Report:
    """The text's light, the copy with its own, and the pieces in the order of the text."""

    advice: sharing.Advice
    copy: str
    copy_advice: sharing.Advice
    pieces: tuple[Piece, ...]


def report(case: Case) -> Report:
    """Look through a text. What belongs into no AI never stays in the copy, whatever was tapped."""
    findings = private.find(case.text)
    keep = [place for place in case.keep if 0 <= place < len(findings) and findings[place].type not in sharing.RED]
    redacted = private.redact(case.text, findings, case.lang, keep)
    kept = {redacted.labels[place] for place in keep}
    pieces: dict[str, Piece] = {}
    for place, (finding, label) in enumerate(zip(findings, redacted.labels, strict=True)):
        value = case.text[finding.start : finding.end]
        red = finding.type in sharing.RED
        hint = "" if red else value[:2]
        pieces.setdefault(label, Piece(place, label, finding.why, hint, not red, label in kept))
    staying = [one for one, label in zip(findings, redacted.labels, strict=True) if label in kept]
    return Report(sharing.advise(findings), redacted.text, sharing.advise(staying), tuple(pieces.values()))


def toggled(case: Case, place: int) -> Case:
    """A piece kept, or taken out again."""
    places = set(case.keep) ^ {place}
    return Case(case.lang, case.text, sorted(places))
