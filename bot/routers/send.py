"""Sending a screen: new content is a new message (screen readers hear it), menus are edited in place."""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.views.screen import Screen, split, units


async def say(message: Message, screen: Screen) -> None:
    """A screen as new messages; the buttons stand under the last one."""
    parts = split(screen.text)
    for part in parts[:-1]:
        await message.answer(part)
    await message.answer(parts[-1], reply_markup=_markup(screen))


async def tell(bot: Bot, chat: int, screen: Screen) -> None:
    """A screen to a chat of which there is no message at hand."""
    parts = split(screen.text)
    for part in parts[:-1]:
        await bot.send_message(chat, part)
    await bot.send_message(chat, parts[-1], reply_markup=_markup(screen))


async def turn(tap: CallbackQuery, screen: Screen) -> None:
    """A screen in place of the one that was tapped; as a new message where Telegram cannot edit it."""
    message = tap.message
    if not isinstance(message, Message):
        return
    if units(screen.text) > 4096:
        await say(message, screen)
        return
    try:
        await message.edit_text(screen.text, reply_markup=_markup(screen))
    except TelegramBadRequest as error:
        if "not modified" not in error.message:
            await say(message, screen)


def _markup(screen: Screen) -> InlineKeyboardMarkup | None:
    return screen.keyboard if screen.keyboard and screen.keyboard.inline_keyboard else None
