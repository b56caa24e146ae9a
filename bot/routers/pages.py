"""/help, /about, /privacy, /mydata, /forget."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.routers.context import Visitor
from bot.routers.send import say
from bot.services import Services
from bot.views import course, pages
from bot.views.callbacks import PageTap
from bot.views.screen import Screen


def setup() -> Router:
    """The router."""
    router = Router(name="pages")
    for name in ("help", "about", "privacy", "mydata", "forget"):
        router.message.register(asked, Command(name))
    router.callback_query.register(tapped, PageTap.filter(F.name.in_({"help", "about", "privacy", "mydata", "forget"})))
    return router


async def asked(message: Message, visitor: Visitor, services: Services) -> None:
    """A page by command."""
    name = (message.text or "").split()[0].split("@")[0].lstrip("/").lower()
    await say(message, await page(name, visitor, services))


async def tapped(tap: CallbackQuery, callback_data: PageTap, visitor: Visitor, services: Services) -> None:
    """A page by button."""
    await tap.answer()
    if isinstance(tap.message, Message):
        await say(tap.message, await page(callback_data.name, visitor, services))


async def page(name: str, visitor: Visitor, services: Services) -> Screen:
    """The page of that name."""
    if name == "about":
        return pages.about(visitor.words, services.operator, services.contact)
    if name == "privacy":
        return pages.privacy(visitor.words, services.operator, services.contact)
    if name == "mydata":
        kept = visitor.person
        since = kept.since.isoformat() if kept.since else None
        recent, forms = _remembered(visitor, services), len(await services.dialogues.kinds(visitor.code))
        progress = await services.courses.get(kept)
        results = course.results(progress, services.engine.guide, visitor.words) if kept.role else []
        results += await _classes(visitor, services)
        return pages.my_data(
            visitor.words, {"lang": kept.lang, "role": kept.role, "since": since}, recent, forms, results
        )
    if name == "forget":
        gone = await services.people.forget(visitor.code)
        gone += ["class"] if await services.classes.forget(visitor.code) else []
        return pages.forgotten(visitor.words, gone + (["recent"] if _forgotten(visitor, services) else []))
    return pages.help_page(visitor.words)


def _remembered(visitor: Visitor, services: Services) -> int:
    return len(services.recent.of(visitor.code)) + len(services.unanswered.of(visitor.code))


def _forgotten(visitor: Visitor, services: Services) -> bool:
    return any([services.recent.forget(visitor.code), services.unanswered.forget(visitor.code)])


async def _classes(visitor: Visitor, services: Services) -> list[str]:
    """The class that one leads, and the one that one sits in."""
    led, sat = await services.classes.of_teacher(visitor.code), await services.pupils.room_of(visitor.code)
    return pages.classes(visitor.words, led.code if led else None, sat.code if sat else None)
