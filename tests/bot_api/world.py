"""What Telegram knows: chats, messages, updates that wait, what the bot has sent and when."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.faults import Faults, Refused
from tests.bot_api.pace import Pace

DEFAULT_KINDS = {
    "message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result",
    "callback_query", "shipping_query", "pre_checkout_query", "poll", "poll_answer", "my_chat_member", "chat_join_request",
}  # fmt: skip
Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A request as it came, with its moment and the error it got."""

    at: float
    method: str
    fields: Json
    error: str = ""


@dataclass
class World:
    """The state behind the server."""

    token: str = "700000001:test-token"
    username: str = "senim_test_bot"
    faults: Faults = field(default_factory=Faults)
    under_way: Counter[str] = field(
        default_factory=Counter
    )  # requests that have come and are not answered yet, by method
    calls: list[Call] = field(default_factory=list)
    pace: Pace | None = None  # none: as fast as you like
    violations: list[str] = field(default_factory=list)  # what was refused by Telegram's own rules, not by a script
    chats: dict[int, Json] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    taps: dict[str, float] = field(default_factory=dict)
    queries: set[str] = field(default_factory=set)  # inline queries that wait for their answer
    shown: dict[str, list[Json]] = field(default_factory=dict)  # the answers
    toasts: list[tuple[str, str]] = field(default_factory=list)
    texts: dict[tuple[str, str], Any] = field(default_factory=dict)  # commands and descriptions by (kind, language)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    pending: list[Json] = field(default_factory=list)
    kinds: set[str] = field(default_factory=lambda: set(DEFAULT_KINDS))
    webhook: str = ""
    first_update: int = 500_000_000
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        self._updates = itertools.count(self.first_update)
        self._messages = itertools.count(1)
        self._poll: object = None

    @property
    def me(self) -> Json:
        """The bot."""
        number = int(self.token.partition(":")[0])
        abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
        return {"id": number, "is_bot": True, "first_name": "Senim", "username": self.username, **abilities}

    def sent(self, *methods: str) -> list[Call]:
        """What the bot sent and Telegram took."""
        return [call for call in self.calls if not call.error and (not methods or call.method in methods)]

    async def tell(self) -> None:
        """Wake whoever waits for a change."""
        async with self.changed:
            self.changed.notify_all()

    async def until(self, true: Callable[[], Any], seconds: float = 20) -> None:
        """Wait for something to become true. Raises AssertionError when it does not in time."""
        try:
            async with asyncio.timeout(seconds), self.changed:
                await self.changed.wait_for(true)
        except TimeoutError:
            raise AssertionError(f"did not happen in {seconds} s; {len(self.calls)} calls so far") from None

    async def happens(self, kind: str, event: Json) -> int:
        """An update for the bot; its number. One of a kind that the bot did not ask for is not kept."""
        number = next(self._updates)
        if kind in self.kinds:
            self.pending.append({"update_id": number, kind: event})
            await self.tell()
        return number

    async def repeats(self, update: Json) -> None:
        """The same update once more, as after a confirmation that got lost."""
        self.pending.append(update)
        await self.tell()

    async def updates(self, offset: int, limit: int, seconds: float, kinds: list[str] | None) -> list[Json]:
        """getUpdates: what is below the offset is confirmed; a second poller ends the first one's wait with 409."""
        if self.webhook:
            raise Refused(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
                409,
            )
        if kinds is not None:
            self.kinds = set(kinds) or set(DEFAULT_KINDS)
        if offset:
            self.pending = [one for one in self.pending if one["update_id"] >= offset]
        mine = self._poll = object()
        await self.tell()
        if not self.pending:
            await self._wait(mine, min(seconds, 50))
        if self._poll is not mine:
            raise Refused(
                "terminated by other getUpdates request; make sure that only one bot instance is running", 409
            )
        return self.pending[: max(1, min(limit, 100))]

    async def _wait(self, mine: object, seconds: float) -> None:
        async with self.changed:
            try:
                async with asyncio.timeout(seconds):
                    await self.changed.wait_for(lambda: self.pending or self._poll is not mine)
            except TimeoutError:
                return

    def chat(self, chat_id: Any) -> Json:
        """A chat that the bot may write to."""
        number = int(chat_id)
        if number not in self.chats:
            raise Refused("chat not found")
        if number in self.blocked:
            raise Refused("bot was blocked by the user", 403)
        return self.chats[number]

    def post(self, chat: Json, **content: Any) -> Json:
        """A message of the bot in a chat."""
        message = {"message_id": next(self._messages), "from": self.me, "chat": chat, "date": int(time.time())}
        message |= {key: value for key, value in content.items() if value}
        self.messages[chat["id"], message["message_id"]] = message
        return message

    def next_message(self) -> int:
        """A number for a message of a person."""
        return next(self._messages)

    def confirmed(self, number: int) -> bool:
        """Whether the bot has told Telegram that it has this update."""
        return all(one["update_id"] != number for one in self.pending)
