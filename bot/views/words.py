"""The interface's words: catalogues read from `.po` in memory, so that there is no compile step to forget."""

from collections.abc import Mapping
from pathlib import Path

from babel.messages.pofile import read_po

from bot.domain.people import LANGS

NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}  # each in its own tongue


class Words:
    """One language's catalogue; call it with the English words that stand in the code."""

    def __init__(self, lang: str, messages: Mapping[str, str]) -> None:
        self.lang = lang
        self._messages = messages

    def __call__(self, message: str) -> str:
        """The words in this language; the English ones when a translation is missing (the tests allow none)."""
        return self._messages.get(message) or message


def load(folder: Path) -> dict[str, Words]:
    """Catalogues of every language. Raises OSError when one is missing."""
    return {lang: Words(lang, _messages(folder / lang / "LC_MESSAGES" / "senim.po", lang)) for lang in LANGS}


def _messages(path: Path, lang: str) -> dict[str, str]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=lang)
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }
