"""/start and /language: the pick of three languages first, always; then what to do here."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.domain.links import read_payload
from bot.domain.people import LANGS
from bot.routers.context import Visitor
from bot.routers.send import say, turn
from bot.services import Services
from bot.views import opened, pages
from bot.views.callbacks import LanguageTap, PageTap


def setup() -> Router:
    """The router."""
    router = Router(name="start")
    router.message.register(linked, CommandStart(deep_link=True))
    router.message.register(start, CommandStart())
    router.message.register(named, Command("language", magic=F.args.lower().in_(LANGS)))
    router.message.register(start, Command("language"))
    router.callback_query.register(picked, LanguageTap.filter())
    router.callback_query.register(home, PageTap.filter(F.name == "start"))
    return router


async def linked(message: Message, command: CommandObject, visitor: Visitor, services: Services) -> None:
    """A deep link opens its entry in its language; one that we did not make is an ordinary start."""
    wanted = read_payload(command.args or "")
    entry = services.engine.guide.get(*wanted) if wanted else None
    if entry is None:
        await say(message, pages.languages(visitor.lang))
        return
    guide, simpler = services.engine.guide, services.model is not None
    await say(message, opened.card(entry, guide, services.words[entry.lang], simpler=simpler))


async def start(message: Message, visitor: Visitor) -> None:
    """Show the three languages, whatever the client says: many Kazakh speakers run a Russian client."""
    await say(message, pages.languages(visitor.lang))


async def named(message: Message, command: CommandObject, visitor: Visitor, services: Services) -> None:
    """`/language kk`: no question asked; the kiosk's bar speaks this way."""
    lang = (command.args or "").lower()
    await _keep(visitor, services, lang)
    await say(message, pages.welcome(services.engine.guide, services.words[lang]))


async def picked(tap: CallbackQuery, callback_data: LanguageTap, visitor: Visitor, services: Services) -> None:
    """Keep the choice and go on in it."""
    await tap.answer()
    if callback_data.lang not in LANGS:
        return
    await _keep(visitor, services, callback_data.lang)
    await turn(tap, pages.welcome(services.engine.guide, services.words[callback_data.lang]))


async def home(tap: CallbackQuery, visitor: Visitor, services: Services) -> None:
    """Back to the welcome screen."""
    await tap.answer()
    await turn(tap, pages.welcome(services.engine.guide, visitor.words))


async def _keep(visitor: Visitor, services: Services, lang: str) -> None:
    """Remember a choice made in private; a group has no memory."""
    if visitor.code:
        await services.people.set(visitor.code, lang=lang)
