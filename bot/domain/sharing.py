"""How risky a text is to send to an AI: the traffic light of `guide/safe-sharing/share-or-not` over its findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.private import Finding

ENTRY = "guide/safe-sharing/share-or-not"  # what the light means is told there
# Never for any AI: what opens an account or a door, and what cannot be taken back.
RED = frozenset({"IIN", "CARD", "DOC", "PASSWORD", "SECRET"})
# Public, so no reason to hold a text back: a company's number.
PUBLIC = frozenset({"BIN"})
# What says who a text is about.
WHO = frozenset({"NAME", "PHONE", "EMAIL", "ADDRESS", "DOB", "PLATE"})


class Light(StrEnum):
    """Red: stop, send it in no form; yellow: clean it first; green: send it freely."""

    red = "red"
    yellow = "yellow"
    green = "green"


class Reason(StrEnum):
    """Why a light is what it is."""

    never = "never"  # something that goes into no AI
    illness = "illness"  # health together with who it is: somebody's secret
    personal = "personal"  # points to a person: take it out first
    public = "public"  # only what is public anyway
    nothing = "nothing"  # nothing found; which is no promise that nothing is there


@dataclass(frozen=True)
class Advice:
    """The light, why, and the types that made it so (in the order of the text, each once)."""

    light: Light
    reason: Reason
    types: tuple[str, ...]


def advise(findings: Sequence[Finding]) -> Advice:
    """The light of a whole text. One red thing makes it red; illness and a person in one text are somebody's secret."""
    types = tuple(dict.fromkeys(finding.type for finding in findings))
    found = frozenset(types)
    if found & RED:
        return Advice(Light.red, Reason.never, tuple(one for one in types if one in RED))
    if "HEALTH" in found and found & WHO:
        return Advice(Light.red, Reason.illness, tuple(one for one in types if one in WHO | {"HEALTH"}))
    if found - PUBLIC:
        return Advice(Light.yellow, Reason.personal, tuple(one for one in types if one not in PUBLIC))
    return Advice(Light.green, Reason.public if found else Reason.nothing, types)


def worth_a_note(types: Sequence[str]) -> tuple[str, ...]:
    """Types that an answer should kindly speak of: nothing public; an illness only together with whose it is."""
    told = tuple(kind for kind in types if kind not in PUBLIC)
    return told if frozenset(told) - {"HEALTH"} else ()
