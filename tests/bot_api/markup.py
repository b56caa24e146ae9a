"""Telegram's HTML: which tags it takes, how it counts, what it says when it refuses."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.faults import Refused

TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "blockquote": "blockquote", "span": "spoiler", "tg-emoji": "custom_emoji",
}  # fmt: skip
_TOKEN = re.compile(r"<(/?)([^\s<>/]*)([^<>]*)>|<|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_HREF = re.compile(r"""\shref\s*=\s*("([^"]*)"|'([^']*)'|(\S+))""")


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class _Reader:
    pieces: list[str] = field(default_factory=list)
    at: int = 0
    open: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.pieces.append(text)
        self.at += units(text)

    def start(self, name: str, attributes: str) -> None:
        if name not in TYPES or (name == "span" and "tg-spoiler" not in attributes):
            raise Refused(f'can\'t parse entities: Unsupported start tag "{name}"')
        entity: dict[str, Any] = {"type": TYPES[name], "offset": self.at}
        if name == "a" and (href := _HREF.search(attributes)):
            entity["url"] = html.unescape(next(group for group in href.groups()[1:] if group is not None))
        if name == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        self._may_stand_inside(entity["type"])
        self.open.append((name, entity))

    def _may_stand_inside(self, kind: str) -> None:
        outer = [entity["type"] for _, entity in self.open]
        if "blockquote" in kind and any("blockquote" in one for one in outer):
            raise Refused("can't parse entities: a quote can't stand in a quote")
        if {"code", "pre"} & {kind, *outer} and not (kind == "code" and outer == ["pre"]) and outer:
            raise Refused("can't parse entities: code can't hold or stand in other entities")

    def end(self, name: str) -> None:
        if not self.open:
            raise Refused("can't parse entities: Unexpected end tag")
        expected, entity = self.open.pop()
        if name != expected:
            raise Refused(f'can\'t parse entities: Unmatched end tag, expected "</{expected}>", found "</{name}>"')
        entity["length"] = self.at - entity["offset"]
        if entity["length"] and (entity["type"] != "text_link" or "url" in entity):
            self.entities.append(entity)


def parse(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its entities. Raises Refused as Telegram would."""
    reader, last = _Reader(), 0
    for token in _TOKEN.finditer(text):
        reader.say(text[last : token.start()])
        last = token.end()
        closing, name, attributes = token.groups()
        if token.group().startswith("&"):
            reader.say(html.unescape(token.group()))
        elif name is None:
            raise Refused("can't parse entities: Unclosed start tag")
        elif closing:
            reader.end(name.lower())
        else:
            reader.start(name.lower(), attributes)
    reader.say(text[last:])
    if reader.open:
        raise Refused(f"can't parse entities: Can't find end tag corresponding to start tag \"{reader.open[-1][0]}\"")
    return "".join(reader.pieces), sorted(reader.entities, key=lambda one: (one["offset"], -one["length"]))


def read(text: str, parse_mode: str | None, limit: int, what: str = "message") -> tuple[str, list[dict[str, Any]]]:
    """A text as it will stand, within Telegram's limit."""
    plain, entities = parse(text) if (parse_mode or "").lower() == "html" else (text, [])
    if not plain.strip():
        raise Refused(f"{what} text is empty")
    if units(plain) > limit:
        raise Refused(f"{what} is too long")
    return plain, entities


def keyboard(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """An inline keyboard whose every button Telegram would take; other markup is not kept."""
    rows = (markup or {}).get("inline_keyboard", [])
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise Refused("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _button(button)
    return markup if markup and markup.get("inline_keyboard") else None


def _button(button: dict[str, Any]) -> None:
    actions = [key for key in button if key not in ("text", "style", "icon_custom_emoji_id", "disabled")]
    if not str(button.get("text", "")).strip():
        raise Refused("can't parse inline keyboard button: Text buttons must be non-empty")
    if len(actions) != 1:
        raise Refused("can't parse inline keyboard button: exactly one action must be given")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise Refused("BUTTON_DATA_INVALID")
    if "url" in button and not re.match(r"(https?|tg)://\S", button["url"]):
        raise Refused("inline keyboard button URL is invalid")
