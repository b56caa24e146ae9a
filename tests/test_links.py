"""Addresses of entries: short enough for Telegram, read back exactly, never believed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.links import Links, payload, read_payload
from tests.citizen import Citizen


def test_every_entry_and_language_has_a_payload_that_comes_back(guide):
    for entry_id, lang in guide.entries:
        text = payload(entry_id, lang)
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text), text
        assert read_payload(text) == (entry_id, lang)


@given(st.text(max_size=80))
def test_any_text_is_read_without_harm(text):
    found = read_payload(text)
    assert found is None or ".." not in found[0]


@pytest.mark.parametrize(
    "text", ["", "e_", "e_de_guide_x", "e_kk_../../etc", "e_kk_" + "a" * 80, "e_kk_GUIDE", "x_kk_guide_rights_ai-law"]
)
def test_what_is_not_ours_is_nothing(text):
    assert read_payload(text) is None


def test_the_web_comes_first_for_people_without_telegram():
    both = Links(username="bot", kiosk="https://senim.example")
    assert both.entry("guide/rights/ai-law", "kk") == "https://senim.example/e/guide/rights/ai-law?lang=kk"
    assert Links(username="bot").entry("guide/rights/ai-law", "kk") == "https://t.me/bot?start=e_kk_guide_rights_ai-law"
    assert Links().entry("guide/rights/ai-law", "kk") is None


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
async def test_a_deep_link_opens_its_entry_in_its_language(app, guide, lang):
    person = await Citizen(app, lang="ru").says(f"/start {payload('guide/rights/credit-decision', lang)}")
    person.sees(guide.get("guide/rights/credit-decision", lang).title)


@pytest.mark.parametrize("junk", ["e_kk_guide_rights_nothing", "ref123", "<b>", "e_kk_"])
async def test_a_link_that_we_did_not_make_is_an_ordinary_start(app, junk):
    person = await Citizen(app).says(f"/start {junk}")
    assert len(person.last.labels) == 3


async def test_share_carries_the_address(app, guide):
    app.services.links = Links(kiosk="https://senim.example")
    person = await Citizen(app).says(guide.get("guide/rights/credit-decision", "ru").phrasings[0])
    await person.taps("Поделиться")
    person.sees("https://senim.example/e/guide/rights/credit-decision?lang=ru")
