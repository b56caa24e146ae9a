"""The glossary: terms in three languages with a plain meaning, and which of them a question asks about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from retrieval import stems, text

# «Что такое дипфейк?», «дипфейк деген не», "what is a deepfake": the term stands in the first group.
_ASKED = re.compile(
    r"^(?:что такое|что значит|что означает|кто так(?:ой|ие)|(?:what|who)(?:'s| is| are| does)|define)\s+(.+?)(?:\s+mean)?$"
    r"|^(.+?)\s+(?:деген\s+(?:не|кім|ким|с[өо]з\s+не)|деген[іи]м[іи]з\s+не|degen\s+ne|не\s+деген\s+с[өо]з|это\s+(?:что|кто))$"
)
_ARTICLES = re.compile(r"^(?:an?|the|этот|эта|это|мына|осы)\s+")
_LONGEST = 80


@dataclass(frozen=True)
class Term:
    """A term: the guide's form, a plain meaning, other forms people use, and forms that the guide avoids; all per language."""

    id: str
    name: Mapping[str, str]
    plain: Mapping[str, str]
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)
    avoid: Mapping[str, Sequence[str]] = field(default_factory=dict)
    law: bool = False

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Term":
        """From an item of glossary.yaml. Raises KeyError when something is missing."""
        names = {lang: data[lang] for lang in ("kk", "ru", "en")}
        return cls(
            data["id"], names, data["plain"], data.get("also") or {}, data.get("avoid") or {}, bool(data.get("law"))
        )

    def forms(self) -> Iterable[str]:
        """Every form that people use, in any language."""
        yield from self.name.values()
        for forms in self.also.values():
            yield from forms


class Glossary:
    """Finds the term that a question asks the meaning of."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = {term.id: term for term in terms}
        self._by_stems = {_key(form): term for term in reversed(terms) for form in term.forms()}

    def asked(self, question: str) -> Term | None:
        """The term of «what is …», however it is inflected; None for any other question."""
        bare = " ".join(text.WORD.findall(question.lower().replace("’", "'").replace("-", " ")))
        match = _ASKED.match(bare) if len(bare) <= _LONGEST else None
        wanted = _ARTICLES.sub("", match[1] or match[2]) if match else ""
        return self._by_stems.get(_key(wanted)) if wanted else None


def _key(form: str) -> tuple[int, ...]:
    return tuple(int(number) for number in stems.terms(form.replace("-", " ")))
