"""Dates in words, as each language writes them."""

import datetime

from babel.dates import format_date

_LONG = {"kk": "y 'жылғы' d MMMM", "ru": "d MMMM y 'года'", "en": "d MMMM y"}
_SHORT = {"kk": "d MMMM", "ru": "d MMMM", "en": "d MMMM"}


def long(day: datetime.date, lang: str) -> str:
    """«2026 жылғы 5 мамыр», «5 мая 2026 года», "5 May 2026"."""
    return format_date(day, _LONG[lang], locale=lang)


def short(day: datetime.date, lang: str) -> str:
    """The same without the year."""
    return format_date(day, _SHORT[lang], locale=lang)
