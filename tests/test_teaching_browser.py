"""A quiz and a class on the kiosk page in real Chromium."""

import asyncio
from dataclasses import replace
from itertools import count

import pytest

from bot.domain.flood import Flood
from tests.kiosk_page import browser, fits, house, visit  # noqa: F401 fixtures

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture
def patient(house):  # noqa: F811
    """Nobody is told to slow down, and the house knows its address on the network."""
    services = house.app.services
    services.flood = Flood(count(step=60).__next__)
    services.links = replace(services.links, local=house.address)
    return house


def says(page, text):
    page.locator("#field").fill(text)
    page.locator("#field").press("Enter")


def test_a_quiz_is_played_through(visit, patient):  # noqa: F811
    """The right option is not in the page before it is chosen."""
    guide = patient.engine.guide
    entry, quiz = guide.get("course/module-1", "ru"), guide.quizzes["course/module-1", "ru"]
    asked = [question for question in quiz if question.track == "everyone"]
    page = visit("ru")
    says(page, "/course")
    page.get_by_role("button", name="для всех").click()
    page.get_by_role("button", name=entry.title, exact=True).click()
    page.get_by_role("button", name="Тест", exact=True).click()
    for number, question in enumerate(asked):
        page.get_by_role("heading", name=question.question).wait_for()
        assert not any(option.why in page.content() for option in question.options)
        chosen = question.options[(question.right + number) % len(question.options)]
        page.locator(".card").last.get_by_role("button", name=chosen.text, exact=True).click()
        page.get_by_text(chosen.why).wait_for()
        marked = page.locator(".card", has=page.get_by_role("heading", name=question.question)).last
        assert marked.locator(".verdict.right").inner_text().endswith(question.options[question.right].text)
        assert marked.locator(".verdict.wrong").count() == (0 if chosen.right else 1)
        assert "✅" not in marked.inner_text()  # a library's computer may have no font for it
        assert fits(page)
        page.get_by_role(
            "button", name="Узнать результат" if question is asked[-1] else "Следующий вопрос"
        ).last.click()
    right = sum(
        (question.right + number) % len(question.options) == question.right for number, question in enumerate(asked)
    )
    page.get_by_text(f"Верных ответов: {right} из {len(asked)}").wait_for()


def test_a_class_on_two_pages(visit, patient):  # noqa: F811
    from bot.kiosk import server

    teacher = visit("ru")
    says(teacher, "/class")
    teacher.get_by_role("button", name="Открыть класс").click()
    picture = teacher.locator("img.picture")
    picture.wait_for()
    assert picture.evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 100
    code = teacher.get_by_role("heading", name="Класс").last.inner_text().split()[-1]
    assert teacher.get_by_text(f"{patient.address}/c/{code}").count() == 1
    teacher.get_by_role("button", name="Выбрать тест").click()
    quizzes = [one for (one, lang) in patient.engine.guide.quizzes if lang == "ru" and one.startswith("lessons/")]
    entry = patient.engine.guide.get(quizzes[0], "ru")
    teacher.get_by_role("button", name=entry.title, exact=True).click()
    pupil = visit("kk", path=f"/c/{code}", wait=True)
    pupil.get_by_role("heading", name="Сіз –").wait_for()
    teacher.get_by_text("Учеников здесь: 1").wait_for()
    question = patient.engine.guide.quizzes[quizzes[0], "kk"][0]
    teacher.get_by_role("button", name="Задать вопрос 1").click()
    pupil.get_by_text(question.question).wait_for()
    pupil.wait_for_function(
        "document.querySelector('.card:last-of-type h2').getBoundingClientRect().bottom < innerHeight"
    )
    asyncio.run_coroutine_threadsafe(server._say_goodbye(patient.site), patient.loop).result(5)  # every line breaks
    pupil.get_by_role("heading", name="Сіз –").last.wait_for()
    pupil.get_by_role("button", name="Ә", exact=True).last.click()
    pupil.get_by_text("Енді басқаларды күтіңіз").wait_for()
    teacher.get_by_text("Ответили: 1 из 1").last.wait_for()
    teacher.get_by_role("button", name="Показать ответ").last.click()
    pupil.get_by_text(question.options[question.right].why).wait_for()
    teacher.get_by_role("button", name="Закончить класс").last.click()
    teacher.get_by_role("button", name="Закончить и получить лист").click()
    teacher.get_by_role("heading", name="Что знает класс").wait_for()
    teacher.get_by_text("senim-class-ru.pdf").wait_for()
    pupil.get_by_text("Сынып тесті аяқталды").wait_for()
    assert fits(teacher)
    assert fits(pupil)


def test_a_class_page_waits_longer_before_it_forgets(visit, patient):  # noqa: F811
    with patient.idle(2):
        teacher = visit("ru")
        says(teacher, "/class")
        teacher.get_by_role("button", name="Открыть класс").click()
        teacher.get_by_role("button", name="Выбрать тест").wait_for()
        teacher.wait_for_timeout(3500)
        assert not teacher.locator("#warning").is_visible()
        says(teacher, "/forget")
        teacher.get_by_text("Удалено").wait_for()
        teacher.locator("#warning").wait_for()  # an ordinary page again
