"""The course as people take it: a track, the reading in place, quizzes with their why, results kept only on request, the final test."""

from itertools import count

import pytest
from sqlalchemy import func, select

from bot.domain import course
from bot.domain.flood import Flood
from bot.domain.quiz import FINAL_QUESTIONS, needed
from bot.store.tables import course as rows
from tests.citizen import Citizen
from tests.teaching_guide import LANGS

TRACK = {
    "everyone": "для всех",
    "school": "для учителей и учеников",
    "staff": "для сотрудников и руководителей",
    "officials": "для госслужащих",
}


async def learner(app, lang="ru", track="everyone"):
    app.services.flood = Flood(count(step=60).__next__)  # a test reads faster than a person
    person = await Citizen(app, lang=lang).says("/course")
    await person.taps(
        app.services.words[lang](
            {
                "everyone": "for everyone",
                "school": "for teachers and pupils",
                "staff": "for staff and managers",
                "officials": "for public officials",
            }[track]
        )
    )
    return person


async def plays(person, app, what, right=True):
    """A quiz to its end; how many questions were asked."""
    words, guide = app.services.words[person.lang], app.services.engine.guide
    # by all its options: a lesson and a module may share the text of a right one
    held = {
        frozenset(option.text for option in q.options): q
        for (_, lang), quiz in guide.quizzes.items()
        if lang == person.lang
        for q in quiz
    }
    asked = 0
    while True:
        question = held.get(frozenset(person.last.labels))
        if question is None:
            raise AssertionError(person.last)
        assert len(person.last.labels) == len(question.options)
        assert all(option.why not in person.last.html for option in question.options)
        option = question.options[question.right] if right else next(one for one in question.options if not one.right)
        await person.taps(option.text)
        asked += 1
        person.sees(option.why, words("Right.") if option.right else question.options[question.right].text)
        last = words("See the result") in person.last.labels
        await person.taps(words("See the result") if last else words("Next question"))
        if last:
            return asked


@pytest.mark.parametrize("lang", LANGS)
async def test_a_module_is_read_in_place_and_its_quiz_played(school_app, lang):
    words, guide = school_app.services.words[lang], school_app.services.engine.guide
    person = await learner(school_app, lang)
    first = guide.get("course/module-1", lang)
    await person.taps(words("Begin: {title}").format(title=first.title))
    count = len(person.messages)
    for part in course.parts(first, "everyone"):
        person.sees(part.title)
        await person.taps(words("Next") if words("Next") in person.last.labels else words("Activity"))
    person.sees("step 3 of 1")
    await person.taps(words("Back"))
    person.sees("part 4")
    await person.taps(words("Activity"))
    assert len(person.messages) == count  # edited in place
    await person.taps(words("Quiz"))
    assert await plays(person, school_app, first.id) == 6
    person.sees(words("Right answers: {right} of {asked}.").format(right=6, asked=6))
    await person.taps(words("What to take along"))
    person.sees(f"remember 1 {lang}")
    await person.taps(words("AI course"))
    assert f"{first.title} ✅" in person.last.labels
    person.sees(words("Modules done: {done} of {count}.").format(done=1, count=8))


@pytest.mark.parametrize("track", course.TRACKS)
async def test_each_track_reads_and_answers_its_own(school_app, track):
    person = await learner(school_app, track=track)
    await person.taps("модуль 1")
    await person.taps("Начать или продолжить")
    assert "из 4" in person.last.text if track == "everyone" else "из 5" in person.last.text
    await person.taps("Далее")
    for _ in range(3 if track != "everyone" else 2):
        await person.taps("Далее")
    await person.taps("Занятие")
    await person.taps("Тест")
    assert await plays(person, school_app, "course/module-1") == (6 if track == "everyone" else 7)


async def test_going_on_where_one_stopped(school_app):
    person = await learner(school_app)
    await person.taps("Начать:")
    await person.taps("Далее")
    await person.taps("Далее")
    await person.says("/course")
    await person.taps("Продолжить:")
    person.sees("part 3")


