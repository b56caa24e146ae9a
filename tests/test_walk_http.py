"""The same walk (flows.yaml) from outside: the real process at Telegram's pace, real HTTP; not one request is refused."""

import asyncio

import pytest
import yaml

from bot.domain.links import payload
from bot.views import words as catalogues
from bot.views.words import NAMES
from tests.bot_api.pace import Pace
from tests.bot_api.person import Person
from tests.bot_api.server import bot_api
from tests.bot_api.world import World
from tests.conftest import ROOT
from tests.senim_process import Senim
from tests.test_walk import asked

pytestmark = pytest.mark.timeout(180)
FLOWS = yaml.safe_load((ROOT / "tests" / "flows.yaml").read_text())


class Walk:
    """One flow by one person; after each step the words that must be there are waited for."""

    def __init__(self, world, guide, words):
        self.guide, self.words, self.lang = guide, words, words.lang
        self.person = Person(world, lang=words.lang)

    async def take(self, step):
        for kind in ("say", "phrasing", "pick", "tap", "entry", "link", "letter", "other_languages"):
            if kind in step:
                await getattr(self, f"_{kind}")(step[kind])
        await self.person.hears(*self._expected(step))

    def _expected(self, step):
        found = [self.words(text) for text in step.get("sees", ())]
        found += [self.guide.get(step["title"], self.lang).title] if "title" in step else []
        found += [asked(self.guide, step["asks"], self.lang)] if "asks" in step else []
        found += [step["text"]] if "text" in step else []
        return found + ([self.guide.reply(step["reply"], self.lang)] if "reply" in step else [])

    async def _say(self, words):
        await self.person.says(words[self.lang] if isinstance(words, dict) else words)

    async def _phrasing(self, entry_id):
        await self.person.says(self.guide.get(entry_id, self.lang).phrasings[0])

    async def _pick(self, _):
        await self.person.hears()
        await self.person.taps(f"• {NAMES[self.lang]} •")

    async def _tap(self, label):
        """When it is there: what was said before need not have been answered yet."""
        await self.person.world.until(lambda: self._has(self.words(label)))
        await self.person.taps(self.words(label))

    def _has(self, label):
        rows = [row for one in self.person.messages for row in one.get("reply_markup", {}).get("inline_keyboard", [])]
        return any(button["text"].startswith(label) for row in rows for button in row)

    async def _entry(self, entry_id):
        title = self.guide.get(entry_id, self.lang).title
        await self.person.world.until(lambda: self._has(title))
        await self.person.taps(title)
        await self.person.hears(title)

    async def _link(self, entry_id):
        await self.person.says(f"/start {payload(entry_id, self.lang)}")

    async def _letter(self, letter_id):
        await self.person.taps(self.guide.letter(letter_id, self.lang).title)

    async def _other_languages(self, entry_id):
        for other in [lang for lang in NAMES if lang != self.lang] + [self.lang]:
            await self.person.taps(NAMES[other])
            await self.person.hears(self.guide.get(entry_id, other).title)


async def _walked(flow, world, guide, words):
    walk = Walk(world, guide, words)
    for step in flow["steps"]:
        await walk.take(step)


async def _in_a_group(world, guide, lang):
    """Asked by name, answered with a way into a private chat; a card from inline mode in any chat."""
    person, entry = Person(world, lang=lang), guide.get("guide/rights/credit-decision", lang)
    group = {"id": -person.id, "type": "supergroup", "title": "class"}
    await person.says_in(group, entry.phrasings[0])
    await person.says_in(group, f"@{world.username} {entry.phrasings[0]}")
    await world.until(lambda: [call for call in world.sent("sendMessage") if call.fields["chat_id"] == group["id"]])
    (answer,) = [message for (chat, _), message in world.messages.items() if chat == group["id"]]
    assert entry.title in answer["text"]
    (button,) = [button for row in answer["reply_markup"]["inline_keyboard"] for button in row]
    start = f"https://t.me/{world.username}?start="
    assert button["url"].startswith(start)
    await person.says(f"/start {button['url'].removeprefix(start)}")
    await person.hears(entry.title)
    assert entry.title in [card["title"] for card in await person.looks_up(entry.phrasings[0])]
    assert len(await person.looks_up("")) == 8


async def test_every_flow_in_every_language_over_http(guide, tmp_path):
    words = catalogues.load(ROOT / "locales")
    async with bot_api(World(pace=Pace())) as api:
        senim = await Senim.start(tmp_path / "data", api, SENIM_PACER="true")
        try:
            await senim.address()
            async with asyncio.TaskGroup() as together:
                for flow in FLOWS:
                    for lang in words:
                        together.create_task(_walked(flow, api.world, guide, words[lang]))
                for lang in words:
                    together.create_task(_in_a_group(api.world, guide, lang))
            # Sends that left in time may arrive together on a busy machine: the limit over all chats is then met by the retry.
            bunched = [one for one in api.world.violations if one.endswith("(in all)")]
            assert [one for one in api.world.violations if one not in bunched] == []
            assert len(bunched) <= 3
        finally:
            await senim.gone()
