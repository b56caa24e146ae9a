"""The guide as a value: entries in three languages, sources, contacts, fixed replies. What is broken is left out and named."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from retrieval import more_phrasings
from retrieval.entry_file import CITATION, ContentError, Entry, read_entry, read_yaml
from retrieval.glossary import Glossary, Term
from retrieval.letters import Letter
from retrieval.letters import read as read_letter
from retrieval.quiz import Quiz, read_quiz

LANGS = ("kk", "ru", "en")
DOCUMENTS = ("guide", "course", "lessons")


@dataclass(frozen=True)
class Tongue:
    """What languages.yaml says of one language: its own name, fixed headings, how an article is cited, fixed labels."""

    name: str
    headings: Mapping[str, str]
    article: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Source:
    """A law, an official page, a standard. `articles` holds what differs for single articles (trust, edition)."""

    id: str
    kind: str
    title: Mapping[str, str]
    number: str | None
    date: str | None
    url: Mapping[str, str]
    checked: str
    trust: str
    edition: str | None = None
    what: str = ""
    articles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Contact:
    """Whom to turn to: a number, an address, what it is for, and how sure we are of it."""

    id: str
    title: Mapping[str, str]
    what_for: Mapping[str, str]
    number: str | None
    url: str | None
    note: Mapping[str, str]
    checked: str
    trust: str


@dataclass(frozen=True)
class SourceRef:
    """A source as an answer shows it, in one language; `id` is the citation, `pd-law/19-1`."""

    id: str
    article: str | None
    title: str
    url: str | None


@dataclass(frozen=True)
class Guide:
    """The whole of `knowledge/`, read once. Entries are keyed by (id, language)."""

    root: Path
    entries: Mapping[tuple[str, str], Entry]
    sources: Mapping[str, Source]
    contacts: Mapping[str, Contact]
    tongues: Mapping[str, Tongue]
    replies: Mapping[str, Mapping[str, str]]
    problems: tuple[ContentError, ...]
    digest: str
    glossary: Glossary
    quizzes: Mapping[tuple[str, str], Quiz]
    letters: Mapping[tuple[str, str], Letter]

    def get(self, entry_id: str, lang: str) -> Entry | None:
        """The entry in that language; else in Russian, Kazakh or English; None when no language has it."""
        order = (lang, "ru", "kk", "en")
        return next((self.entries[entry_id, code] for code in order if (entry_id, code) in self.entries), None)

    def letter(self, letter_id: str, lang: str) -> Letter | None:
        """The model letter in exactly that language: a letter in another one would be of no use."""
        return self.letters.get((letter_id, lang))

    def letters_of(self, entry_id: str, lang: str) -> list[Letter]:
        """Letters that name an entry, those whose main entry it is first. The letter alone says where it belongs."""
        found = [one for one in self.letters.values() if one.lang == lang and entry_id in one.entries]
        return sorted(found, key=lambda one: (one.entries.index(entry_id), one.id))

    def ids(self) -> list[str]:
        """Ids that at least one language has, sorted."""
        return sorted({entry_id for entry_id, _ in self.entries})

    def refs(self, entry: Entry | Letter) -> tuple[SourceRef, ...]:
        """The sources of an entry or a letter as its language shows them, in the order in which the text numbers them."""
        return tuple(self.ref(citation, entry.lang) for citation in entry.sources)

    def ref(self, citation: str, lang: str) -> SourceRef:
        """One citation (`pd-law/19-1`) as a language shows it; a source that the guide does not know shows its id."""
        source_id, _, article = citation.partition("/")
        source = self.sources.get(source_id)
        if source is None:
            return SourceRef(citation, article or None, source_id, None)
        url = source.url.get(lang) or source.url.get("ru")
        return SourceRef(citation, article or None, source.title.get(lang, source_id), url)

    def reply(self, key: str, lang: str) -> str:
        """A fixed reply; the key itself when an editor has removed it, so that nothing crashes."""
        return self.replies.get(lang, {}).get(key, key)

    def named(self, ref: SourceRef, lang: str) -> str:
        """A source and its article in words: «Закон о персональных данных, ст. 19-1»."""
        return f"{ref.title}, {self.tongues[lang].article.format(article=ref.article)}" if ref.article else ref.title


def numbered(text: str, entry: Entry | Letter) -> str:
    """A body text with its citations as numbers of the entry's sources: `[1]` for `[pd-law/19-1]`."""

    def number(match: re.Match[str]) -> str:
        citation = match[0][1:-1]
        return f"[{entry.sources.index(citation) + 1}]" if citation in entry.sources else ""

    return CITATION.sub(number, text)


def load(root: Path) -> Guide:
    """Read `knowledge/`. Raises ContentError only when languages.yaml itself cannot be used."""
    problems: list[ContentError] = []
    tongues = _tongues(root / "languages.yaml")
    entries = dict(_entries(root, tongues, problems))
    return Guide(
        root=root, entries=entries, tongues=tongues, digest=_digest(root),
        sources=_items(root / "sources.yaml", _source, problems),
        contacts=_items(root / "contacts.yaml", _contact, problems),
        replies={lang: _replies(root / lang / "replies.yaml", problems) for lang in LANGS},
        glossary=_glossary(root / "glossary.yaml", problems),
        quizzes=dict(_quizzes(root, problems)),
        letters=dict(_letters(root, problems)),
        problems=tuple(problems),
    )  # fmt: skip


