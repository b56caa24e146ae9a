"""What doors may use, in one value made by `bot.app`: handlers and the kiosk get it handed, nobody looks it up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiogram import Bot

from bot.delivery.drafts import Drafts
from bot.delivery.latest import Latest
from bot.domain.flood import Flood
from bot.domain.letter_text import Press
from bot.domain.links import Links
from bot.domain.recent import Recent
from bot.domain.sheets import QrImage, Typeset
from bot.model import Model
from bot.store.classes import Classes
from bot.store.courses import Courses
from bot.store.dialogues import Dialogues
from bot.store.feedback import Feedback
from bot.store.gaps import Gaps
from bot.store.people import People
from bot.store.pupils import Pupils
from bot.store.switches import Switches
from bot.store.vault import Vault
from bot.views.words import Words
from retrieval.answer import Engine

KIOSK_ID = 42  # a number that no Telegram bot has, so that nothing of the two doors can meet


@dataclass
class Services:
    """What handlers may use. Made by hand in `bot.app`, once."""

    engine: Engine
    words: Mapping[str, Words]
    people: People
    dialogues: Dialogues
    courses: Courses
    classes: Classes
    pupils: Pupils
    latest: Latest
    feedback: Feedback
    recent: Recent
    unanswered: Recent  # questions that the guide had no answer to: for «tell the editors», never for a follow-up
    gaps: Gaps
    drafts: Drafts
    vault: Vault
    switches: Switches
    flood: Flood
    links: Links
    press: Press
    typeset: Typeset
    qr: QrImage
    model: Model | None
    operator: str
    contact: str
    doors: dict[str, Bot] = field(default_factory=dict)  # by name: a class may sit at both
