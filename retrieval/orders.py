"""Does a text speak to a machine? Words that give a model orders never reach its prompt, whoever wrote them."""

import re
from functools import cache
from pathlib import Path

from retrieval.entry_file import read_yaml

_MARKS = (
    r'<!--|-->|\{\s*"|<\||\[/?(?:inst|system|жүйеге|системе|system)\b|(?:^|[.!?]\s+)(?:system|assistant|user)\s*:|#{3}'
)


def carries(text: str, lang: str) -> bool:
    """Whether a text holds an order to a model, by the signs of its language or by machine marks."""
    return bool(_signs(lang).search(text))


@cache
def _signs(lang: str) -> re.Pattern[str]:
    held = read_yaml(Path(__file__).parent / "prompts" / f"{lang}.yaml")
    return re.compile("|".join([_MARKS, *held["orders"]]), re.IGNORECASE)
