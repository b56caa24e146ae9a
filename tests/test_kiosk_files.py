"""Letters and the check at the kiosk, in a real Chromium: a file is saved, a text is copied, and both go with the visit."""

import pytest

from tests.kiosk_page import ask, browser, house, visit

# ruff: noqa: F401, F811 fixtures come by import, and every test that uses one names it again
pytestmark = [pytest.mark.browser, pytest.mark.needs("chromium")]
SECRET = "4417secret"


def press(page, name):
    count = page.locator(".card").count()
    page.locator(".card").last.get_by_role("button", name=name).click()
    page.locator(".card").nth(count).wait_for()


def test_a_letter_is_saved_and_gone_with_the_visit(visit, house):
    page = visit("ru")
    ask(page, "/letters")
    press(page, "Запрос информации")
    press(page, "Начать")
    for _ in range(3):
        ask(page, SECRET)
    card = page.locator(".card").last
    card.get_by_role("button", name="1. ").click()
    page.get_by_role("heading", name="Дата запроса").wait_for()
    page.get_by_role("button", name="Сегодня").last.click()
    page.locator("pre").wait_for()
    assert SECRET in page.locator("pre").inner_text()
    with page.expect_download() as saved:
        page.get_by_role("button", name="PDF").click()
        page.get_by_role("link", name="Сохранить").click()
    assert saved.value.suggested_filename == "senim-information-request-ru.pdf"
    with open(saved.value.path(), "rb") as file:
        assert file.read(5) == b"%PDF-"
    page.get_by_role("button", name="Завершить и забыть").click()
    page.get_by_text("Всё удалено").wait_for()
    assert SECRET not in page.content()
    assert page.locator("a[download]").count() == 0


def test_a_clean_copy_is_copied_and_the_clipboard_emptied(visit):
    page = visit("ru")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, f"/check почта {SECRET}@example.kz")
    assert SECRET not in page.locator(".card").last.inner_text()
    page.get_by_role("button", name="Копировать").click()
    page.get_by_role("button", name="Скопировано").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "почта [почта]"
    page.get_by_role("button", name="Завершить и забыть").click()
    page.get_by_text("Всё удалено").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").strip() == ""
