"""A walk of every flow in three languages from one description (flows.yaml), in the chat and over HTTP against the Bot API stub."""

import pytest
import yaml

from bot.domain.links import payload
from bot.views.words import NAMES
from tests.citizen import Citizen
from tests.conftest import ROOT

FLOWS = yaml.safe_load((ROOT / "tests" / "flows.yaml").read_text())
LANGS = ("kk", "ru", "en")


def asked(guide, place, lang):
    """What is said under a question, from `letter/blank`: labels are too short to be looked for among everything said."""
    letter_id, blank_id = place.split("/")
    return next(blank.help for blank in guide.letter(letter_id, lang).blanks if blank.id == blank_id)


class Walk:
    """Takes a flow's steps as one person in one language, and looks at the screen after each."""

    def __init__(self, app, guide, lang):
        self.app, self.guide, self.lang = app, guide, lang
        self.words = app.services.words[lang]
        self.person = Citizen(app, lang=lang)

    async def take(self, step):
        for kind in ("say", "phrasing", "pick", "tap", "entry", "link", "letter", "other_languages"):
            if kind in step:
                await getattr(self, f"_{kind}")(step[kind])
        self._look(step)

    def _look(self, step):
        shown = self.person.last.text
        for words in step.get("sees", ()):
            assert self.words(words) in shown, (step, shown)
        if "title" in step:
            assert self.guide.get(step["title"], self.lang).title in shown, (step, shown)
        if "asks" in step:
            assert asked(self.guide, step["asks"], self.lang) in shown, (step, shown)
        if "text" in step:
            assert step["text"] in shown
        if "reply" in step:
            assert self.guide.reply(step["reply"], self.lang) in shown, (step, shown)
        if "buttons" in step:
            assert len(self.person.last.labels) == step["buttons"]

    async def _say(self, words):
        await self.person.says(words[self.lang] if isinstance(words, dict) else words)

    async def _phrasing(self, entry_id):
        await self.person.says(self.guide.get(entry_id, self.lang).phrasings[0])

    async def _pick(self, _):
        label = next(label for label in self.person.last.labels if NAMES[self.lang] in label)
        await self.person.taps(label)

    async def _tap(self, label):
        await self.person.taps(self.words(label))

    async def _entry(self, entry_id):
        await self.person.taps(self.guide.get(entry_id, self.lang).title)
        assert self.guide.get(entry_id, self.lang).title in self.person.last.text

    async def _link(self, entry_id):
        await self.person.says(f"/start {payload(entry_id, self.lang)}")

    async def _letter(self, letter_id):
        await self.person.taps(self.guide.letter(letter_id, self.lang).title)

    async def _other_languages(self, entry_id):
        for other in LANGS:
            if other != self.lang:
                await self.person.taps(NAMES[other])
                assert self.guide.get(entry_id, other).title in self.person.last.text
        await self.person.taps(NAMES[self.lang])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow["flow"])
async def test_in_the_chat(app, guide, flow, lang):
    walk = Walk(app, guide, lang)
    for step in flow["steps"]:
        await walk.take(step)
    assert walk.person.toasts == [] or all(walk.words("Thank you.") == toast for toast in walk.person.toasts)
