"""A screen: HTML that Telegram and the kiosk both show, and its buttons; split where Telegram's limit asks for it."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

LIMIT = 4096  # UTF-16 code units, counted with the tags: a little early rather than a unit late
_TAG = re.compile(r"<(/?)([a-z]+)([^>]*)>")


@dataclass(frozen=True)
class Screen:
    """What is sent: `text` is HTML."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None


def escape(text: str) -> str:
    """Text that cannot be read as HTML."""
    return html.escape(text, quote=False)


def bold(text: str) -> str:
    """Text as a heading."""
    return f"<b>{escape(text)}</b>"


def button(label: str, data: str) -> InlineKeyboardButton:
    """A button that answers with `data`."""
    return InlineKeyboardButton(text=label, callback_data=data)


def keyboard(rows: Iterable[list[InlineKeyboardButton]]) -> InlineKeyboardMarkup:
    """Rows of buttons, empty ones left out."""
    return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row])


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int = LIMIT) -> list[str]:
    """HTML in parts of at most `limit` units, cut at paragraphs (else at lines, else at words), tags balanced in each."""
    if units(text) <= limit:
        return [text]
    parts: list[str] = []
    current = ""
    for piece in _pieces(text, limit - 200):  # room for the tags that are closed and opened again
        if current and units(current + piece) > limit - 200:
            parts.append(current)
            current = ""
        current += piece
    return _balanced([part for part in [*parts, current] if part.strip()])


def _pieces(text: str, limit: int) -> Iterable[str]:
    for separator in (r"(?<=\n\n)", r"(?<=\n)", r"(?<=\s)(?![^<]*>)"):
        if all(units(piece) <= limit for piece in re.split(separator, text)):
            return re.split(separator, text)
    return [part for piece in re.split(r"(?<=\s)(?![^<]*>)", text) for part in _chunks(piece, limit)]


def _chunks(piece: str, limit: int) -> Iterable[str]:
    """A word longer than a message, in even parts."""
    size = limit // 2
    return [piece[at : at + size] for at in range(0, len(piece), size)]


def _balanced(parts: list[str]) -> list[str]:
    open_tags: list[tuple[str, str]] = []
    balanced = []
    for part in parts:
        opened = "".join(f"<{name}{attributes}>" for name, attributes in open_tags)
        for closing, name, attributes in _TAG.findall(part):
            if not closing:
                open_tags.append((name, attributes))
            elif open_tags:
                open_tags.pop()
        balanced.append(opened + part.strip("\n") + "".join(f"</{name}>" for name, _ in reversed(open_tags)))
    return balanced
