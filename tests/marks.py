"""The marked phrase: said in every flow and under every fault, and looked for in every byte that is kept or logged."""

import json
from pathlib import Path

MARKS = ("zqxvmarkedphrase7731", "жымпельдубряк")
MARK = " ".join(MARKS)


def leaks(where: dict[str, bytes]) -> list[str]:
    """Places in which a mark stands, as it is, in capitals, or as JSON would write it."""
    forms = {
        form
        for mark in MARKS
        for text in (mark, mark.upper())
        for form in (text, json.dumps(text)[1:-1], repr(ascii(text))[2:-2])
    }
    return [f"{place}: {form}" for place, content in where.items() for form in forms if form.encode() in content]


def files(data: Path, skip: str = "none") -> dict[str, bytes]:
    """Every file that is kept, but those with one suffix; at least a database must be among them, or nothing was looked at."""
    found = {
        str(path.relative_to(data)): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and path.suffix != skip
    }
    assert "senim.db" in found
    return found
