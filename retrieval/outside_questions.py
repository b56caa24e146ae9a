"""Questions that the guide does not answer (`outside/<lang>.jsonl`): what the classifier learns to leave alone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from retrieval.entry_file import ContentError

FOLDER = Path(__file__).parent / "outside"
KINDS = ("near", "unrelated", "politics", "medical", "harm")


@dataclass(frozen=True)
class OutsideQuestion:
    """A question, its language, and why it lies outside."""

    q: str
    lang: str
    kind: str


def read(folder: Path = FOLDER) -> Iterator[OutsideQuestion]:
    """Every line of every file. Raises ContentError with path and line."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                data = json.loads(line)
                found = OutsideQuestion(data["q"], path.stem, data["kind"])
            except (ValueError, KeyError, TypeError):
                raise ContentError(path, number, "is no outside question", 'write {"q", "kind"}') from None
            if found.kind not in KINDS:
                raise ContentError(path, number, f"unknown kind {found.kind!r}", f"one of {', '.join(KINDS)}")
            yield found


@cache
def digest(folder: Path = FOLDER) -> str:
    """A hash of all questions: part of the cache's key."""
    return blake2b(b"".join(path.read_bytes() for path in sorted(folder.glob("*.jsonl"))), digest_size=4).hexdigest()
