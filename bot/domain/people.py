"""People: which language to speak with somebody of whom we know only what their client says."""

import datetime
import re

LANGS = ("kk", "ru", "en")
# Codes seen in the wild: «kz» is a country, yet common in data; clients also send scripts and regions.
_ALIASES = {"kk": "kk", "kz": "kk", "kaz": "kk", "ru": "ru", "rus": "ru", "en": "en", "eng": "en"}
_HERE = datetime.timezone(datetime.timedelta(hours=5))  # all of Kazakhstan since March 2024
_SPEAK_RUSSIAN = frozenset({"uk", "be", "ky", "uz", "tg", "tt", "ba", "az", "hy", "ka"})


def client_language(code: str | None) -> str:
    """The interface language that a client's code suggests; Kazakh when it suggests nothing. Never raises."""
    first = re.split(r"[-_]", (code or "").strip().lower())[0]
    return _ALIASES.get(first) or ("ru" if first in _SPEAK_RUSSIAN else "en" if first else "kk")


def today() -> datetime.date:
    """The day as people in Kazakhstan have it."""
    return datetime.datetime.now(_HERE).date()
