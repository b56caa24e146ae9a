"""One entry file: front matter and a small, strict Markdown, read into an `Entry` or a `ContentError` with its line."""

import datetime
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import BaseModel, ConfigDict, Field, ValidationError

CITATION = re.compile(r"\[([a-z][a-z0-9-]*)(?:/([^\]\s]+))?\]")
TRACKS = ("school", "staff", "officials")
_MARKDOWN = MarkdownIt("commonmark")
_TEXT_TOKENS = {"text", "softbreak"}


class ContentError(Exception):
    """Something in the guide that cannot be read, or that a reader must not see. `line` counts from 1; 0 means the file."""

    def __init__(self, path: Path | str, line: int, what: str, mend: str) -> None:
        super().__init__(f"{path}:{line}: {what}; {mend}")
        self.path, self.line, self.what, self.mend = str(path), line, what, mend


@dataclass(frozen=True)
class Block:
    """A piece of an entry's body: a paragraph (`p`), a numbered step (`step`), a list item (`item`), or the title of a `part`.

    A part belongs to a `track`: empty for everyone, else school, staff or officials.
    """

    kind: str
    text: str
    line: int
    track: str = ""


@dataclass(frozen=True)
class Section:
    """A heading and its blocks; `kind` is the heading's key in languages.yaml (do, law, note; reading, plan, handout …)."""

    kind: str
    heading: str
    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True)
class Entry:
    """One topic of the guide in one language."""

    id: str
    lang: str
    path: str
    title: str
    phrasings: tuple[str, ...]
    sources: tuple[str, ...]
    contacts: tuple[str, ...]
    audience: tuple[str, ...]
    urgent: bool
    related: tuple[str, ...]
    letters: tuple[str, ...]
    reviewed: datetime.date
    review_by: datetime.date
    translated_from: str | None
    lead: str
    sections: tuple[Section, ...]
    body_hash: str
    key_lines: dict[str, int] = field(compare=False, repr=False)
    minutes: int | None = None
    ages: tuple[int, ...] = ()
    grades: tuple[int, ...] = ()
    domains: tuple[str, ...] = ()
    more_phrasings: tuple[str, ...] = ()  # from `knowledge/<lang>/phrasings/`, see `retrieval.more_phrasings`

    @property
    def document(self) -> str:
        """What it belongs to: guide, course or lessons."""
        return self.id.partition("/")[0]

    @property
    def asked(self) -> tuple[str, ...]:
        """Every question that we know people ask of this entry."""
        return self.phrasings + self.more_phrasings

    def section(self, kind: str) -> Section | None:
        """The section of that kind, if the entry has one."""
        return next((s for s in self.sections if s.kind == kind), None)

    def blocks(self) -> tuple[Block, ...]:
        """Every block of the sections, in order; the lead is not among them."""
        return tuple(block for section in self.sections for block in section.blocks)


class FrontMatter(BaseModel):
    """What may stand between the two `---` lines. Unknown keys are refused: a misspelt key is a lost one."""

    model_config = ConfigDict(extra="forbid", strict=True)

    title: str = Field(min_length=3)
    phrasings: list[str] = Field(min_length=1)
    sources: list[str] = []
    contacts: list[str] = []
    audience: list[str] = Field(min_length=1)
    urgent: bool = False
    related: list[str] = []
    letters: list[str] = []
    reviewed: datetime.date
    review_by: datetime.date
    translated_from: str | None = None
    minutes: int | None = Field(None, ge=5, le=240)
    ages: list[int] = Field([], max_length=2)
    grades: list[int] = Field([], max_length=2)
    domains: list[str] = []


