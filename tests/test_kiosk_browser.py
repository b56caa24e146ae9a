"""The kiosk as people meet it, in a real Chromium: questions, topics, addresses, and nothing left behind."""

import asyncio
import threading

import pytest

from retrieval.answer import Engine
from tests.kiosk_page import DECISION, LANGS, URGENT, ask, browser, house, phrasing, visit

# ruff: noqa: F401, F811 fixtures come by import, and every test that uses one names it again
pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]
SECRET = "my secret question 4417"


@pytest.mark.parametrize("lang", LANGS)
def test_a_question_is_answered_with_a_card(visit, house, lang):
    page = visit(lang)
    entry = house.engine.guide.get(DECISION, lang)
    card = ask(page, phrasing(house, lang, DECISION))
    assert card.locator("h2").inner_text() == entry.title
    assert card.locator(".lead").inner_text() == entry.lead
    assert card.locator("ol").first.locator("li").count() >= 3
    assert card.locator("details").count() >= 1
    assert card.locator("details[open]").count() == 0
    assert all(link.get_attribute("href").startswith("https://") for link in card.locator(".sources a").all())
    assert card.locator(".sources a").count() >= 2
    assert card.get_attribute("lang") == lang
    assert card.get_attribute("aria-labelledby") == card.locator("h2").get_attribute("id")
    assert [row.locator("button").count() for row in card.locator(".row-of").all()] == [3, 3, 2]
    words = page.evaluate("JSON.parse(document.getElementById('config').textContent).words")[lang]
    assert card.get_by_role("button", name=words["up"], exact=True).count() == 1
    assert page.evaluate("document.activeElement.id") == "field"
    top = card.bounding_box()["y"]
    assert 60 <= top < 400


def test_the_first_screen(visit):
    page = visit("kk")
    assert page.evaluate("scrollY") == 0
    assert page.locator("#greeting p").count() == 3
    assert page.locator(".tiles button").count() == 10
    assert "сақталмайды" in page.locator("form .quiet").inner_text()
    for lang, title in {
        "ru": "Спросите своими словами",
        "en": "Ask in your own words",
        "kk": "Өз сөзіңізбен сұраңыз",
    }.items():
        page.locator(f"[data-lang={lang}]").click()
        page.get_by_role("heading", name=title).wait_for()
        assert page.locator(".card").count() == 1
        assert page.evaluate("[document.documentElement.lang, document.activeElement.dataset.lang]") == [lang, lang]
    assert page.evaluate("scrollY") == 0


def test_one_answer_in_three_languages_in_its_place(visit, house):
    page, guide = visit("ru"), house.engine.guide
    card = ask(page, phrasing(house, "ru", DECISION))
    card.get_by_role("button", name="Қазақша").click()
    page.get_by_role("heading", name=guide.get(DECISION, "kk").title).wait_for()
    assert (
        page.evaluate("document.activeElement.textContent") == guide.get(DECISION, "kk").title
    )  # the pressed button is gone
    page.locator("[data-lang=en]").click()
    page.get_by_role("heading", name=guide.get(DECISION, "en").title).wait_for()
    assert page.locator(".card").count() == 2


def test_topics_walk_down_and_back(visit):
    page = visit("en")
    page.get_by_role("button", name="All topics").click()
    page.get_by_role("button", name="My rights and AI").click()
    page.get_by_role("heading", name="My rights and AI").wait_for()
    page.locator("[data-lang=ru]").click()
    page.get_by_role("heading", name="Мои права и ИИ").wait_for()
    page.get_by_role("button", name="Назад").click()
    page.get_by_role("heading", name="Все темы").wait_for()
    page.get_by_role("button", name="В начало").click()
    page.get_by_role("heading", name="Спросите своими словами").wait_for()
    assert page.locator(".card").count() == 1


def test_idle_wipes_the_page_and_the_server(visit, house):
    with house.idle(2):
        page = visit("ru")
        ask(page, SECRET)
        page.locator("#warning").wait_for()
        page.get_by_text("Всё удалено").wait_for()
    assert SECRET not in page.content()
    assert page.locator(".card").count() <= 1


