"""Private data in a text: what it is, where it stands, and the text without it. Works on this machine and keeps nothing."""

from retrieval.private.find import check_digit, find, is_bin, is_iin
from retrieval.private.finding import TYPES, Finding
from retrieval.private.redact import Redacted, mask, redact
from retrieval.private.words import Words, explain

__all__ = [
    "TYPES", "Finding", "Redacted", "Words", "check_digit", "explain", "find", "is_bin", "is_iin", "mask", "redact",
]  # fmt: skip
