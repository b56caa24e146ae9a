"""A name for a sheet, as somebody typed it: letters and what stands between them, nothing that could disturb a page."""

import unicodedata

LONGEST = 80


def tidy(typed: str) -> str | None:
    """The name in one line; None when it is no name: empty, too long, without letters, or with digits in it."""
    kept = "".join(
        one if not unicodedata.category(one).startswith("C") else " " for one in unicodedata.normalize("NFC", typed)
    )
    name = " ".join(kept.split())
    if not name or len(name) > LONGEST or any(one.isdigit() for one in name):
        return None
    return name if any(one.isalpha() for one in name) else None
