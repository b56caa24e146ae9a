"""Every piece of private data in a text, by rules that check what they find."""

import re
from collections.abc import Iterator
from datetime import date

from phonenumbers import PhoneNumberMatcher
from stdnum import iban, luhn

from retrieval.private.finding import Finding

_TWELVE = re.compile(r"(?<!\d)\d{12}(?!\d)")
_CARD = re.compile(r"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])")
_IBAN = re.compile(r"\bKZ(?:\s?[0-9A-Z]){18}\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SEVEN_DIGITS = re.compile(r"(?:\d\D{0,3}){7}")

_WEIGHTS = (tuple(range(1, 12)), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))


def find(text: str) -> list[Finding]:
    """Every piece of private data in a text, in order, none overlapping (the earlier rule wins)."""
    taken: list[Finding] = []
    for rule in (_emails, _ibans, _numbers_of_twelve, _cards, _phones):
        taken += [one for one in rule(text) if all(one.end <= old.start or one.start >= old.end for old in taken)]
    return sorted(taken, key=lambda finding: finding.start)


def check_digit(number: str) -> int | None:
    """The twelfth digit that an IIN or BIN must end in; None when no digit fits (such numbers are never issued)."""
    for weights in _WEIGHTS:
        rest = sum(int(digit) * weight for digit, weight in zip(number[:11], weights, strict=True)) % 11
        if rest != 10:
            return rest
    return None


def is_iin(number: str) -> bool:
    """Twelve digits that begin with a real birth date, carry a century digit and end in the right check digit."""
    century = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}.get(number[6])
    if century is None or check_digit(number) != int(number[11]):
        return False
    try:
        date(century + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except ValueError:
        return False
    return True


def is_bin(number: str) -> bool:
    """Twelve digits with month, a type digit of 4 to 6 in fifth place, and the right check digit."""
    return (
        number[2:4] in {f"{month:02}" for month in range(1, 13)}
        and number[4] in "456"
        and check_digit(number) == int(number[11])
    )


def _emails(text: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text) if "@" in text else ():
        yield Finding("EMAIL", match.start(), match.end(), "email")


def _ibans(text: str) -> Iterator[Finding]:
    for match in _IBAN.finditer(text):
        if iban.is_valid(match[0]):
            yield Finding("IBAN", match.start(), match.end(), "iban")


def _numbers_of_twelve(text: str) -> Iterator[Finding]:
    for match in _TWELVE.finditer(text):
        kind = "IIN" if is_iin(match[0]) else "BIN" if is_bin(match[0]) else None
        if kind:
            yield Finding(kind, match.start(), match.end(), kind.lower())


def _cards(text: str) -> Iterator[Finding]:
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) >= 13 and digits[0] in "23456" and luhn.is_valid(digits):
            yield Finding("CARD", match.start(), match.end(), "card")


def _phones(text: str) -> Iterator[Finding]:
    if not _SEVEN_DIGITS.search(text):
        return
    for match in PhoneNumberMatcher(text, "KZ"):
        yield Finding("PHONE", match.start, match.end, "phone")
