"""A class without accounts: its code, who sits in it under which number, what has been asked and what came back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from retrieval.quiz import Question

# Letters that look the same in Latin and in Cyrillic, and digits that look like no letter: whatever the keyboard, it is right.
LETTERS, DIGITS = "CHKMPTX", "246789"
LENGTH = 5
_FOLD = str.maketrans("СНКМРТХснкмртхchkmptx", "CHKMPTXCHKMPTXCHKMPTX")
HOURS = 24
MOST = 120  # pupils in a class
KNOWN = 70  # percent of right answers from which a class knows a thing


@dataclass(frozen=True)
class Seat:
    """Where somebody is reached: a door (telegram, kiosk), a chat, the message that changes, the language they read."""

    door: str
    chat: int
    lang: str
    message: int = 0


@dataclass(frozen=True)
class Room:
    """A class. `serial` counts the questions asked so far, `place` is where the quiz stands (-1: not begun).

    `open`: answers are taken.
    """

    code: str
    teacher: str
    lang: str
    quiz: str = ""
    track: str = ""
    place: int = -1
    serial: int = 0
    open: bool = False


@dataclass(frozen=True)
class Pupil:
    """Somebody in a class: `code` is an HMAC, `nick` the number of their nickname, `asked` of the last question sent."""

    code: str
    nick: int
    asked: int
    seat: Seat | None


@dataclass(frozen=True)
class Tally:
    """What a class answered to one question: how many for each option."""

    question: Question
    counts: tuple[int, ...]

    @property
    def answered(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def right(self) -> int:
        """How many were right."""
        return self.counts[self.question.right]

    @property
    def share(self) -> int:
        """The percentage of right answers."""
        return round(100 * self.right / self.answered) if self.answered else 0

    @property
    def known(self) -> bool:
        """Whether the class knows it."""
        return self.answered > 0 and self.share >= KNOWN

    @property
    def mistake(self) -> int | None:
        """The wrong option that most have chosen."""
        wrong = {at: count for at, count in enumerate(self.counts) if count and at != self.question.right}
        return max(wrong, key=lambda at: (wrong[at], -at)) if wrong else None


def new_code(chance: Random) -> str:
    """A code to say aloud: letters and digits, at least one of each, so that it is no word and no number."""
    while True:
        code = "".join(chance.choice(LETTERS + DIGITS) for _ in range(LENGTH))
        if any(one in LETTERS for one in code) and any(one in DIGITS for one in code):
            return code


def read_code(text: str) -> str | None:
    """The code that somebody typed, on whatever keyboard; None for what cannot be one."""
    code = text.strip().translate(_FOLD)
    return code if len(code) == LENGTH and all(one in LETTERS + DIGITS for one in code) else None


def question_key(quiz: str, question_id: str) -> str:
    """Under what an answer is kept."""
    return f"{quiz}#{question_id}"


def tally(quiz: str, questions: Sequence[Question], counts: Mapping[str, Counter[int]]) -> list[Tally]:
    """Every question of a quiz that has been answered."""
    found = []
    for question in questions:
        told = counts.get(question_key(quiz, question.id))
        if told:
            found.append(Tally(question, tuple(told[at] for at in range(len(question.options)))))
    return found
