"""A tap that Telegram no longer waits for is still worth its answer: only the notice under the button is lost."""

from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.methods.base import TelegramType


class LateTaps(BaseRequestMiddleware):
    """Lets handlers go on when `answerCallbackQuery` comes too late: after a restart, a long queue, a second try."""

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Any:
        """Send; a refusal of a late tap is taken as done."""
        try:
            return await make_request(bot, method)
        except TelegramBadRequest as error:
            if isinstance(method, AnswerCallbackQuery) and "query" in error.message.lower():
                return True
            raise