def test_finish_and_forget_leaves_nothing_to_go_back_to(visit, house):
    page = visit("en")
    ask(page, SECRET)
    page.locator("#large").click()
    page.locator("#field").fill(SECRET)
    people = set(house.app.kiosk_session.tabs)
    page.get_by_role("button", name="Finish and forget").click()
    page.get_by_text("All deleted").wait_for()
    clean = "!document.documentElement.outerHTML.includes('4417') && !document.getElementById('field').value"
    assert page.evaluate(clean)
    assert page.evaluate("!document.documentElement.classList.contains('large')")
    page.keyboard.press("Control+z")
    assert page.evaluate(clean)
    assert not people & set(house.app.kiosk_session.tabs)
    page.go_back()
    page.wait_for_timeout(300)
    assert "4417" not in page.content()


def test_history_and_storage_bring_nobody_back(visit, house):
    page = visit("en")
    ask(page, SECRET)
    page.locator("#field").fill(SECRET)
    page.goto(house.address + "/healthz")
    page.go_back()
    page.locator(".card").first.wait_for()
    assert page.locator(".card").count() == 1
    assert page.locator("#field").input_value() == ""
    assert page.locator("#field").get_attribute("autocomplete") == "off"
    page.locator("#field").fill("4417")
    page.reload()
    page.locator(".card").first.wait_for()
    assert page.locator("#field").input_value() == ""
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, "
        "window.caches ? (await caches.keys()).length : 0, history.state]"
    )
    assert kept == [0, 0, "", 0, 0, None]
    assert page.context.cookies() == []


def test_two_tabs_never_see_each_other(visit):
    one = visit("ru")
    two = visit("ru", context=one.context)
    ask(one, SECRET)
    ask(two, "/topics")
    assert SECRET not in two.content()
    two.get_by_role("button", name="Мои права и ИИ").click()
    two.get_by_role("heading", name="Мои права и ИИ").wait_for()
    assert "Мои права и ИИ" not in one.content()


@pytest.mark.parametrize("lang", LANGS)
def test_an_address_opens_on_its_entry(visit, house, lang):
    page = visit(lang, path=f"/e/{DECISION}")
    assert page.locator("h2").first.inner_text() == house.engine.guide.get(DECISION, lang).title
    assert page.evaluate("scrollY") == 0
    assert page.locator(".card").count() == 1


def test_an_address_that_leads_nowhere_says_so_kindly(visit):
    page = visit("ru", path="/e/guide/<script>")
    page.get_by_text("По этому адресу ничего нет").wait_for()
    assert page.locator(".tiles button").count() == 10


def test_a_broken_line_loses_no_question(visit, house):
    from bot.kiosk import server

    page = visit("ru")
    answer = ask(page, phrasing(house, "ru", DECISION))
    title = answer.locator("h2").inner_text()
    asyncio.run_coroutine_threadsafe(server._say_goodbye(house.site), house.loop).result(5)
    page.get_by_text("Связь").wait_for()
    assert page.locator("h2", has_text=title).count() == 1  # what was read stays readable
    page.locator("#field").fill(phrasing(house, "ru", URGENT))
    page.locator("#field").press("Enter")
    page.locator(".calls").wait_for()


def test_an_answer_that_takes_long_says_so_and_can_be_stopped(visit, house, monkeypatch):
    go, answered = threading.Event(), Engine.ask

    def slowly(engine, question):
        go.wait(30)
        return answered(engine, question)

    page = visit("ru")
    monkeypatch.setattr(Engine, "ask", slowly)
    page.locator("#field").fill("банк отказал в кредите " * 30)
    page.locator("#field").press("Enter")
    draft = page.locator("#draft")
    draft.wait_for()
    assert "Ищу" in draft.inner_text()
    stop = draft.get_by_role("button", name="Остановить")
    assert stop.bounding_box()["height"] >= 44
    stop.click()
    assert stop.is_disabled()
    assert page.evaluate("document.activeElement.id") == "field"
    go.set()
    draft.wait_for(state="detached")
    assert page.locator(".card").last.locator(".lead").count() == 1
