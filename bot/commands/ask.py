"""`senim ask`: one question, or JSON lines in and out, in order and flushed."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from bot import engine, settings
from retrieval.answer import Engine
from retrieval.turn import Answer, Question

LANGS = ("kk", "ru", "en")


def main(arguments: list[str]) -> int:
    """Answer; exit 0 also when the guide does not have it (that is an answer too)."""
    parser = argparse.ArgumentParser(prog="senim ask", description="Answer a question from the guide.")
    parser.add_argument("--lang", choices=LANGS, help="reply in this language, whatever the question is in")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON; with - read JSON lines")
    parser.add_argument(
        "question", nargs="*", metavar="QUESTION", help="the question; - reads JSON lines from standard input"
    )
    options = parser.parse_args(arguments)
    if not options.question:
        parser.error("give a question, or - to read JSON lines from standard input")
    ready = engine.build(settings.load())
    for problem in ready.guide.problems:
        print(f"senim: left out: {problem}", file=sys.stderr)
    if options.question == ["-"]:
        for line in replies(ready, sys.stdin.buffer, options.lang):
            print(line, flush=True)
        return 0
    answer = ready.ask(Question(" ".join(options.question), options.lang, forced=options.lang is not None))
    print(as_json(answer) if options.json else answer.text)
    return 0


def replies(ready: Engine, lines: Iterable[bytes], lang: str | None) -> Iterator[str]:
    """One JSON line for each line read; a line that is no request gives `{"error"}` and the rest go on."""
    for raw in lines:
        if not raw.strip():
            continue
        try:
            yield as_json(ready.ask(request(json.loads(raw), lang)))
        except (ValueError, RecursionError) as error:
            reason = error if isinstance(error, RequestError) else "not valid JSON in UTF-8"
            yield json.dumps({"error": str(reason)}, ensure_ascii=False)


class RequestError(ValueError):
    """A JSON line that is not a request; the text says which key is wrong."""


def request(data: Any, lang: str | None = None) -> Question:
    """A question from `{"q", "lang"?, "role"?, "context"?}`. Raises RequestError."""
    if not isinstance(data, dict) or not isinstance(data.get("q"), str):
        raise RequestError('a request is an object with a text "q"')
    chosen, context = data.get("lang"), data.get("context") or []
    if chosen is not None and chosen not in LANGS:
        raise RequestError('"lang" is kk, ru or en')
    if not isinstance(context, list) or not all(isinstance(earlier, str) for earlier in context):
        raise RequestError('"context" is a list of earlier questions')
    role = data.get("role")
    return Question(
        data["q"], lang or chosen, role if isinstance(role, str) else None, tuple(context), forced=lang is not None
    )


def as_json(answer: Answer) -> str:
    """The reply as one JSON line, with the keys that tests and users lean on."""
    reply = {
        "status": answer.status, "lang": answer.lang, "entry": answer.entry,
        "candidates": [dataclasses.asdict(hit) for hit in answer.candidates],
        "text": answer.text, "sources": [dataclasses.asdict(ref) for ref in answer.sources], "ms": answer.ms,
    }  # fmt: skip
    if answer.why:
        reply["why"] = answer.why
    return json.dumps(reply, ensure_ascii=False)