async def test_a_reading_speaks_the_other_languages(school_app):
    person = await learner(school_app)
    await person.taps("Начать:")
    await person.taps("Далее")
    await person.taps("Қазақша")
    person.sees("part 2 kk")
    await person.visitor._feed({"op": "lang", "lang": "en", "id": max(person.messages)})
    person.sees("part 2 en")


async def test_wrong_answers_are_explained_and_a_second_one_does_not_count(school_app):
    person = await learner(school_app)
    await person.taps("модуль 1")
    await person.taps("Тест")
    labels = person.last.labels
    number = max(person.messages)
    wrong = next(at for at in range(3) if at != 1)
    await person.taps(labels[wrong])
    person.sees("Не совсем", f"why {wrong} of m1 q1 ru", "Верный ответ: m1 q1 option 1")
    count = len(person.messages)
    await person.visitor._feed({"op": "tap", "id": number, "data": "v:1"})
    assert len(person.messages) == count
    await person.taps("Следующий вопрос")
    await person.visitor._feed({"op": "tap", "id": number + 1, "data": "c:next:ru:"})
    assert await plays(person, school_app, "course/module-1", right=False) == 5
    person.sees("Верных ответов: 0 из 6")


async def test_nothing_is_kept_unless_asked(school_app, monkeypatch):
    from bot.routers import learning

    monkeypatch.setattr(learning, "KIOSK_ID", 0)  # as on Telegram, where keeping makes sense
    person = await learner(school_app)
    code = school_app.services.vault.person(person.tab.id)

    async def kept():
        return await school_app.database.read(lambda c: c.execute(select(func.count()).select_from(rows)).scalar())

    await person.taps("модуль 1")
    await person.taps("Тест")
    await plays(person, school_app, "course/module-1")
    assert await kept() == 0
    assert (await school_app.services.people.get(code)).role is None
    await person.says("/course")
    person.sees("не хранятся")
    await person.taps("Хранить мои результаты")
    assert await kept() == 1
    await person.says("/mydata")
    person.sees("для всех", "модуль 1 ru: 6 из 6")
    await person.says("/course")
    assert "модуль 1 ru ✅" in person.last.labels
    await person.taps("Не хранить мои результаты")
    assert await kept() == 0
    assert (await school_app.services.people.get(code)).role is None
    await person.taps("Хранить мои результаты")
    await person.says("/forget")
    person.sees("результаты курса")
    assert await kept() == 0


async def test_the_kiosk_does_not_offer_to_keep(school_app):
    person = await learner(school_app)
    assert not any("Хранить" in label for label in person.last.labels)


@pytest.mark.parametrize("right", [True, False])
async def test_the_final_test_draws_over_the_modules(school_app, right):
    person = await learner(school_app, track="officials")
    await person.taps("Итоговый тест")
    assert await plays(person, school_app, "final", right) == FINAL_QUESTIONS
    assert needed(FINAL_QUESTIONS) == 12
    if right:
        person.sees("Вы прошли тест")
    else:
        person.sees("нужно верных ответов: 12").sees_not("Вы прошли")


async def test_an_old_quiz_says_that_it_is_put_away(school_app):
    person = await learner(school_app)
    await person.taps("модуль 1")
    await person.taps("Тест")
    await school_app.services.dialogues.drop(school_app.services.vault.person(person.tab.id), "quiz")
    await person.taps(person.last.labels[0])
    person.sees("отложен")


@pytest.mark.parametrize(
    "data",
    [
        "c:part:ru:99.99",
        "c:go:xx:1",
        "c:track:ru:kings",
        "c:quiz:ru:9999999999999",
        "c:lang:ru:1.part.-1",
        "c:next:ru:x",
        "c:::",
    ],
)
async def test_forged_buttons_of_the_course_do_no_harm(school_app, data):
    person = await Citizen(school_app).says("/course")
    message = person.tab.messages[max(person.messages)]
    await school_app.dispatcher.feed_update(school_app.kiosk, _update(person, message, data))
    await person.says("/course")
    assert "Курс об ИИ" in person.last.text or "Для кого курс?" in person.last.text


def _update(person, message, data):
    from aiogram.types import Update

    return Update.model_validate({"update_id": 1, **person.visitor._callback(message, data)})
