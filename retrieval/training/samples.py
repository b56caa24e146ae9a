"""What the classifier learns from: the guide's questions, also as other hands would write them, its sentences, and the outside."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval import outside_questions
from retrieval.classify import HARM, OUTSIDE
from retrieval.entry_file import Entry, read_yaml
from retrieval.guide import Guide
from retrieval.proof.style import sentences
from retrieval.reply_rules import FOLDER
from retrieval.training.augment import variants

SEED, TIMES = 7, 1
_REWRITTEN, _TOLD, _HARM = 0.5, 0.3, 0.5  # weights beside a question's own 1
_SHORT = 15


@dataclass(frozen=True)
class Sample:
    """A text, its label (an entry id or `outside:<kind>`), how much it counts, and whether somebody asks it."""

    text: str
    label: str
    weight: float
    asked: bool = True

    @property
    def inside(self) -> bool:
        """Whether the guide answers it."""
        return not self.label.startswith(OUTSIDE)


def samples(guide: Guide) -> list[Sample]:
    """All samples, in the same order every time."""
    chance = random.Random(SEED)
    found = [sample for key in sorted(guide.entries) for sample in _of_entry(guide.entries[key], chance)]
    return found + list(_outside(chance)) + list(_harm())


def _of_entry(entry: Entry, chance: random.Random) -> Iterator[Sample]:
    asked = (entry.title, *entry.asked)
    for one in asked:
        yield Sample(one, entry.id, 1.0)
        siblings = [other for other in entry.asked if other != one]
        yield from (Sample(two, entry.id, _REWRITTEN) for two in variants(one, siblings, entry.lang, chance, TIMES))
    for part in (entry.lead, *(block.text for block in entry.blocks())):
        yield from (Sample(told, entry.id, _TOLD, asked=False) for told in sentences(part) if len(told) > _SHORT)


def _harm() -> Iterator[Sample]:
    """Examples of the harm rules: what they catch lies outside the guide, and so does what is only like it."""
    for languages in read_yaml(FOLDER / "harm.yaml").values():
        for items in languages.values():
            yield from (Sample(one, OUTSIDE + HARM, _HARM) for item in items for one in item["match"])


def _outside(chance: random.Random) -> Iterator[Sample]:
    held = list(outside_questions.read())
    for one in held:
        siblings = [other.q for other in held if other.kind == one.kind and other.lang == one.lang]
        yield Sample(one.q, OUTSIDE + one.kind, 1.0)
        for two in variants(one.q, siblings, one.lang, chance, TIMES):
            yield Sample(two, OUTSIDE + one.kind, _REWRITTEN)
