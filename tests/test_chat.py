"""The main job as people do it: through the chat, in three languages."""

import pytest

from tests.citizen import Citizen

GREETING = {"kk": "Өз сөзіңізбен сұраңыз", "ru": "Спросите своими словами", "en": "Ask in your own words"}
NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
async def test_start_picks_a_language_and_welcomes(app, lang):
    person = await Citizen(app, lang="ru").says("/start")
    assert [label.strip("• ") for label in person.last.labels] == ["Қазақша", "Русский", "English"]
    await person.taps(NAMES[lang] if lang != "ru" else "• Русский •")
    person.sees(GREETING[lang])
    await person.says("/start")
    assert f"• {NAMES[lang]} •" in person.last.labels  # remembered, and still shown


@pytest.mark.parametrize(
    ("lang", "question", "entry"),
    [
        ("ru", "почему мне не дали кредит, говорят компьютер решил", "credit-decision"),
        ("kk", "банк кредит бермей қойды, компьютер шешті дейді", "credit-decision"),
        ("en", "bank turned me down for a loan, says the computer decided", "credit-decision"),
    ],
)
async def test_a_question_is_answered_from_the_guide_in_its_language(app, guide, lang, question, entry):
    person = await Citizen(app, lang="en").says(question)
    expected = guide.get(f"guide/rights/{entry}", lang)
    person.sees(expected.title, expected.lead[:40])
    assert "href=" in person.last.html  # sources are links


async def test_one_tap_between_languages_on_the_same_answer(citizen, guide):
    await citizen.says("почему мне не дали кредит, говорят компьютер решил")
    count = len(citizen.messages)
    await citizen.taps("Қазақша")
    citizen.sees(guide.get("guide/rights/credit-decision", "kk").title)
    await citizen.taps("English")
    citizen.sees(guide.get("guide/rights/credit-decision", "en").title)
    assert len(citizen.messages) == count  # edited in place


async def test_why_share_next_and_thumbs(citizen, app):
    await citizen.says("почему мне не дали кредит, говорят компьютер решил")
    await citizen.taps("Почему такой ответ?")
    citizen.sees("Эти слова написали люди", "Проверено людьми")
    await citizen.taps("Поделиться")
    citizen.sees("Источники", "Senim")
    assert "<" not in citizen.last.html
    await citizen.taps("Что дальше")
    assert citizen.last.labels
    await citizen.taps("👎")
    await citizen.taps("Здесь ошибка")
    assert "Спасибо." in citizen.toasts
    counts = await app.services.feedback.counts()
    assert counts == {
        ("guide/rights/credit-decision", "ru", "down"): 1,
        ("guide/rights/credit-decision", "ru", "wrong"): 1,
    }


async def test_topics_walk_down_and_back(citizen):
    await citizen.says("/topics")
    count = len(citizen.messages)
    await citizen.taps("Мошенники и подделки")
    await citizen.taps("Назад")
    citizen.sees("Все темы")
    assert len(citizen.messages) == count
    await citizen.taps("Мошенники и подделки")
    await citizen.taps(citizen.last.labels[0])
    assert len(citizen.messages) == count + 1


async def test_urgent_entries_begin_with_the_numbers(citizen, guide):
    urgent = next(entry for (_, lang), entry in guide.entries.items() if entry.urgent and lang == "ru")
    await citizen.says(urgent.phrasings[0])
    if urgent.title in citizen.last.text:
        assert citizen.last.html.index("⚠️") < citizen.last.html.index(urgent.lead[:20])


@pytest.mark.parametrize("command", ["help", "about", "privacy", "mydata"])
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
async def test_pages_speak_every_language(app, command, lang):
    person = await Citizen(app, lang=lang).says(f"/{command}")
    assert len(person.last.text) > 20
    if command == "about":
        person.sees("Test library", "help@example.kz")


async def test_what_is_kept_is_shown_and_forgotten(citizen):
    await (await citizen.says("/start")).taps("English")
    await citizen.says("/mydata")
    citizen.sees("Language: English")
    await citizen.taps("Delete my data")
    citizen.sees("Deleted")
    await citizen.says("/mydata")
    citizen.sees("О вас ничего не хранится")  # the choice is gone: the client's language speaks again


@pytest.mark.parametrize("text", ["😀😀😀", "\u200b\u202e", "?!...", "   .   "])
async def test_nothing_to_read_gets_a_kind_line(citizen, guide, text):
    await citizen.says(text)
    if citizen.messages:
        citizen.sees(guide.reply("empty", "ru"))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<b>", "&lt;", "a" * 3000, "' OR 1=1 --", "{0.__class__}", "\x00\x01 банк"]
)
async def test_odd_text_is_answered_and_never_echoed_as_html(citizen, text):
    await citizen.says(text)
    assert citizen.messages
    assert "<script" not in citizen.last.html


async def test_forged_and_stale_buttons_do_nothing(citizen, app):
    await citizen.says("/topics")
    before = dict(citizen.messages)
    for data in (
        "e:open:ru:../../etc/passwd",
        "e:up:xx:guide/rights/credit-decision",
        "t:::",
        "l:zz",
        "p:forget",
        "x" * 60,
    ):
        await citizen.forges(data)
    assert citizen.messages == before
    assert await app.services.feedback.counts() == {}


async def test_private_data_is_noticed_and_not_repeated(citizen):
    await citizen.says("почему мне не дали кредит, компьютер решил, моя карта 4000 0000 0000 0002")
    citizen.sees("номер карты").sees_not("4000")
