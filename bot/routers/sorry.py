"""The last word on an update that could not be handled: a kind line to the person, who did nothing wrong."""

from aiogram import Bot
from aiogram.types import Update

from bot.delivery.worker import Apologise
from bot.domain.people import client_language
from bot.services import Services


def apologise(services: Services) -> Apologise:
    """A function that says sorry in the person's language, where there is a private chat to say it in."""

    async def say_sorry(bot: Bot, update: Update) -> None:
        tap, message = update.callback_query, update.message
        who = tap.from_user if tap else message.from_user if message else None
        if who is None or (message and message.chat.type != "private"):
            return
        person = await services.people.get(services.vault.person(who.id))
        words = services.words[person.lang or client_language(who.language_code)]
        await bot.send_message(who.id, words("Something went wrong. Please try again."))

    return say_sorry
