"""The values of one question's way: what was asked, how it can end, and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from retrieval.guide import SourceRef
from retrieval.hits import Hit, Hits
from retrieval.private import Finding


class Status(StrEnum):
    """How a question can end."""

    answered = "answered"
    choose = "choose"
    not_in_guide = "not_in_guide"
    smalltalk = "smalltalk"
    harmful = "harmful"
    crisis = "crisis"
    empty = "empty"
    too_long = "too_long"


@dataclass(frozen=True)
class Question:
    """What a person asks. `lang`: the language they chose, `forced`: it is the reply's too; `context`: their earlier questions."""

    q: str
    lang: str | None = None
    role: str | None = None
    context: tuple[str, ...] = ()
    forced: bool = False


@dataclass(frozen=True)
class Answer:
    """A value with a status, an entry, a language, candidates and sources; `text` is plain. Never loose text."""

    status: Status
    lang: str
    entry: str | None = None
    candidates: tuple[Hit, ...] = ()
    text: str = ""
    sources: tuple[SourceRef, ...] = ()
    ms: float = 0.0
    why: str | None = None
    reply: str | None = None
    term: str | None = None  # the glossary answered: a term and its plain meaning
    private_types: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)


@dataclass
class Turn:
    """A question on its way through the steps."""

    question: Question
    text: str = ""
    masked: str = ""
    lang: str = "kk"
    findings: Sequence[Finding] = ()
    hits: Hits = field(default_factory=Hits)
    status: Status | None = None
    entry: str | None = None
    why: str | None = None
    reply: str | None = None
    term: str | None = None
