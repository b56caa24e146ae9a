"""`senim redact`: what in a text is private, and the text without it."""

import argparse
import dataclasses
import json
import sys

from retrieval import private, text


def main(arguments: list[str]) -> int:
    """Redact one text, or JSON lines `{"text"}` from standard input."""
    parser = argparse.ArgumentParser(
        prog="senim redact", description="Find private data in a text and mask it. Nothing is kept."
    )
    parser.add_argument("--json", action="store_true", help="print findings as JSON; with - read JSON lines")
    parser.add_argument(
        "--lang", choices=("kk", "ru", "en"), help="of the placeholders; told from the letters without it"
    )
    parser.add_argument("text", nargs="*", metavar="TEXT", help="the text; - reads JSON lines from standard input")
    options = parser.parse_args(arguments)
    if not options.text:
        parser.error("give a text, or - to read JSON lines from standard input")
    if options.text == ["-"]:
        for raw in sys.stdin.buffer:
            if raw.strip():
                print(reply(raw, options.lang), flush=True)
        return 0
    whole = " ".join(options.text)
    print(reply(json.dumps({"text": whole}).encode(), options.lang) if options.json else _redacted(whole, options.lang))
    return 0


def reply(raw: bytes, lang: str | None = None) -> str:
    """One JSON line for one request line; `why` in the language of the placeholders."""
    try:
        whole = json.loads(raw)["text"]
        findings = private.find(str.__str__(whole))
    except (ValueError, KeyError, TypeError, RecursionError):
        return json.dumps({"error": 'a request is an object with a text "text", in UTF-8'})
    lang = lang or text.letters_language(whole)
    found = [dataclasses.asdict(one) | {"why": private.explain(one.why, lang).why} for one in findings]
    return json.dumps({"findings": found, "redacted": private.redact(whole, findings, lang).text}, ensure_ascii=False)


def _redacted(whole: str, lang: str | None) -> str:
    return private.redact(whole, private.find(whole), lang or text.letters_language(whole)).text
