"""What comes from Telegram, by polling or by webhook: a Stop is obeyed on the spot, the rest is committed, then scheduled."""

from collections.abc import Sequence
from typing import Any

from bot.delivery.drafts import Drafts
from bot.delivery.lanes import Lanes
from bot.delivery.ports import Inbox


class Intake:
    """The way in."""

    def __init__(self, inbox: Inbox, lanes: Lanes, drafts: Drafts) -> None:
        self._inbox, self._lanes, self._drafts = inbox, lanes, drafts

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Returns once nothing of it can be lost. A Stop is not kept: what it stops dies with the process too."""
        kept = [update for update in updates if not self._drafts.stopped_by(update)]
        for waiting in await self._inbox.put(kept):
            self._lanes.schedule(waiting.lane, waiting.update_id)
