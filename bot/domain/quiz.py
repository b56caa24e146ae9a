"""A quiz on its way: which questions, which answers so far, what came out; the final test drawn over the modules."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from bot.domain.course import EVERYONE, number
from retrieval.guide import Guide
from retrieval.quiz import Question, Quiz

FINAL = "final"
FINAL_QUESTIONS = 16
PASSED = "certificate"  # the dialogue that remembers a passed test for a quarter of an hour
Ref = tuple[str, str]  # an entry's id and the id of one of its questions
Find = Callable[[Ref], Question | None]


@dataclass(frozen=True)
class Run:
    """A quiz on its way. `what` is the entry or `final`; `poll` the number of the question that was sent last."""

    what: str
    lang: str
    refs: tuple[Ref, ...]
    asked: int = 0
    answers: tuple[int, ...] = ()
    poll: str = ""

    @property
    def waits(self) -> bool:
        """Whether a question has been sent that has no answer yet."""
        return self.asked > len(self.answers)

    @property
    def over(self) -> bool:
        """Whether every question has its answer."""
        return len(self.answers) >= len(self.refs)

    def present(self, find: Find) -> "Run":
        """Without the questions to come that the guide has lost meanwhile."""
        done = len(self.answers)
        return replace(self, refs=(*self.refs[:done], *(ref for ref in self.refs[done:] if find(ref))))

    def sent(self, poll: str) -> "Run":
        """One more question has been sent."""
        return replace(self, asked=len(self.answers) + 1, poll=poll)

    def answered(self, option: int) -> "Run":
        """The question that was sent last has its answer; a second one does not count."""
        return replace(self, answers=(*self.answers, option)) if self.waits else self

    def right(self, find: Find) -> int:
        """How many answers are right."""
        pairs = zip(self.refs, self.answers, strict=False)
        return sum((question := find(ref)) is not None and question.right == option for ref, option in pairs)

    def dump(self) -> dict[str, Any]:
        """As JSON values."""
        return {"what": self.what, "lang": self.lang, "refs": [list(ref) for ref in self.refs], "asked": self.asked,
                "answers": list(self.answers), "poll": self.poll}  # fmt: skip

    @classmethod
    def load(cls, data: Mapping[str, Any] | None) -> "Run | None":
        """What `dump` made; None of nothing."""
        if not data:
            return None
        refs = tuple((str(entry), str(question)) for entry, question in data["refs"])
        return cls(data["what"], data["lang"], refs, data["asked"], tuple(data["answers"]), data["poll"])


def finder(guide: Guide, lang: str) -> Find:
    """Looks a question up as the guide has it now, in that language, else in another."""

    def find(ref: Ref) -> Question | None:
        for one in (lang, "ru", "kk", "en"):
            found = {question.id: question for question in guide.quizzes.get((ref[0], one), ())}
            if ref[1] in found:
                return found[ref[1]]
        return None

    return find


def chosen(quiz: Quiz, track: str) -> Quiz:
    """The questions that a track is asked: everyone's and its own."""
    return tuple(question for question in quiz if question.track in (EVERYONE, track))


def of_entry(guide: Guide, entry_id: str, lang: str, track: str) -> Run | None:
    """The quiz of an entry from its beginning; None when it has none. A lesson is for its own people: all of it is asked."""
    quiz = next(
        (guide.quizzes[entry_id, one] for one in (lang, "ru", "kk", "en") if (entry_id, one) in guide.quizzes), ()
    )
    refs = tuple((entry_id, question.id) for question in (chosen(quiz, track) if number(entry_id) else quiz))
    return Run(entry_id, lang, refs) if refs else None


def final(quizzes: Sequence[tuple[str, Quiz]], track: str, lang: str, chance: Random) -> Run | None:
    """Sixteen questions, as many from every module, at least one of them the track's own where a module has one."""
    piles = [_shuffled(entry, chosen(quiz, track), track, chance) for entry, quiz in quizzes]
    refs: list[Ref] = []
    while any(piles) and len(refs) < FINAL_QUESTIONS:
        refs += [pile.pop(0) for pile in piles if pile]
    drawn = refs[:FINAL_QUESTIONS]
    return Run(FINAL, lang, tuple(sorted(drawn, key=lambda ref: ref[0]))) if drawn else None


def needed(asked: int) -> int:
    """How many right answers pass: twelve of sixteen."""
    return math.ceil(asked * 12 / FINAL_QUESTIONS)


def _shuffled(entry: str, quiz: Quiz, track: str, chance: Random) -> list[Ref]:
    own = [question for question in quiz if question.track == track != EVERYONE]
    first = chance.sample(own, 1) if own else []
    rest = [question for question in quiz if question not in first]
    return [(entry, question.id) for question in [*first, *chance.sample(rest, len(rest))]]
