"""What the model is asked, as data per language: short enough for a small machine, with the passages fenced off as data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from retrieval.entry_file import CITATION, Entry, read_yaml
from retrieval.models import Message
from retrieval.sentences import sentences

FOLDER = Path(__file__).parent / "prompts"
MOST_TOKENS = 500
QUESTION = 200  # letters of a person's question that go along


@dataclass(frozen=True)
class Task:
    """A wording to be made: the prompt, and the passages (with the entries that they are from) that it must stand in."""

    lang: str
    messages: tuple[Message, ...]
    passages: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


def simpler(entry: Entry) -> Task:
    """An entry in plainer, fewer words."""
    return _about("simpler", [entry])


def together(entries: Sequence[Entry], question: str) -> Task:
    """One answer out of two entries; `question` with everything private taken out."""
    return _about("together", list(entries[:2]), question)


def whole_question(earlier: str, question: str, lang: str) -> Task:
    """A question that leans on the one before it, made whole: to search with, never to show."""
    fields = {"earlier": _fenced(earlier)[:QUESTION], "question": _fenced(question)[:QUESTION]}
    return Task(lang, _messages("question", lang, fields))


def tokens(messages: Sequence[Message], lang: str) -> int:
    """How many tokens a prompt is, at most, by the letters of its language."""
    return round(sum(len(one.content) for one in messages) / float(_data(lang)["letters"]))


def _about(kind: str, entries: list[Entry], question: str = "") -> Task:
    lang = entries[0].lang
    fields = {"question": _fenced(question)[:QUESTION]}
    spent = tokens(_messages(kind, lang, {**fields, "passages": ""}), lang)
    room = int((MOST_TOKENS - spent) * float(_data(lang)["letters"])) // len(entries) - 12
    passages = tuple(_passage(entry, room) for entry in entries)
    fields["passages"] = "\n".join(f"[{number}] <<<{one}>>>" for number, one in enumerate(passages, 1))
    return Task(lang, _messages(kind, lang, fields), passages, tuple(entry.id for entry in entries))


def _passage(entry: Entry, room: int) -> str:
    """The direct answer and as many steps as there is room for, in whole sentences."""
    steps = entry.section("do")
    blocks = [entry.lead, *(block.text for block in (steps.blocks if steps else ()))]
    text = ""
    for sentence in (one for block in blocks for one in sentences(_fenced(CITATION.sub("", block)))):
        if text and len(text) + 1 + len(sentence) > room:
            break
        text = f"{text} {sentence}".strip()
    return text


def _fenced(text: str) -> str:
    """A text that cannot close its own fence."""
    return " ".join(text.replace("<<<", " ").replace(">>>", " ").split())


def _messages(kind: str, lang: str, fields: dict[str, str]) -> tuple[Message, ...]:
    words = _data(lang)[kind]
    user = re.sub(
        r"\{(\w+)\}", lambda match: fields[match[1]], words["user"]
    )  # once: a passage may hold braces of its own
    return Message("system", words["system"]), Message("user", user)


@cache
def _data(lang: str) -> dict[str, Any]:
    read: dict[str, Any] = read_yaml(FOLDER / f"{lang}.yaml")
    return read