def read_yaml(path: Path, text: str | None = None, first_line: int = 1) -> Any:
    """YAML of a file (or of `text` that starts at `first_line` of it). Raises ContentError with the line."""
    try:
        return yaml.load(path.read_text("utf-8") if text is None else text, Loader=_UniqueKeys)  # noqa: S506 a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = first_line + (mark.line if mark else 0)
        raise ContentError(
            path, line, f"not valid YAML: {error.problem}", "quote the value or mend the indent"
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(
            path, first_line, f"cannot be read: {type(error).__name__}", "save the file as UTF-8"
        ) from None


class _UniqueKeys(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that refuses a key written twice, where plain YAML keeps the last one in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping, or an error that points at the second key."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)  # type: ignore[no-any-return]


def read_entry(path: Path, entry_id: str, lang: str, headings: dict[str, str]) -> Entry:
    """An entry file as a value; `headings` maps heading text to section kind. Raises ContentError."""
    try:
        source = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise ContentError(path, 0, "is not UTF-8 text", "save the file as UTF-8") from None
    matter, body, body_line = _split(path, source)
    key_lines = {m[1]: n for n, line in enumerate(source.split("\n"), 1) if (m := re.match(r"([a-z_]+):", line))}
    front = _front_matter(path, matter, key_lines)
    lead, sections = _sections(path, body, body_line, headings)
    lists = {
        name: tuple(getattr(front, name))
        for name in ("phrasings", "sources", "contacts", "audience", "related", "letters", "ages", "grades", "domains")
    }
    return Entry(
        id=entry_id, lang=lang, path=str(path), title=front.title.strip(), urgent=front.urgent, reviewed=front.reviewed,
        review_by=front.review_by, translated_from=front.translated_from, lead=lead, sections=sections,
        body_hash=body_hash(body), key_lines=key_lines, minutes=front.minutes, **lists,
    )  # fmt: skip


def body_hash(body: str) -> str:
    """What `translated_from` remembers: the body's words, spacing aside; twelve hex digits."""
    return hashlib.sha256(" ".join(body.split()).encode()).hexdigest()[:12]


def _split(path: Path, source: str) -> tuple[str, str, int]:
    match = re.match(r"---\n(.*?\n)---\n(.*)\Z", source.replace("\r\n", "\n"), flags=re.DOTALL)
    if not match:
        raise ContentError(path, 1, "has no front matter", "begin with a line ---, the keys, and a line ---")
    return match[1], match[2], match[1].count("\n") + 3


def _front_matter(path: Path, matter: str, lines: dict[str, int]) -> FrontMatter:
    data = read_yaml(path, matter, first_line=2)
    if not isinstance(data, dict):
        raise ContentError(path, 2, "front matter is not a list of keys", "write each as `key: value`")
    try:
        return FrontMatter.model_validate(data)
    except ValidationError as error:
        first = max(
            error.errors(), key=lambda one: one["type"] == "extra_forbidden"
        )  # a misspelt key explains the missing one
        key = ".".join(str(part) for part in first["loc"])
        mend = "remove it or mend its spelling" if first["type"] == "extra_forbidden" else f"{key}: {first['msg']}"
        what = (
            f"unknown key {key!r}"
            if first["type"] == "extra_forbidden"
            else f"front matter key {key!r} is wrong or missing"
        )
        raise ContentError(path, lines.get(str(first["loc"][0]), 1), what, mend) from None


def _sections(path: Path, body: str, first_line: int, headings: dict[str, str]) -> tuple[str, tuple[Section, ...]]:
    lead: list[str] = []
    sections: list[tuple[str, str, list[Block], int]] = []
    in_list = ""
    tokens = _MARKDOWN.parse(body)
    for before, token in zip([None, *tokens], tokens, strict=False):
        line = first_line + (token.map[0] if token.map else 0)
        if token.type in ("ordered_list_open", "bullet_list_open"):
            in_list = "step" if token.type.startswith("ordered") else "item"
        elif token.type.endswith("_list_close"):
            in_list = ""
        elif token.type == "inline":
            text = _plain(path, token, line)
            if before is not None and before.tag == "h3" and sections:
                sections[-1][2].append(_part(path, text, line))
            elif before is not None and before.type == "heading_open":
                sections.append((_kind(path, before, text, line, headings), text, [], line))
            elif sections:
                sections[-1][2].append(Block(in_list or "p", text, line))
            else:
                lead.append(text)
        elif not token.type.endswith(("_open", "_close")) or token.type in ("blockquote_open", "table_open"):
            raise ContentError(
                path,
                line,
                f"{token.type.replace('_', ' ')} is not used in the guide",
                "write plain paragraphs and lists",
            )
    if not lead:
        raise ContentError(path, first_line, "has no direct answer", "begin the body with two to four sentences")
    return "\n\n".join(lead), tuple(Section(kind, text, tuple(blocks), line) for kind, text, blocks, line in sections)


def _part(path: Path, text: str, line: int) -> Block:
    """`### How it learns {school}`: a title and, in braces, whom the part is for."""
    title, _, tag = text.partition("{")
    track = tag.strip().removesuffix("}")
    if tag and track not in TRACKS:
        raise ContentError(path, line, f"unknown track {track!r}", "use " + ", ".join(f"{{{one}}}" for one in TRACKS))
    return Block("part", title.strip(), line, track)


def _kind(path: Path, token: Token, text: str, line: int, headings: dict[str, str]) -> str:
    if token.tag != "h2" or text not in headings:
        raise ContentError(
            path, line, f"heading {text!r} is not one of the guide's", "use ## and one of: " + ", ".join(headings)
        )
    return headings[text]


def _plain(path: Path, token: Token, line: int) -> str:
    for child in token.children or ():
        if child.type not in _TEXT_TOKENS:
            raise ContentError(
                path, line, f"{child.type.replace('_', ' ')} is not used in the guide", "write it as plain words"
            )
    return " ".join("".join(c.content if c.type == "text" else " " for c in token.children or ()).split())
