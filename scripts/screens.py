"""Pictures of the kiosk for the documents, into docs/screens: `python scripts/screens.py`. Needs the test set and Chromium."""

import asyncio
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright

from bot import app as wiring
from bot import settings
from bot.kiosk.server import Kiosk, application

SCREENS = Path(__file__).resolve().parent.parent / "docs" / "screens"
SHOTS = {  # name: language, what is asked, light or dark, width, height
    "first-kk": ("kk", "", "light", 1280, 1120),
    "answer-ru": ("ru", "Банк мне отказал, сказали решил компьютер. Что делать?", "light", 1280, 1240),
    "urgent-kk": ("kk", "каспиден ақшам кетіп қалды", "dark", 1280, 1100),
    "choose-en": ("en", "bank data", "light", 1280, 900),
    "phone-kk": ("kk", "", "light", 360, 780),
}


async def shoot(browser: Browser, address: str, name: str) -> None:
    lang, question, scheme, width, height = SHOTS[name]
    page: Page = await browser.new_page(
        color_scheme=scheme, viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    await page.goto(f"{address}/?lang={lang}")
    await page.locator(".card").first.wait_for()
    if question:
        await page.locator("#field").fill(question)
        await page.keyboard.press("Enter")
        await page.locator(".card").nth(1).wait_for()
    await page.screenshot(path=SCREENS / f"{name}.png")


async def main() -> None:
    with TemporaryDirectory() as data:
        app = await wiring.build(settings.load(data=Path(data), bot_token=None, _env_file=None))
        runner = web.AppRunner(
            application(Kiosk(app.settings, app.kiosk, app.kiosk_session, app.dispatcher, app.services))
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            for name in SHOTS:
                await shoot(browser, address, name)
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
