"""Everyone can enter: keyboard, screen reader, small and large screens, paper, a slow line. Real Chromium, axe-core."""

import itertools
import re
import subprocess

import pytest

from bot.domain.links import Links
from tests.kiosk_page import DECISION, LANGS, URGENT, ask, browser, fits, house, phrasing, vague, visit

# ruff: noqa: F401, F811 fixtures come by import, and every test that uses one names it again
pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]
SECRET = "my secret question 4417"


def test_urgent_answers_begin_with_numbers_to_press(visit, house):
    card = ask(visit("ru"), phrasing(house, "ru", URGENT))
    calls = card.locator(".calls a")
    assert calls.first.get_attribute("href") == "tel:102"
    assert "102" in calls.first.get_attribute("aria-label")
    assert calls.first.bounding_box()["height"] >= 44
    assert card.locator("h2 + .calls + .lead").count() == 1


@pytest.mark.parametrize("lang", LANGS)
def test_a_choice_is_titles_with_their_first_lines(visit, house, lang):
    card = ask(visit(lang), vague(house, lang))
    tiles = card.locator(".choices button")
    assert 2 <= tiles.count() <= 4
    assert card.locator("h2").count() == 1
    title = tiles.first.locator("strong").inner_text()
    assert tiles.first.locator("span").inner_text()
    tiles.first.click()
    card.page.get_by_role("heading", name=title, exact=True).wait_for()
    assert card.page.evaluate("document.activeElement.textContent") == title


def test_by_keyboard_alone(visit, house):
    page = visit("en")

    def here():
        return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")

    seen = []
    for _ in range(8):
        page.keyboard.press("Tab")
        seen.append(here())
    assert seen[:6] == ["Skip to the question", "Қазақша", "Русский", "English", "large", "forget"]
    assert seen[6] == page.locator(".tiles button").first.inner_text()
    page.keyboard.press("Enter")
    page.locator(".card").nth(1).wait_for()
    assert here().startswith("h")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.card') === document.querySelectorAll('.card')[1]")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert here() == "field"
    page.keyboard.type(phrasing(house, "en", DECISION))
    page.keyboard.press("Enter")
    page.locator(".card").nth(2).wait_for()
    assert here() == "field"
    page.keyboard.press("Shift+Tab")
    assert here().endswith("Not helpful")


def test_the_warning_speaks_once_and_escape_goes_on(visit, house):
    from playwright.sync_api import expect

    page = visit("en", wait=False)
    page.clock.install()
    page.reload()
    page.locator(".card").first.wait_for()
    page.clock.run_for(400_000)
    assert not page.locator("#warning").is_visible()  # nobody has used it: nothing to forget, nothing to say
    page.locator("#field").fill(SECRET)
    assert "3 min" in page.locator("#erased").inner_text()
    page.clock.run_for(155_000)
    dialog = page.get_by_role("alertdialog", name="Your time is running out")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "stay"
    assert page.locator("#warning [aria-live]").count() == 0
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('#warning')")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.locator("#field").input_value() == SECRET
    page.clock.run_for(182_000)
    page.wait_for_url("**/?lang=en")
    expect(page.locator("#field")).to_have_value("")


