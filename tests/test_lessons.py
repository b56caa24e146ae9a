"""Lesson packs: narrowed down, looked into, taken along, found by asking and in inline mode."""

import pytest

from bot.domain.lessons import Wish, packs
from tests.citizen import Citizen
from tests.teaching_guide import LANGS, LESSONS


@pytest.mark.parametrize("lang", LANGS)
async def test_packs_are_narrowed_down_and_looked_into(school_app, lang):
    words = school_app.services.words[lang]
    person = await Citizen(school_app, lang=lang).says("/lessons")
    assert all(f"{name} {lang}" in person.last.labels for name in LESSONS)
    count = len(person.messages)
    await person.taps(words("{low}-{high} years").format(low=10, high=12))
    assert f"grades-5-6-secret {lang}" in person.last.labels
    assert f"grades-9-11-rights {lang}" not in person.last.labels
    await person.taps(words("{minutes} min").format(minutes=30))
    person.sees(words("No lesson is so short for this age. Give it more time."))
    await person.taps(f"• {words('{minutes} min').format(minutes=30)} •")
    assert len(person.messages) == count
    await person.taps(f"grades-5-6-secret {lang}")
    person.sees(
        "What the pack grades-5-6-secret gives",
        words("Age: {low}-{high}.").format(low=10, high=12),
        words("engaging with AI"),
    )
    assert "500 ₸" not in person.last.text  # a card, not the whole pack
    await person.taps(words("Preview"))
    person.sees("aim of grades-5-6-secret", "500 ₸", "10 min. Begin.")


async def test_a_pack_opens_by_its_link_and_is_shared(school_app):
    person = await Citizen(school_app).says("/start e_ru_lessons_grades-5-6-secret")
    person.sees("What the pack grades-5-6-secret gives")
    await person.taps("Поделиться")
    person.sees("What the pack grades-5-6-secret gives", "Senim")


async def test_where_inline_mode_is_on_a_card_can_be_sent_to_a_chat(school_app):
    from aiogram.types import User

    person = await Citizen(school_app).says("/start e_ru_lessons_grades-5-6-secret")
    await person.taps("Поделиться")
    assert person.last.labels == []
    school_app.kiosk._me = User(id=school_app.kiosk.id, is_bot=True, first_name="Senim", supports_inline_queries=True)
    await person.taps("Поделиться")
    assert person.last.labels == ["Отправить в чат"]


async def test_the_pack_comes_as_a_file(school_app):
    person = await Citizen(school_app).says("/lessons")
    await person.taps("grades-9-11-rights ru")
    await person.taps("Пришлите урок")
    ((name, content),) = person.files.items()
    assert name == "senim-grades-9-11-rights-ru.pdf"
    assert content.startswith(b"%PDF")
    person.sees("grades-9-11-rights ru", "ответы на последней странице")


def test_a_wish_is_not_believed(school):
    for text in ("", "9", "99", "x1", "1२", "123", "-1"):
        assert Wish.read(text) == Wish() or Wish.read(text).text
        packs(school.guide, "ru", Wish.read(text))
    assert Wish.read(Wish(2, 1).text) == Wish(2, 1)
    assert next(entry.id for entry in packs(school.guide, "kk", Wish())) == "lessons/grades-5-6-secret"


@pytest.mark.parametrize("data", ["s:pack:ru:../../x", "s:preview:xx:nothing", "s:list:ru:zz"])
async def test_forged_buttons_do_no_harm(school_app, data):
    from aiogram.types import Update

    person = await Citizen(school_app).says("/lessons")
    message = person.tab.messages[max(person.messages)]
    await school_app.dispatcher.feed_update(
        school_app.kiosk, Update.model_validate({"update_id": 1, **person.visitor._callback(message, data)})
    )
    assert not person.files


@pytest.mark.parametrize(
    ("lang", "question", "entry"),
    [
        ("ru", "урок про дипфейки для 7 класса", "lessons/grades-7-8-deepfake-detectives"),
        ("kk", "ата-аналар жиналысына не айтамын", "lessons/parents-evening"),
        ("en", "a whole lesson for a village school without internet", "lessons/village-offline"),
    ],
)
async def test_teachers_find_packs_by_asking(app, guide, lang, question, entry):
    """A card with the pack's buttons, or a choice in which it stands."""
    person = await Citizen(app, lang=lang).says(question)
    title = guide.entries[entry, lang].title
    if title in person.last.labels:
        await person.taps(title)
    person.sees(title)
    assert app.services.words[lang]("Send me the pack") in person.last.labels
