"""The text without its private data: a plain mask, or placeholders by which it still makes sense to a reader."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from retrieval.private.finding import Finding
from retrieval.private.words import explain

_TOPICS = frozenset({"HEALTH", "ADDRESS"})


@dataclass(frozen=True)
class Redacted:
    """The text to take along; `labels[i]` is the placeholder of the i-th finding (also of a kept one), brackets included."""

    text: str
    labels: tuple[str, ...]


def mask(text: str, findings: Sequence[Finding], label: str = "[{type}]") -> str:
    """The text with each finding replaced by `label`; the full mask, for a model and for storage."""
    return _replace(text, findings, [label.format(type=finding.type) for finding in findings])


def searchable(text: str, findings: Sequence[Finding]) -> str:
    """What search may see: numbers, keys, names and contacts blanked; illness and places stay, for they are the topic.

    Blank, not a token: any letters in its place are search terms of their own (docs/decisions/0009-what-search-sees.md).
    """
    hidden = [one for one in findings if one.type not in _TOPICS]
    return _replace(text, hidden, [" "] * len(hidden))


def redact(text: str, findings: Sequence[Finding], lang: str, keep: Collection[int] = frozenset()) -> Redacted:
    """Placeholders in the words of `lang` ([ИИН], [телефон 1], [имя 2]); one value has one placeholder everywhere.

    Numbers stand only where a label has more than one value. `keep`: places in `findings` that the person leaves as they
    are; the same value elsewhere stays too. Labels do not change with `keep`, so a button may carry a place.
    """
    values = [_same(finding, text[finding.start : finding.end]) for finding in findings]
    known: dict[str, list[str]] = {}
    for finding, value in zip(findings, values, strict=True):
        held = known.setdefault(explain(finding.why, lang).label, [])
        if value not in held:
            held.append(value)
    labels = tuple(
        _label(explain(finding.why, lang).label, value, known) for finding, value in zip(findings, values, strict=True)
    )
    kept = {labels[place] for place in keep if 0 <= place < len(labels)}
    hidden = [(finding, label) for finding, label in zip(findings, labels, strict=True) if label not in kept]
    return Redacted(_replace(text, [one for one, _ in hidden], [label for _, label in hidden]), labels)


def _label(word: str, value: str, known: dict[str, list[str]]) -> str:
    held = known[word]
    return f"[{word} {held.index(value) + 1}]" if len(held) > 1 else f"[{word}]"


def _same(finding: Finding, value: str) -> str:
    """A form in which one value written in two ways is equal."""
    value = unicodedata.normalize("NFKC", value).casefold()
    if finding.type == "PHONE":
        return re.sub(r"\D", "", value)[-10:]
    return re.sub(r"[\W_]", "", value) or value


def _replace(text: str, findings: Sequence[Finding], labels: Sequence[str]) -> str:
    pieces, at = [], 0
    for finding, label in sorted(zip(findings, labels, strict=True), key=lambda pair: pair[0].start):
        pieces += [text[at : finding.start], label]
        at = finding.end
    return "".join([*pieces, text[at:]])
