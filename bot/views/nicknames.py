"""Two-word nicknames for pupils, from the guide's lists of kind words: one number, one name in every language."""

from functools import lru_cache
from pathlib import Path

from retrieval.entry_file import ContentError, read_yaml

COUNT = 576  # 24 of each; a test holds the lists to it


def nickname(root: Path, number: int, lang: str) -> str:
    """The name that a number stands for; a plain number where the list is gone."""
    first, second = _lists(root / lang / "nicknames.yaml")
    if not first or not second:
        return f"№ {number + 1}"
    return f"{first[number % len(first)]} {second[number // len(first) % len(second)]}"


@lru_cache(maxsize=8)
def _lists(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    try:
        data = read_yaml(path)
        return tuple(map(str, data["first"])), tuple(map(str, data["second"]))
    except (ContentError, OSError, KeyError, TypeError):
        return (), ()
