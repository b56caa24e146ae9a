"""Private data in a text: what it is, where it stands, and the text without it. Works on this machine and keeps nothing."""

from retrieval.private.checks import check_digit, is_bin, is_iin
from retrieval.private.find import find
from retrieval.private.finding import TYPES, Finding
from retrieval.private.redact import Redacted, mask, redact, searchable
from retrieval.private.words import Words, explain

__all__ = [
    "TYPES", "Finding", "Redacted", "Words", "check_digit", "explain", "find", "is_bin", "is_iin", "mask", "redact", "searchable",
]  # fmt: skip
