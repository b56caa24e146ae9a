"""Quizzes of the course and of lesson packs: one YAML file beside the entry, `<id>.quiz.yaml`."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from retrieval.entry_file import ContentError, read_yaml

Track = Literal["everyone", "school", "staff", "officials"]
# Telegram's limits of a quiz: question 300, option 100, explanation 200 characters. Questions are read aloud: ours are shorter.
QUESTION, OPTION, WHY = 200, 100, 200


class Option(BaseModel):
    """One answer to choose, and why it is right or wrong."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1, max_length=OPTION)
    why: str = Field(min_length=10, max_length=WHY)
    right: bool = False


class Question(BaseModel):
    """One question with three or four options, exactly one of them right."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    track: Track
    question: str = Field(min_length=8, max_length=QUESTION)
    options: tuple[Option, ...] = Field(min_length=3, max_length=4)

    @model_validator(mode="after")
    def _one_is_right(self) -> "Question":
        if sum(option.right for option in self.options) != 1:
            raise ValueError("exactly one option is right")
        return self

    @property
    def right(self) -> int:
        """The place of the right option, from 0."""
        return next(place for place, option in enumerate(self.options) if option.right)


Quiz = tuple[Question, ...]


def read_quiz(path: Path) -> Quiz:
    """The questions of a quiz file, in its order. Raises ContentError with the number of the question."""
    data = read_yaml(path)
    if not isinstance(data, list) or not data:
        raise ContentError(path, 1, "is no list of questions", "write each as `- id: q1` with its keys below")
    return tuple(_question(path, number, item) for number, item in enumerate(data, 1))


def _question(path: Path, number: int, item: object) -> Question:
    try:
        return Question.model_validate(item)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        told = first["msg"].removeprefix("Value error, ")
        raise ContentError(path, 0, f"question {number}, {where or 'options'}: {told}", "mend it") from None
