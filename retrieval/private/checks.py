"""The arithmetic that tells a real number from one that only looks like it."""

import re
from collections.abc import Callable
from datetime import date
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from types import MappingProxyType

import phonenumbers
from phonenumbers import PhoneNumberType
from stdnum import iban, luhn

_WEIGHTS = (tuple(range(1, 12)), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
# Lines of organisations, never of a person.
_PUBLIC_LINES = (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.PREMIUM_RATE)
_KNOWN_HOSTS = frozenset({"8.8.8.8", "8.8.4.4", "1.1.1.1", "9.9.9.9", "255.255.255.0", "255.255.255.255"})


def check_digit(number: str) -> int | None:
    """The twelfth digit that an IIN or BIN must end in; None when no digit fits (such numbers are never issued)."""
    for weights in _WEIGHTS:
        rest = sum(int(digit) * weight for digit, weight in zip(number[:11], weights, strict=True)) % 11
        if rest != 10:
            return rest
    return None


def is_iin(value: str) -> bool:
    """Twelve digits that begin with a real birth date, carry a century digit and end in the right check digit."""
    number = digits(value)
    return looks_like_iin(number) and check_digit(number) == int(number[11])


def looks_like_iin(value: str) -> bool:
    """An IIN but for its check digit: enough where the word ИИН stands before it, for a slip of one digit hides nobody."""
    number = digits(value)
    if len(number) != 12 or number[6] not in _CENTURIES:
        return False
    try:
        return date(_CENTURIES[number[6]] + int(number[:2]), int(number[2:4]), int(number[4:6])).year > 1000
    except ValueError:
        return False


def is_bin(value: str) -> bool:
    """Twelve digits with month, a type digit of 4 to 6 in fifth place, and the right check digit."""
    number = digits(value)
    return looks_like_bin(number) and check_digit(number) == int(number[11])


def looks_like_bin(value: str) -> bool:
    """A BIN but for its check digit."""
    number = digits(value)
    return len(number) == 12 and 1 <= int(number[2:4]) <= 12 and number[4] in "456"


def is_card(value: str) -> bool:
    """13 to 19 digits of a payment system (or a Central Asian one: 8600, 9860), Luhn's sum right."""
    number = digits(value)
    return (number[0] in "23456" or number[:4] in ("8600", "9860")) and bool(luhn.is_valid(number))


def is_iban(value: str) -> bool:
    """Length by country, modulus 97."""
    return bool(iban.is_valid(value))


def is_phone(value: str) -> bool:
    """A number that somebody may have: of Kazakhstan's and Russia's plan, or possible abroad; no freephone line."""
    number = digits(value)
    abroad = value.lstrip("( ").startswith("+") and number[0] != "7"
    try:
        parsed = phonenumbers.parse(f"+{number}" if abroad else f"+7{number[-10:]}")
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.number_type(parsed) in _PUBLIC_LINES:
        return False
    if abroad:
        return bool(phonenumbers.is_possible_number(parsed))
    return number[-10] in "679" or bool(phonenumbers.is_valid_number(parsed))


def is_address_on_the_net(value: str) -> bool:
    """An IPv4 or IPv6 address that is somebody's: no loopback, no mask, no public name server."""
    try:
        address = IPv6Address(value) if ":" in value else IPv4Address(value)
    except AddressValueError:
        return False
    return len(value) > 6 and not (address.is_loopback or address.is_unspecified or value in _KNOWN_HOSTS)


def is_birth_date(value: str) -> bool:
    """A date in digits has a day and a month; one with the month in words is believed."""
    parts = [int(part) for part in re.findall(r"\d+", value)]
    if len(parts) < 3:
        return bool(parts)
    day, month, year = (parts[2], parts[1], parts[0]) if parts[0] > 31 else parts[:3]
    return 1 <= min(day, month) <= 12 and max(day, month) <= 31 and (year < 100 or 1900 <= year <= 2035)


def is_place_on_earth(value: str) -> bool:
    """Latitude and longitude within their bounds."""
    latitude, longitude = (abs(float(part)) for part in re.findall(r"\d{1,3}[.]\d+", value.replace(",", ", "))[:2])
    return latitude <= 90 and longitude <= 180


def digits(value: str) -> str:
    """The digits of a value."""
    return re.sub(r"\D", "", value)


CHECKS: MappingProxyType[str, Callable[[str], bool]] = MappingProxyType(
    {
        "iin": is_iin, "like_iin": looks_like_iin, "bin": is_bin, "like_bin": looks_like_bin, "card": is_card,
        "iban": is_iban, "phone": is_phone, "ip": is_address_on_the_net, "date": is_birth_date, "geo": is_place_on_earth,
    }
)  # fmt: skip
