"""Pictures of the kiosk for the documents, into docs/screens: `python scripts/screens.py`. Needs the test set and Chromium."""

import asyncio
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from playwright.async_api import async_playwright

from bot import app as wiring
from bot import settings
from bot.kiosk.server import Kiosk, application
from bot.press import qr

SCREENS = Path(__file__).resolve().parent.parent / "docs" / "screens"
SHOTS = {  # name: language, what is asked, light or dark, width, height
    "first-kk": ("kk", "", "light", 960, 1040),
    "answer-ru": ("ru", "почему мне не дали кредит, говорят компьютер", "light", 960, 960),
    "urgent-kk": ("kk", "каспиден ақшам кетіп қалды", "dark", 960, 960),
    "choose-en": ("en", "computer decided", "light", 960, 860),
    "phone-kk": ("kk", "", "light", 360, 780),
    "check-ru": ("ru", "/check я Айгуль Серикова, ИИН 850101350001, тел. 8 701 123-45-67", "light", 960, 860),
    "letters-kk": ("kk", "/letters", "light", 960, 900),
    "class-ru": ("ru", "/class", "light", 960, 700),
}


async def main() -> None:
    with TemporaryDirectory() as data:
        app = await wiring.build(settings.load(data=Path(data), bot_token=None, _env_file=None))
        kiosk = Kiosk(app.settings, app.kiosk, app.kiosk_session, app.dispatcher, app.services, qr.svg)
        runner = web.AppRunner(application(kiosk))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with async_playwright() as player:
            browser = await player.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for name, (lang, question, scheme, width, height) in SHOTS.items():
                page = await browser.new_page(color_scheme=scheme, viewport={"width": width, "height": height})
                await page.goto(f"http://127.0.0.1:{runner.addresses[0][1]}/?lang={lang}")
                await page.locator(".card").first.wait_for()
                if question:
                    await page.locator("#field").fill(question)
                    await page.keyboard.press("Enter")
                    await page.locator(".card").nth(1).wait_for()
                    await page.locator("#field").blur()
                await page.wait_for_timeout(1000)  # what moves has come to rest
                await page.screenshot(path=SCREENS / f"{name}.png")
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