def _entries(
    root: Path, tongues: Mapping[str, Tongue], problems: list[ContentError]
) -> Iterator[tuple[tuple[str, str], Entry]]:
    for lang, tongue in tongues.items():
        headings = {text: kind for kind, text in tongue.headings.items()}
        more = more_phrasings.read(root / lang / "phrasings", problems)
        for path in sorted(one for name in DOCUMENTS for one in (root / lang).glob(f"{name}/**/*.md")):
            entry_id = path.relative_to(root / lang).with_suffix("").as_posix()
            try:
                entry = read_entry(path, entry_id, lang, headings)
                yield (entry_id, lang), replace(entry, more_phrasings=more.get(entry_id, ()))
            except (ContentError, OSError) as error:
                problems.append(_named(path, error))


def _quizzes(root: Path, problems: list[ContentError]) -> Iterator[tuple[tuple[str, str], Quiz]]:
    for lang in LANGS:
        for path in sorted((root / lang).glob("*/*.quiz.yaml")):
            entry_id = path.relative_to(root / lang).as_posix().removesuffix(".quiz.yaml")
            try:
                yield (entry_id, lang), read_quiz(path)
            except (ContentError, OSError) as error:
                problems.append(_named(path, error))


def _letters(root: Path, problems: list[ContentError]) -> Iterator[tuple[tuple[str, str], Letter]]:
    for lang in LANGS:
        for path in sorted((root / lang / "letters").glob("*.md")):
            try:
                yield (path.stem, lang), read_letter(path, lang)
            except (ContentError, OSError) as error:
                problems.append(_named(path, error))


def _named(path: Path, error: ContentError | OSError) -> ContentError:
    if isinstance(error, ContentError):
        return error
    return ContentError(path, 0, f"cannot be opened ({error.strerror})", "mend its permissions")


def _items(path: Path, make: Any, problems: list[ContentError]) -> dict[str, Any]:
    """Items of sources.yaml or contacts.yaml; a broken item is left out and named, a broken file leaves all out."""
    items: dict[str, Any] = {}
    try:
        data = read_yaml(path)
    except (ContentError, OSError) as error:
        problems.append(_named(path, error))
        return items
    for item_id, fields in (data or {}).items():
        try:
            items[item_id] = make(item_id, fields)
        except (KeyError, TypeError, AttributeError) as error:
            problems.append(
                ContentError(path, 0, f"item {item_id!r} is incomplete ({error})", "add the key that is missing")
            )
    return items


def _glossary(path: Path, problems: list[ContentError]) -> Glossary:
    """The terms; a guide without a glossary still answers."""
    terms = []
    try:
        data = read_yaml(path) if path.exists() else []
    except (ContentError, OSError) as error:
        problems.append(_named(path, error))
        data = []
    for number, item in enumerate(data or [], 1):
        try:
            terms.append(Term.read(item))
        except (KeyError, TypeError, AttributeError) as error:
            problems.append(
                ContentError(path, 0, f"term {number} is incomplete ({error})", "add the key that is missing")
            )
    return Glossary(terms)


def _source(item_id: str, data: dict[str, Any]) -> Source:
    url = data.get("url") or {}
    return Source(
        id=item_id, kind=data["kind"], title=data["title"], number=_text(data.get("number")), date=_text(data.get("date")),
        url=url if isinstance(url, dict) else dict.fromkeys(LANGS, url), checked=str(data["checked"]), trust=data["trust"],
        edition=_text(data.get("edition")), what=data.get("what", ""),
        articles={str(number): fields for number, fields in (data.get("articles") or {}).items()},
    )  # fmt: skip


def _contact(item_id: str, data: dict[str, Any]) -> Contact:
    return Contact(
        id=item_id, title=data["title"], what_for=data["what_for"], number=_text(data.get("number")), url=data.get("url"),
        note=data.get("note") or {}, checked=str(data["checked"]), trust=data["trust"],
    )  # fmt: skip


def _tongues(path: Path) -> dict[str, Tongue]:
    """Without this file there is no guide to read: the one thing that cannot be left out."""
    try:
        data = read_yaml(path)
        return {lang: _tongue(lang, data[lang]) for lang in LANGS}
    except OSError as error:
        raise ContentError(
            path, 0, f"cannot be opened ({error.strerror})", "set SENIM_GUIDE to the guide's folder"
        ) from None
    except (AttributeError, KeyError, TypeError):
        raise ContentError(path, 0, "does not describe kk, ru and en", "restore the three languages") from None


def _tongue(lang: str, data: dict[str, Any]) -> Tongue:
    labels = {key: value for key, value in data.items() if isinstance(value, str) and key not in ("name", "article")}
    return Tongue(name=data["name"], headings=data["headings"], article=data["article"], labels=labels)


def _replies(path: Path, problems: list[ContentError]) -> dict[str, str]:
    try:
        return {key: " ".join(str(value).split()) for key, value in (read_yaml(path) or {}).items()}
    except (ContentError, OSError) as error:
        problems.append(_named(path, error))
        return {}


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _digest(root: Path) -> str:
    """A hash of every file that the index is built from: the cache's key."""
    digest = hashlib.sha256()
    for path in sorted(root.glob("*.yaml")) + sorted(root.glob("*/**/*.md")) + sorted(root.glob("*/phrasings/*.yaml")):
        digest.update(path.relative_to(root).as_posix().encode())
        with suppress(OSError):  # what cannot be read has been named already
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
