"""What is kept of a person: their choices under a code, until they say forget."""

import datetime

import pytest

from bot.store.people import Person

CODE = "c" * 64


@pytest.fixture
def people(app):
    return app.services.people


async def test_nothing_is_kept_of_somebody_who_has_chosen_nothing(people):
    assert await people.get(CODE) == Person(CODE)
    assert await people.forget(CODE) == []


async def test_choices_are_kept_side_by_side(people):
    await people.set(CODE, lang="kk")
    await people.set(CODE, role="teacher")
    await people.set(CODE)  # nothing new changes nothing
    assert await people.get(CODE) == Person(CODE, "kk", "teacher", datetime.datetime.now(datetime.UTC).date())
    await people.set(CODE, lang="en")
    assert (await people.get(CODE)).lang == "en"


async def test_forget_deletes_one_person_and_says_what(people):
    other = "d" * 64
    await people.set(CODE, lang="kk")
    await people.set(other, lang="ru")
    assert await people.forget(CODE) == ["lang", "since"]
    assert await people.get(CODE) == Person(CODE)
    assert (await people.get(other)).lang == "ru"
