"""The command menu and the descriptions in Telegram, per language; sent only when they differ, for they are rate-limited."""

import logging
from collections.abc import Mapping

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError
from aiogram.types import BotCommand

from bot.views.menu import DEFAULT_LANG, commands, description, short_description
from bot.views.words import Words

log = logging.getLogger(__name__)


async def publish(bot: Bot, words: Mapping[str, Words]) -> None:
    """Set commands and descriptions for every language and for clients in any other; failing is only logged."""
    try:
        await _one(bot, words[DEFAULT_LANG], None)
        for lang, spoken in words.items():
            await _one(bot, spoken, lang)
    except TelegramUnauthorizedError:
        return  # polling says it, once, and ends
    except TelegramAPIError as error:
        log.warning("commands not published (%s)", type(error).__name__)


async def _one(bot: Bot, words: Words, code: str | None) -> None:
    wanted = [BotCommand(command=name, description=about) for name, about in commands(words)]
    if await bot.get_my_commands(language_code=code) != wanted:
        await bot.set_my_commands(wanted, language_code=code)
    if (await bot.get_my_description(language_code=code)).description != description(words):
        await bot.set_my_description(description(words), language_code=code)
    if (await bot.get_my_short_description(language_code=code)).short_description != short_description(words):
        await bot.set_my_short_description(short_description(words), language_code=code)