@pytest.mark.parametrize("lang", LANGS)
def test_axe_finds_nothing(visit, house, lang):
    from axe_playwright_python.sync_playwright import Axe

    page, axe = visit(lang), Axe()

    def clean(screen):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = axe.run(page)
            assert found.violations_count == 0, f"{screen}, {scheme}:\n{found.generate_report()}"

    clean("first")
    ask(page, phrasing(house, lang, URGENT)).locator("summary").first.click()
    clean("answer")
    ask(page, vague(house, lang))
    clean("choose")
    page.evaluate("document.getElementById('warning').showModal()")
    clean("dialog")
    levels = page.evaluate("[...document.querySelectorAll('main :is(h1, h2, h3)')].map((e) => Number(e.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize(("width", "height"), [(320, 568), (360, 740), (640, 400), (1920, 1080)])
def test_every_width_fits(visit, house, width, height):
    """640 x 400 is a 1280 x 800 screen at 200 % zoom."""
    page = visit("kk", width=width, height=height)
    assert fits(page)
    card = ask(page, phrasing(house, "kk", URGENT))
    card.locator("summary").first.click()
    assert fits(page)
    ask(page, "ұ" * 300)
    assert fits(page)
    page.locator("#large").click()
    assert fits(page)
    sizes = page.evaluate(
        "[...document.querySelectorAll('button, .button, summary, textarea')].filter((e) => e.checkVisibility()).map((e) => e.offsetHeight)"
    )
    assert min(sizes) >= 44
    if height < 500:
        assert page.evaluate("getComputedStyle(document.getElementById('ask')).position") == "relative"


def test_large_reduced_motion_and_high_contrast(visit):
    page = visit("ru")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert page.evaluate(size) == 18
    page.locator("#large").click()
    assert (page.evaluate(size), page.locator("#large").get_attribute("aria-pressed")) == (24, "true")
    moving = "getComputedStyle(document.querySelector('.card')).animationName"
    assert page.evaluate(moving) == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) == "come"
    page.emulate_media(forced_colors="active")
    back = "getComputedStyle(document.querySelector('[data-lang={}]')).backgroundColor"
    assert page.evaluate(back.format("ru")) != page.evaluate(back.format("kk"))


def test_the_field_never_hides_what_has_the_focus(visit, house):
    page = visit("ru", height=700)
    card = ask(page, phrasing(house, "ru", DECISION))
    for button in card.locator(".buttons button").all():
        button.focus()
        assert button.evaluate(
            "(e) => { const r = e.getBoundingClientRect(); return e.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)); }"
        )


def test_a_printed_card_stands_alone(visit, house):
    page = visit("ru")
    page.evaluate("window.print = () => {}")
    ask(page, phrasing(house, "ru", URGENT))
    card = ask(page, phrasing(house, "ru", DECISION))
    card.get_by_role("button", name="Печать").click()
    card.locator(".printed").wait_for(state="attached")
    page.emulate_media(media="print", color_scheme="dark")
    shown = page.evaluate(
        "[...document.querySelectorAll('.card, .mine, header, form, #greeting, .buttons')].filter((e) => e.checkVisibility()).length"
    )
    assert shown == 1
    assert card.locator("details:not([open])").count() == 0
    assert re.search(r"Напечатано \d\d\.\d\d\.\d{4}", card.locator(".printed").inner_text())
    assert card.evaluate("(e) => getComputedStyle(e.querySelector('.lead')).color") == "rgb(0, 0, 0)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator(".printed").count() == 0


@pytest.mark.needs("zbarimg", "pdftotext")
@pytest.mark.parametrize("lang", LANGS)
def test_on_paper_there_are_the_sources_the_date_and_a_code_that_leads_back(visit, house, monkeypatch, tmp_path, lang):
    address = f"https://senim.example.kz/e/{DECISION}?lang={lang}"
    monkeypatch.setattr(house.app.services, "links", Links(kiosk="https://senim.example.kz"))
    page = visit(lang)
    page.evaluate("window.print = () => {}")
    card = ask(page, phrasing(house, lang, DECISION))
    card.locator("button.print").click()
    card.locator(".printed").wait_for(state="attached")
    paper = tmp_path / "card.pdf"
    page.pdf(path=paper, format="A4")
    said = " ".join(
        subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout.split()
    )
    entry = house.engine.guide.get(DECISION, lang)
    for text in (entry.title, entry.sections[0].blocks[0].text[:20], "zan.gov.kz", "Senim."):
        assert text in said
    assert address.replace("/", "") in said.replace(" ", "").replace("/", "")
    subprocess.run(["pdftoppm", "-r", "150", "-png", paper, tmp_path / "card"], check=True)
    sheets = sorted(tmp_path.glob("card*.png"))
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", sheets[-1]], capture_output=True, text=True, check=True
    ).stdout
    assert read.split() == [address]


def test_a_slow_line_is_usable_and_the_page_is_light(visit, browser, house):
    page = visit("kk", wait=False)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
    )
    weights = []
    page.on("response", lambda one: weights.append(len(one.body())))
    page.reload()
    page.locator(".card").first.wait_for(timeout=5000)
    ask(page, phrasing(house, "kk", DECISION)).locator(".lead").wait_for(timeout=3000)
    assert len(weights) >= 4
    assert sum(weights) < 100_000
