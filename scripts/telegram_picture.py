"""A picture of an answer as Telegram shows it, drawn from the very message that is sent: docs/screens/telegram-ru.png. Needs Chromium."""

from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from bot import settings
from bot.views import answer, words
from retrieval import guide

ROOT = Path(__file__).resolve().parent.parent
STYLE = """body{margin:0;padding:24px;background:#dfe7d3;font:16px/1.45 'Noto Sans',sans-serif;width:560px}
.mine{background:#e3fbcb;margin:0 0 12px auto;width:max-content;max-width:80%}.b{background:#fff}.b,.mine{padding:10px 14px;border-radius:14px}
.b{white-space:pre-wrap}blockquote{margin:6px 0;padding:6px 10px;border-left:3px solid #3390ec;background:#eef5fc;border-radius:6px;max-height:4.4em;overflow:hidden}
a{color:#2481cc}.k{display:flex;gap:6px;margin-top:6px}.k span{flex:1;text-align:center;background:#8aa082cc;color:#fff;border-radius:10px;padding:8px}"""


def main() -> None:
    """Draw it."""
    held, spoken = guide.load(ROOT / "knowledge"), words.load(settings.load().locales)["ru"]
    entry = held.entries["guide/rights/credit-decision", "ru"]
    screen = answer.card(entry, held, spoken)
    rows = "".join(
        "<div class=k>" + "".join(f"<span>{escape(button.text)}</span>" for button in row) + "</div>"
        for row in screen.keyboard.inline_keyboard
    )
    page = f"<style>{STYLE}</style><div class=mine>{escape(entry.phrasings[0])}</div><div class=b>{screen.text}</div>{rows}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 608, "height": 900})
        tab.set_content(page)
        tab.screenshot(path=ROOT / "docs" / "screens" / "telegram-ru.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
