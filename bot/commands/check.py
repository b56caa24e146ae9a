"""`senim check`: proof-reading for editors."""

import argparse
import sys
from pathlib import Path

from bot import settings
from retrieval import guide, proof
from retrieval.proof.questions import apart
from retrieval.proof.trained import stale


def main(arguments: list[str]) -> int:
    """Print every finding as `path:line: what is wrong; how to mend it`; exit 1 when one of them is an error."""
    parser = argparse.ArgumentParser(prog="senim check", description="Proof-read the guide.")
    parser.add_argument("folder", nargs="?", type=Path, help="the guide's folder (default: knowledge/)")
    parser.add_argument("--errors-only", action="store_true", help="leave warnings out")
    options = parser.parse_args(arguments)
    root = options.folder or settings.load().guide
    held = guide.load(root)
    questions = sorted((settings.ROOT / "tests" / "questions").glob("*.jsonl"))  # none in a container
    everything = [*proof.check(held), *apart(held, questions), *stale(held)]
    findings = [one for one in everything if one.error or not options.errors_only]
    for finding in findings:
        print(finding)
    errors = sum(finding.error for finding in findings)
    print(f"{errors} errors, {len(findings) - errors} warnings" if findings else "All good.", file=sys.stderr)
    return 1 if errors else 0
