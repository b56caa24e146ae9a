"""Addresses: parts in a row (`rules/address.yaml`) in Russian, Kazakh and English; a lone city or street is a topic."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from retrieval.entry_file import read_yaml
from retrieval.private.finding import Finding
from retrieval.private.rules import expand
from retrieval.private.view import View

FILE = Path(__file__).with_name("rules") / "address.yaml"
_GAP = re.compile(r"[ ,.;\n-]{0,3}(?:(?:в|на|по) )?$")
_NUMBER_GAP = re.compile(r",? $")
_WITHIN = 60  # letters before a chain in which «I live in» may stand


@dataclass(frozen=True)
class _Part:
    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class _Rules:
    parts: re.Pattern[str]
    lives_before: re.Pattern[str]
    lives_after: re.Pattern[str]
    may_be: re.Pattern[str]


def find(view: View) -> Iterator[Finding]:
    """Chains of parts that say where somebody can be found."""
    rules = _load()
    if not rules.may_be.search(view.lower):
        return
    for chain in _chains(view.text, rules.parts):
        while chain and chain[-1].kind == "country":
            chain = chain[:-1]
        if chain and _tells(view.text, chain, rules):
            end = len(view.text[chain[0].start : chain[-1].end].rstrip(' .,"')) + chain[0].start
            yield Finding("ADDRESS", chain[0].start, end, "address")


def _chains(text: str, parts: re.Pattern[str]) -> Iterator[list[_Part]]:
    chain: list[_Part] = []
    for match in parts.finditer(text):
        part = _Part(match.lastgroup or "", match.start(), match.end())
        joined = bool(chain and _GAP.match(text, chain[-1].end, part.start))
        if part.kind == "number":  # a bare number is a house only right after a street
            joined = (
                joined
                and chain[-1].kind in ("street", "number", "house")
                and bool(_NUMBER_GAP.match(text, chain[-1].end, part.start))
            )
            if not joined:
                continue
        if joined:
            chain.append(part)
        else:
            if chain:
                yield chain
            chain = [part]
    if chain:
        yield chain


def _tells(text: str, chain: list[_Part], rules: _Rules) -> bool:
    kinds = {part.kind for part in chain}
    pointed = kinds & {"house", "flat", "number"}
    if ("street" in kinds and pointed) or {"house", "flat"} <= kinds or {"bare", "flat"} <= kinds:
        return True
    if "village" in kinds and kinds & {"district", "region", "okrug", "house", "bare"}:
        return True
    if "city" in kinds and "bare" in kinds and chain[0].kind != "bare":
        return True
    if not kinds & {"street", "village", "bare", "house"}:
        return False
    start, end = chain[0].start, chain[-1].end
    if text[start:end].islower():
        return False  # «қай көшеде»: a street without a name
    if re.match(r"\d", text[start : start + 1]) and chain[0].kind == "street":
        return True  # «123 Main Street»
    return bool(rules.lives_before.search(text, max(0, start - _WITHIN), start) or rules.lives_after.match(text, end))


@lru_cache(maxsize=1)
def _load() -> _Rules:
    held = read_yaml(FILE)
    lists = held["lists"]
    parts = "|".join(f"(?P<{kind}>{expand(pattern, lists)})" for kind, pattern in held["parts"].items())
    may_be = re.compile(r"\d|ауыл|аул|кент|село|селе|сел[ау]|пос|village|көше|кошеси|улиц|street|ул\.")
    before, after = (re.compile(expand(held[key], lists)) for key in ("lives_before", "lives_after"))
    return _Rules(re.compile(rf"(?<![\w-])(?:{parts})"), before, after, may_be)
