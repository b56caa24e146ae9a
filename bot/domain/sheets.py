"""A sheet to print: a template's name and the words that go on it. Whoever types them, they are data and never code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sheet:
    """`template` is one of letter, pack, certificate, report; `data` holds JSON values, all of them words to be shown."""

    template: str
    data: Mapping[str, Any]


Typeset = Callable[[Sheet], bytes]  # a PDF; a fraction of a second of computing, so not for the event loop
QrImage = Callable[[str], bytes]  # an address as a PNG picture
