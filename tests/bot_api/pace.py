"""How fast Telegram lets a bot write: so many messages a second to one chat, a minute to one group, a second in all."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.faults import Refused

IN_ALL, GROUP_IN_A_MINUTE, CHAT_BURST = 30, 20, 3
_COUNTED = ("send", "edit", "copy", "forward")
_FREE = {"sendchataction"}


@dataclass
class Pace:
    """Counts what is written as it comes; a message too many is refused with 429."""

    clock: Callable[[], float] = time.monotonic
    _all: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _chats: dict[int, tuple[float, float]] = field(default_factory=dict)

    def count(self, method: str, chat_id: Any) -> None:
        """One request. Raises Refused."""
        if chat_id is None or method.lower() in _FREE or not method.lower().startswith(_COUNTED):
            return
        chat, now = int(chat_id), self.clock()
        self._window(self._all, now, 1, IN_ALL, "in all")
        if chat < 0:
            self._window(self._groups[chat], now, 60, GROUP_IN_A_MINUTE, "to a group")
        level, at = self._chats.get(chat, (CHAT_BURST + 0.5, now))  # half a message for what the way there squeezes
        level = min(CHAT_BURST + 0.5, level + now - at)
        if level < 1:
            raise too_many("to a chat", 1)
        self._chats[chat] = (level - 1, now)

    @staticmethod
    def _window(times: deque[float], now: float, seconds: float, most: int, where: str) -> None:
        while times and times[0] <= now - seconds:
            times.popleft()
        if len(times) >= most:
            raise too_many(where, math.ceil(times[0] + seconds - now))
        times.append(now)


def too_many(where: str, seconds: int) -> Refused:
    """429, and which of the limits it was."""
    return Refused(f"Too Many Requests: retry after {seconds} ({where})", 429, retry_after=seconds)
