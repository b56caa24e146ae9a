"""A quiz at the kiosk: its options are buttons, and which one is right stays on the server until somebody has chosen."""

from dataclasses import dataclass
from typing import Any

from aiogram import methods
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, InputPollOption

from bot.views.screen import bold, escape

VOTE = "v:"


@dataclass(frozen=True)
class Poll:
    """A question that waits for its answer."""

    id: str
    question: str
    options: tuple[str, ...]
    right: frozenset[int]

    @classmethod
    def of(cls, method: methods.SendPoll, number: str) -> "Poll":
        """The poll that a handler sends."""
        options = tuple(one.text if isinstance(one, InputPollOption) else str(one) for one in method.options)
        return cls(number, method.question, options, frozenset(method.correct_option_ids or ()))

    @property
    def html(self) -> str:
        """The question, without its options: they are the buttons."""
        return bold(self.question)

    @property
    def keyboard(self) -> InlineKeyboardMarkup:
        """A button per option."""
        rows = [[InlineKeyboardButton(text=text, callback_data=f"{VOTE}{at}")] for at, text in enumerate(self.options)]
        return InlineKeyboardMarkup(inline_keyboard=rows)

    def voted(self, option: int) -> str:
        """The question with its options marked, as Telegram marks them."""
        lines = []
        for at, text in enumerate(self.options):
            mark = "✅" if at in self.right else "❌" if at == option else "•"
            lines.append(f"{mark} {escape(text)}")
        return "\n".join([self.html, *lines])

    def data(self) -> dict[str, Any]:
        """As the Bot API writes it, without what would tell the answer."""
        return {
            "id": self.id, "question": self.question, "type": "quiz", "total_voter_count": 0, "is_closed": False,
            "options": [{"text": text, "voter_count": 0, "persistent_id": str(at)} for at, text in enumerate(self.options)],
            "is_anonymous": False, "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
        }  # fmt: skip


def option(data: str) -> int | None:
    """Which option a button stands for; None for any other button."""
    number = data.removeprefix(VOTE)
    return int(number) if data.startswith(VOTE) and number.isdecimal() else None
