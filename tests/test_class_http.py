"""A class of forty over real HTTP and over the kiosk's WebSocket: the real process, Telegram's pace held by the stub."""

import asyncio
import re
import sqlite3

import pytest
from aiohttp import ClientSession

from bot.views import words as catalogues
from bot.views.sheets import LETTERS
from tests.bot_api.pace import Pace
from tests.bot_api.person import Person
from tests.bot_api.server import bot_api
from tests.bot_api.world import World
from tests.conftest import ROOT
from tests.senim_process import Senim
from tests.teaching_guide import LANGS, make

pytestmark = [pytest.mark.timeout(300)]
WORDS = catalogues.load(ROOT / "locales")
_ = WORDS["ru"]
SLOW = 90  # seconds; a busy machine


def left(data):
    """Rows of all tables of a class."""
    with sqlite3.connect(f"file:{data / 'senim.db'}?mode=ro", uri=True) as base:
        return [
            base.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("classes", "class_pupils", "class_answers")
        ]


class Page:
    """A kiosk page on the other end of a WebSocket."""

    def __init__(self, socket, lang):
        self.socket, self.lang, self.shown, self.buttons, self.order = socket, lang, {}, {}, []
        self.reading = asyncio.create_task(self._read())
        self.changed = asyncio.Condition()

    async def _read(self):
        async for frame in self.socket:
            event = frame.json()
            if event["op"] in ("message", "edit", "file"):
                self.shown[event["id"]] = event.get("html", "")
                self.buttons[event["id"]] = event["buttons"]
                self.order.append((event["op"], event.get("html", "")))
                async with self.changed:
                    self.changed.notify_all()

    async def says(self, text):
        await self.socket.send_json({"op": "text", "text": text})

    async def taps(self, label):
        number, data = next(
            (number, button["data"])
            for number in reversed(self.buttons)
            for row in self.buttons[number]
            for button in row
            if button["label"].startswith(label)
        )
        await self.socket.send_json({"op": "tap", "id": number, "data": data})

    async def hears(self, *texts):
        def heard():
            return next((html for html in self.shown.values() if all(text in html for text in texts)), None)

        async with asyncio.timeout(SLOW), self.changed:
            await self.changed.wait_for(heard)
        return heard()

    async def leaves(self):
        self.reading.cancel()
        await self.socket.close()


async def lesson(teacher, pupils, join):
    """Two questions to everybody; each pupil answers by their number; the sheet, the end."""
    await teacher.says("/class")
    await teacher.hears(_("A quiz for a class"))
    await teacher.taps(_("Open a class"))
    code = re.search(r"Класс ([A-Z0-9]{5})", await teacher.hears(_("Pupils here: {count}").format(count=0)))[1]
    await teacher.taps(_("Choose a quiz"))
    await teacher.hears(_("Which quiz?"))
    await teacher.taps("grades-5-6-secret ru")
    await teacher.hears(_("Quiz: {title}. Questions: {count}.").format(title="grades-5-6-secret ru", count=6))
    await asyncio.gather(*(join(pupil, code) for pupil in pupils))
    await teacher.hears(_("Pupils here: {count}").format(count=len(pupils)))
    for number in (1, 2):
        await teacher.taps(_("Ask question {number} of {count}").format(number=number, count=6))
        await asyncio.gather(*(_answers(pupil, number, at % 3) for at, pupil in enumerate(pupils)))
        counts = [sum(at % 3 == option for at in range(len(pupils))) for option in range(3)]
        told = await teacher.hears(
            f"Question {number} of", _("Answered: {count} of {all}").format(count=len(pupils), all=len(pupils))
        )
        plain = re.sub(r"<[^>]+>", "", told)
        assert all(f"option {option} ru — {count}" in plain for option, count in enumerate(counts))
        await teacher.taps(_("Show the answer"))
        await teacher.hears(f"Question {number} of", "✅")
    await teacher.taps(_("End the class"))
    await teacher.hears(_("End the class?"))
    await teacher.taps(_("End it and give me the sheet"))
    await teacher.hears(
        _("What the class knows"),
        _("Pupils: {pupils}. Questions: {questions}. Right answers in all: {share} %.").format(
            pupils=len(pupils), questions=2, share=round(100 * (counts[1] + counts[2]) / (2 * len(pupils)))
        ),
    )
    await asyncio.gather(
        *(
            pupil.hears(
                WORDS[pupil.lang]("The class has ended. Your nickname and your answers are deleted. Thank you.")
            )
            for pupil in pupils
        )
    )


