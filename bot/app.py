"""The only wiring: settings in, running parts out, by hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import LinkPreviewOptions

from bot import engine as engines
from bot.delivery.drafts import Drafts
from bot.delivery.late_taps import LateTaps
from bot.delivery.latest import Latest
from bot.delivery.pacer import Pacer
from bot.delivery.session import Session
from bot.domain.flood import Flood
from bot.domain.links import Links
from bot.domain.recent import Recent
from bot.kiosk.session import KioskSession
from bot.model import open_model
from bot.press import qr, typeset
from bot.press.letters import LetterPress
from bot.routers import all_routers
from bot.routers.context import Context
from bot.routers.gates import Gates
from bot.services import KIOSK_ID, Services
from bot.settings import Settings
from bot.store.classes import Classes
from bot.store.courses import Courses
from bot.store.database import Database, open_database
from bot.store.dialogues import Dialogues
from bot.store.feedback import Feedback
from bot.store.gaps import Gaps
from bot.store.inbox import Inbox
from bot.store.people import People
from bot.store.pupils import Pupils
from bot.store.switches import Switches
from bot.store.vault import Vault
from bot.views import nicknames, words
from retrieval.answer import Engine

KIOSK_TOKEN = f"{KIOSK_ID}:kiosk"


@dataclass
class App:
    """The running parts. `bot` is None when there is no token: then only the kiosk opens."""

    settings: Settings
    engine: Engine
    database: Database
    inbox: Inbox
    services: Services
    dispatcher: Dispatcher
    bot: Bot | None
    kiosk: Bot
    kiosk_session: KioskSession


async def build(settings: Settings, engine: Engine | None = None) -> App:
    """Everything that answering needs, connected; nothing listens or polls yet."""
    ready = engine or engines.build(settings)
    vault = Vault.open(settings)
    database = await open_database(settings)
    people, dialogues, classes = People(database), Dialogues(database, vault), Classes(database, vault)
    services = Services(
        engine=ready, words=_words(settings), people=people, dialogues=dialogues,
        courses=Courses(database, dialogues, people), feedback=Feedback(database), recent=Recent(),
        unanswered=Recent(), gaps=Gaps(database),
        drafts=Drafts(), vault=vault,
        switches=Switches(database), flood=Flood(), links=Links(kiosk=settings.public_url), press=LetterPress(),
        typeset=typeset.pdf, qr=qr.png, model=open_model(settings),
        classes=classes, pupils=Pupils(database, vault, classes, nicknames.COUNT), latest=Latest(),
        operator=settings.operator_name, contact=settings.operator_contact,
    )  # fmt: skip
    session = KioskSession()
    app = App(
        settings=settings, engine=ready, database=database, inbox=Inbox(database, vault), services=services,
        dispatcher=dispatcher(services), bot=_telegram(settings), kiosk=_bot(KIOSK_TOKEN, session), kiosk_session=session,
    )  # fmt: skip
    services.doors.update({"kiosk": app.kiosk, **({"telegram": app.bot} if app.bot else {})})
    return app


def dispatcher(services: Services) -> Dispatcher:
    """The routers in their order, with what they need."""
    made = Dispatcher(disable_fsm=True)
    made.update.outer_middleware(Context(services))
    made.update.outer_middleware(Gates())
    made.include_router(all_routers())
    return made


def _words(settings: Settings) -> Mapping[str, words.Words]:
    return words.load(settings.locales)


def _telegram(settings: Settings) -> Bot | None:
    if settings.bot_token is None:
        return None
    session = Session(api=TelegramAPIServer.from_base(settings.telegram_api_base))
    session.middleware(LateTaps())
    if settings.pacer:
        session.middleware(Pacer())
    return _bot(settings.bot_token.get_secret_value(), session)


def _bot(token: str, session: BaseSession) -> Bot:
    defaults = DefaultBotProperties(parse_mode="HTML", link_preview=LinkPreviewOptions(is_disabled=True))
    return Bot(token, session=session, default=defaults)
