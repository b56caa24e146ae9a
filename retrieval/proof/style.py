"""Rules on sentences: sourced where they state law, short, plain, and each in one entry only."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from retrieval.entry_file import CITATION, Entry, read_yaml
from retrieval.guide import Guide
from retrieval.proof.finding import Finding, on

# Words a sentence may have; Kazakh carries in one word what Russian says in two.
MOST_WORDS = {"kk": 18, "ru": 24, "en": 27}
LONG_WORD = {"kk": 22, "ru": 20, "en": 16}
_SENTENCE = re.compile(r"[^.?!…]+(?:[.?!…]+(?![\s»”\"]|$)[^.?!…]+)*[.?!…]*[»”\"]?")
_UNSOURCED = re.compile(r"[.?!…](?=\s+(?!\[)|$)")


def legal_sentences_sourced(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Under «What the law says» every sentence is followed by its source."""
    for entry in guide.entries.values():
        section = entry.section("law")
        for block in section.blocks if section else ():
            bare = _bare_sentence(block.text)
            if bare:
                yield on(
                    entry,
                    block.line,
                    f"no source after {bare[-60:]!r}",
                    "end the sentence with [source/article], or move it",
                )


def sentence_length(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """Short sentences; very long words are warned of."""
    for entry in guide.entries.values():
        for line, text in _parts(entry):
            for sentence in sentences(text):
                count = len(re.findall(r"[^\W\d_][\w-]*", sentence))  # sums and dates are read at a glance
                if count > MOST_WORDS[entry.lang]:
                    yield on(
                        entry, line, f"{count} words in {sentence[:50]!r}…", f"cut it: {MOST_WORDS[entry.lang]} at most"
                    )
            for word in re.findall(r"\w+", text):
                if len(word) > LONG_WORD[entry.lang]:
                    yield on(entry, line, f"{word!r} is a very long word", "say it more simply if you can", error=False)


def officialese(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """A clerk's words, from a list, with what to say instead."""
    for entry in guide.entries.values():
        for line, text in _parts(entry):
            outside = re.sub(r"[«“\"][^»”\"]*[»”\"]", "", text)  # a quotation may keep the law's own words
            for pattern, instead in officialese_list()[entry.lang]:
                match = pattern.search(outside)
                if match:
                    yield on(entry, line, f"clerk's word {match[0].strip()!r}", f"say: {instead}")


def no_sentence_twice(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    """A sentence that could stand in two entries answers neither of their questions."""
    seen: dict[tuple[str, str], list[tuple[Entry, int]]] = defaultdict(list)
    for entry in guide.entries.values():
        for line, text in _parts(entry):
            for sentence in sentences(text):
                if len(sentence) > 25 and "____" not in sentence:  # the rows of a form are alike on purpose
                    seen[entry.lang, sentence.lower()].append((entry, line))
    for (_, sentence), places in seen.items():
        first = places[0][0]
        for entry, line in places[1:]:
            where = "above" if entry.id == first.id else f"in {first.id}"
            yield on(entry, line, f"{sentence[:50]!r}… stands {where} too", "say what is special here")


@cache
def officialese_list() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """Patterns per language, from officialese.yaml beside this file."""
    data = read_yaml(Path(__file__).parent / "officialese.yaml")
    return {
        lang: [(re.compile(item["find"], re.IGNORECASE), item["say"]) for item in items] for lang, items in data.items()
    }


def sentences(text: str) -> list[str]:
    """Sentences of a text without their citations."""
    return [found.strip() for found in _SENTENCE.findall(CITATION.sub("", text)) if found.strip(" .…")]


def _bare_sentence(text: str) -> str | None:
    match = _UNSOURCED.search(text)
    return text[: match.end()] if match else None


def _parts(entry: Entry) -> Iterator[tuple[int, str]]:
    yield max(entry.key_lines.values(), default=1) + 2, entry.lead
    for block in entry.blocks():
        yield block.line, block.text
