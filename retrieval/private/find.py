"""Every piece of private data in a text, by rules that check what they find."""

from collections.abc import Iterable

from retrieval.private import address, dates, health, names, rules
from retrieval.private.finding import Finding
from retrieval.private.view import View


def find(text: str) -> list[Finding]:
    """Findings in order, none overlapping (the earlier rule wins). Never raises; keeps nothing. Offsets are of `text`."""
    view = View.of(text)
    taken = _Taken(len(view.text))
    for rule in rules.load():
        taken.add(rule.find(view))
    taken.add(address.find(view))
    taken.add(names.find(view))
    taken.add(dates.find(view, taken.found))
    taken.add(health.find(view, taken.found))
    spans = ((one, view.back(one.start, one.end)) for one in sorted(taken.found, key=lambda one: one.start))
    return [Finding(one.type, start, end, one.why) for one, (start, end) in spans]


class _Taken:
    """Findings so far and the letters they stand on."""

    def __init__(self, length: int) -> None:
        self.found: list[Finding] = []
        self._letters = bytearray(length)

    def add(self, findings: Iterable[Finding]) -> None:
        for one in findings:
            if one.end > one.start and not any(self._letters[one.start : one.end]):
                self._letters[one.start : one.end] = b"\1" * (one.end - one.start)
                self.found.append(one)
