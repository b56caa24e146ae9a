"""Lesson packs: in what order they stand, and which fit a class and the time that there is."""

from dataclasses import dataclass

from retrieval.entry_file import Entry
from retrieval.guide import Guide

AGES = ((6, 9), (10, 12), (13, 15), (16, 18), (19, 99))  # by school years; grown-ups last
MINUTES = (30, 45, 60, 90)


@dataclass(frozen=True)
class Wish:
    """What a teacher looks for: the place of an age in AGES and of a time in MINUTES; -1 for any."""

    age: int = -1
    time: int = -1

    @property
    def text(self) -> str:
        """As a button carries it."""
        return f"{self.age + 1}{self.time + 1}"

    @classmethod
    def read(cls, text: str) -> "Wish":
        """A wish from a button, which is not believed."""
        age, time = [int(one) - 1 for one in text] if len(text) == 2 and text.isascii() and text.isdigit() else (-1, -1)
        return cls(age if age < len(AGES) else -1, time if time < len(MINUTES) else -1)

    def fits(self, entry: Entry) -> bool:
        """Whether a pack is for that age and not longer than that time."""
        if self.time >= 0 and (entry.minutes or 0) > MINUTES[self.time]:
            return False
        if self.age < 0 or len(entry.ages) != 2:
            return True
        low, high = AGES[self.age]
        return entry.ages[0] <= high and entry.ages[1] >= low


def packs(guide: Guide, lang: str, wish: Wish) -> list[Entry]:
    """The packs that fit, the youngest class first."""
    found = [guide.get(one, lang) for one in guide.ids() if one.startswith("lessons/")]
    fitting = [entry for entry in found if entry and wish.fits(entry)]
    return sorted(fitting, key=lambda entry: (entry.ages or (99,), entry.id))
