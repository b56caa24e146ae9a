"""`senim redact`: what in a text is private, and the text without it."""

import argparse
import dataclasses
import json
import sys

from retrieval import private


def main(arguments: list[str]) -> int:
    """Redact one text, or JSON lines `{"text"}` from standard input."""
    parser = argparse.ArgumentParser(
        prog="senim redact", description="Find private data in a text and mask it. Nothing is kept."
    )
    parser.add_argument("--json", action="store_true", help="print findings as JSON; with - read JSON lines")
    parser.add_argument("text", nargs="*", metavar="TEXT", help="the text; - reads JSON lines from standard input")
    options = parser.parse_args(arguments)
    if not options.text:
        parser.error("give a text, or - to read JSON lines from standard input")
    if options.text == ["-"]:
        for raw in sys.stdin.buffer:
            if raw.strip():
                print(reply(raw), flush=True)
        return 0
    text = " ".join(options.text)
    print(reply(json.dumps({"text": text}).encode()) if options.json else private.mask(text, private.find(text)))
    return 0


def reply(raw: bytes) -> str:
    """One JSON line for one request line."""
    try:
        text = json.loads(raw)["text"]
        findings = private.find(text)
    except (ValueError, KeyError, TypeError, RecursionError):
        return json.dumps({"error": 'a request is an object with a text "text", in UTF-8'})
    found = [dataclasses.asdict(finding) for finding in findings]
    return json.dumps({"findings": found, "redacted": private.mask(text, findings)}, ensure_ascii=False)
