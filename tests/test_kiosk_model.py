"""What a small model words, on the kiosk's page in a real Chromium: under the guide's own words, marked for eyes and for machines."""

import pytest

from bot.model import Model
from bot.views.wording import MARK
from retrieval.sentences import sentences
from tests.kiosk_page import DECISION, LANGS, ask, browser, house, phrasing, visit
from tests.test_wording import Scripted

# ruff: noqa: F401, F811 fixtures come by import, and every test that uses one names it again
pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]
LIE = {"kk": "Мемлекет сізге миллион теңге береді [1].", "ru": "Государство вернёт вам миллион тенге [1].", "en": "The state pays you a million tenge [1]."}  # fmt: skip


@pytest.fixture
def with_model(house):
    """Lets a scripted model word things in this house, for one test."""
    yield lambda text: setattr(house.app.services, "model", Model(Scripted(text)))
    house.app.services.model = None


@pytest.mark.parametrize("lang", LANGS)
def test_the_models_words_are_marked_and_the_guides_are_one_tap_away(visit, house, with_model, lang):
    from axe_playwright_python.sync_playwright import Axe

    entry, words = house.engine.guide.get(DECISION, lang), house.app.services.words[lang]
    first = sentences(entry.lead)[0]
    with_model(f"{first} [1] {LIE[lang]}")
    page = visit(lang)
    ask(page, phrasing(house, lang, DECISION))
    own = page.locator(".card").nth(page.locator(".card").count() - 1)  # the same one when others have come
    own.get_by_role("button", name=words("Simpler"), exact=True).click()
    worded = page.locator(f"[data-ai={MARK}]")
    worded.wait_for()
    text = worded.inner_text()
    assert words("A model (AI) worded this from the guide. The guide's words count.") in text
    assert first in text
    assert LIE[lang].partition(" [")[0] not in text
    assert own.locator(".lead").inner_text() == entry.lead  # still there
    assert own.get_attribute("data-ai") is None
    assert Axe().run(page).violations_count == 0
    worded.get_by_role("button", name=words("The guide's words")).click()
    page.wait_for_function("document.querySelector('.card:last-of-type h2')")
    assert page.locator(".card").last.locator("h2").inner_text() == entry.title


def test_without_a_model_no_page_knows_of_one(visit, house):
    page = visit("ru")
    card = ask(page, phrasing(house, "ru", DECISION))
    assert card.get_by_role("button", name=house.app.services.words["ru"]("Simpler"), exact=True).count() == 0
    assert page.locator("[data-ai]").count() == 0