async def _answers(pupil, number, option):
    await pupil.hears(f"Question {number} of grades-5-6-secret in {pupil.lang}")
    await pupil.taps(f"{LETTERS[pupil.lang][option]}")
    await pupil.hears(
        f"Question {number} of", f"option {option} {pupil.lang}", WORDS[pupil.lang]("Now wait for the others.")
    )


class Patient(Person):
    """A person on a busy machine."""

    async def hears(self, *texts):
        return await super().hears(*texts, seconds=SLOW)


def in_order(texts):
    """Both questions, each once, the first one first."""
    asked = [text for text in texts if "Question " in text]
    return len(asked) == 2 and "Question 1" in asked[0] and "Question 2" in asked[1]


async def test_forty_on_telegram_and_five_more_at_the_kiosk(tmp_path):
    async with bot_api(World(pace=Pace())) as api, ClientSession() as web:
        senim = await Senim.start(tmp_path / "data", api, SENIM_PACER="true", SENIM_GUIDE=str(make(tmp_path / "guide")))
        pages = []
        try:
            address = await senim.address()
            people = [Patient(api.world) for at in range(40)]  # who has chosen no language reads the class's
            for at in range(5):
                lang = LANGS[at % 3]
                socket = await web.ws_connect(
                    f"{address}/ws?lang={lang}", origin=address, protocols=("senim", f"{at + 1:032x}")
                )
                pages.append(Page(socket, lang))

            async def join(pupil, code):
                await pupil.says(f"/start c_{code}")
                await pupil.hears(code)

            await lesson(Patient(api.world), [*people, *pages], join)
            assert api.world.violations == []
            assert left(tmp_path / "data") == [0, 0, 0]
            assert all(in_order(person.texts) for person in people)
            assert all(in_order([html for op, html in page.order if op == "message"]) for page in pages)
            assert [call.fields["document"][0] for call in api.world.sent("sendDocument")] == ["senim-class-ru.pdf"]
        finally:
            for page in pages:
                await page.leaves()
            await senim.gone()


async def test_forty_at_the_kiosk_without_internet(tmp_path):
    """No token, no Telegram: pages on a local network; one line breaks in the middle and comes back."""
    async with bot_api() as api, ClientSession() as web:
        senim = await Senim.start(tmp_path / "data", api, BOT_TOKEN="", SENIM_GUIDE=str(make(tmp_path / "guide")))
        pages = []

        async def opens(lang, key=None):
            protocols = ("senim", key) if key else ()
            socket = await web.ws_connect(f"{address}/ws?lang={lang}", origin=address, protocols=protocols)
            pages.append(Page(socket, lang))
            return pages[-1]

        try:
            address = await senim.address()
            teacher = await opens("ru", "0" * 32)
            pupils = [await opens(LANGS[at % 3], f"{at + 1:032x}") for at in range(40)]

            async def join(pupil, code):
                page = await (await web.get(f"{address}/c/{code.lower()}")).text()
                assert f"/start c_{code}" in page
                assert '"lang":"ru"' in page  # the class's
                await pupil.says(f"/start c_{code}")
                await pupil.hears(code)

            await lesson(teacher, pupils, join)
            assert left(tmp_path / "data") == [0, 0, 0]
            assert any(
                op == "file" and "/c/" in html for op, html in teacher.order
            )  # the QR, with the address in letters
            assert all(in_order([html for op, html in pupil.order if op == "message"]) for pupil in pupils)
        finally:
            for page in pages:
                await page.leaves()
            await senim.gone()
