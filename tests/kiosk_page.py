"""The kiosk in a real Chromium, for tests: the product in a thread, the browser, a visitor with watchful eyes."""

import asyncio
import shutil
import threading
from contextlib import contextmanager

import pytest

from bot import settings
from retrieval.turn import Question, Status

FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
LANGS = ("kk", "ru", "en")
DECISION, URGENT = "guide/rights/credit-decision", "guide/scams/scammed-now"


class House:
    """The product in a thread of its own: the browser's driver wants this one."""

    def __init__(self, folder, engine):
        self.folder, self.engine, self.loop = folder, engine, asyncio.new_event_loop()
        self.started, self.stopping = threading.Event(), asyncio.Event()
        self.thread = threading.Thread(target=lambda: self.loop.run_until_complete(self._live()))

    async def _live(self):
        from aiohttp import web

        from bot.app import build
        from bot.kiosk.server import Kiosk, application
        from bot.press import qr
        from bot.store.database import close_database

        self.app = await build(settings.load(data=self.folder, bot_token=None, _env_file=None), self.engine)
        app = self.app
        self.kiosk = Kiosk(app.settings, app.kiosk, app.kiosk_session, app.dispatcher, app.services, qr.svg)
        self.site = application(self.kiosk)
        runner = web.AppRunner(self.site)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self.started.set()
        await self.stopping.wait()
        await runner.cleanup()
        await close_database(app.database)

    @contextmanager
    def idle(self, seconds):
        """SENIM_KIOSK_IDLE_SECONDS, shorter than anybody may set it."""
        kept, self.kiosk.settings = (
            self.kiosk.settings,
            self.app.settings.model_copy(update={"kiosk_idle_seconds": seconds}),
        )
        yield
        self.kiosk.settings = kept


@pytest.fixture(scope="module")
def house(engine, tmp_path_factory):
    """One server for a module."""
    made = House(tmp_path_factory.mktemp("kiosk"), engine)
    made.thread.start()
    assert made.started.wait(20)
    yield made
    made.loop.call_soon_threadsafe(made.stopping.set)
    made.thread.join(10)


@pytest.fixture(scope="module")
def browser():
    """One Chromium for a module."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as player:
        launched = player.chromium.launch(executable_path=path, args=FLAGS.split())
        yield launched
        launched.close()


@pytest.fixture
def visit(browser, house):
    """Opens the kiosk as a new visitor; whatever the page asks for must be ours, and it may not stumble."""
    contexts, foreign, stumbles = [], [], []

    def opened(lang="ru", path="/", width=1280, height=800, context=None, wait=True, **more):
        if context is None:
            more.setdefault("reduced_motion", "reduce")
            context = browser.new_context(viewport={"width": width, "height": height}, **more)
            contexts.append(context)
            context.on(
                "request",
                lambda one: (
                    one.url.startswith((house.address, f"blob:{house.address}", "data:")) or foreign.append(one.url)
                ),
            )
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: stumbles.append(str(error)))
        page.on("console", lambda line: stumbles.append(line.text) if "Content Security Policy" in line.text else None)
        page.goto(f"{house.address}{path}?lang={lang}")
        if wait:
            page.locator(".card").first.wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert (foreign, stumbles) == ([], [])


def ask(page, text):
    count = page.locator(".card").count()
    page.locator("#field").fill(text)
    page.locator("#field").press("Enter")
    page.locator(".card").nth(count).wait_for()
    return page.locator(".card").last


def phrasing(house, lang, entry_id):
    """Words that find the entry, whatever the guide has become."""
    entry = house.engine.guide.get(entry_id, lang)
    found = (one for one in entry.phrasings if house.engine.ask(Question(one, lang, None, ())).entry == entry_id)
    return next(found)


def vague(house, lang):
    """Words that leave a choice."""
    words = (
        word for (_, one), entry in house.engine.guide.entries.items() if one == lang for word in entry.title.split()
    )
    return next(word for word in words if house.engine.ask(Question(word, lang, None, ())).status is Status.choose)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
