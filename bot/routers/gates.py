"""What an update passes before any handler: the off switches, and flood control."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import CallbackQuery, InlineQuery, Message, TelegramObject, Update

from bot.domain.flood import Verdict
from bot.services import KIOSK_ID, Services
from bot.views.screen import escape

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Gates(BaseMiddleware):
    """Registered after the context: it needs to know who asks, and in which language to say no."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Let an update through, or tell the person why not."""
        services: Services = data["services"]
        visitor, bot = data["visitor"], data["bot"]
        why = await services.switches.why_off("kiosk" if bot.id == KIOSK_ID else "telegram", visitor.lang)
        if why:
            await _tell(bot, event, visitor.words("Senim is closed for now: {reason}").format(reason=why))
            return None
        verdict = services.flood.judge(visitor.code) if visitor.code and not _vote(event) else Verdict.go
        if verdict is Verdict.tell:
            await _tell(bot, event, visitor.words("That was fast. Give me a minute, then ask again."))
        return await handler(event, data) if verdict is Verdict.go else None


def _vote(event: TelegramObject) -> bool:
    """A vote in a quiz: there are never more of them than questions that we sent."""
    return isinstance(event, Update) and event.poll_answer is not None


async def _tell(bot: Bot, event: TelegramObject, text: str) -> None:
    inner = event.event if isinstance(event, Update) else event
    if isinstance(inner, CallbackQuery):
        await inner.answer(text[:200], show_alert=True)
    elif isinstance(inner, Message) and inner.chat.type == "private":
        await inner.answer(escape(text))
    elif isinstance(inner, InlineQuery):
        await inner.answer([], cache_time=5)
