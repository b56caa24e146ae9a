"""A person at the kiosk, for tests: says, taps, sees. The same handlers, session and words as the product."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from bot.app import App
from bot.kiosk.plain import plain
from bot.kiosk.visitor import Visitor


@dataclass
class Shown:
    """A message on the page."""

    html: str
    buttons: list[list[dict[str, str]]]

    @property
    def text(self) -> str:
        return plain(self.html)

    @property
    def labels(self) -> list[str]:
        return [button["label"] for row in self.buttons for button in row]


@dataclass
class Citizen:
    """Talks to the app as a visitor; every event is handled before the call returns."""

    app: App
    lang: str = "ru"
    messages: dict[int, Shown] = field(default_factory=dict)
    toasts: list[str] = field(default_factory=list)
    drafts: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    number: int | None = None  # of a page that comes back

    def __post_init__(self) -> None:
        session = self.app.kiosk_session
        self.tab = session.open_tab(self._push, self.number)
        self.visitor = Visitor(session, self.app.kiosk, self.app.dispatcher, self.app.services, self.tab, self.lang)

    async def says(self, text: str) -> Citizen:
        await self.visitor._feed({"op": "text", "text": text})
        return self

    async def taps(self, label: str) -> Citizen:
        for number in reversed(self.messages):
            for row in self.messages[number].buttons:
                for button in row:
                    if button["label"] == label or button["label"].startswith(label):
                        await self.visitor._feed({"op": "tap", "id": number, "data": button["data"]})
                        return self
        raise AssertionError(f"no button {label!r} among {[m.labels for m in self.messages.values()]}")

    def stops(self) -> None:
        """Presses Stop under what is being written."""
        self.visitor.receive(json.dumps({"op": "stop", "id": self.drafts[-1]["id"]}))

    async def forges(self, data: str) -> Citizen:
        """Taps a button that the page never had."""
        await self.visitor._feed({"op": "tap", "id": next(iter(self.messages), 1), "data": data})
        return self

    @property
    def last(self) -> Shown:
        return self.messages[max(self.messages)]

    def sees(self, *texts: str) -> Citizen:
        for text in texts:
            assert text in self.last.text, f"{text!r} is not in:\n{self.last.text}"
        return self

    def sees_not(self, *texts: str) -> Citizen:
        for text in texts:
            assert text not in self.last.text
        return self

    async def leaves(self) -> None:
        await self.visitor.forget()

    async def _push(self, event: dict[str, Any]) -> None:
        json.dumps(event)  # whatever is pushed must survive the wire
        if event["op"] in ("message", "edit"):
            self.messages[event["id"]] = Shown(event.get("html") or event.get("text") or "", event["buttons"])
        elif event["op"] == "file":
            self.files[event["name"]] = base64.b64decode(event["content"])
            self.messages[event["id"]] = Shown(event["html"], event["buttons"])
        elif event["op"] == "buttons":
            self.messages[event["id"]].buttons = event["buttons"]
        elif event["op"] == "delete":
            self.messages.pop(event["id"], None)
        elif event["op"] == "toast":
            self.toasts.append(event["text"])
        elif event["op"] == "draft":
            self.drafts.append(event)
