"""A class without accounts, at the kiosk: joining, questions, counts, the sheet, the end; nothing left of it."""

import asyncio
import logging
from itertools import count, pairwise
from random import Random

import pytest
from sqlalchemy import func, select

from bot.delivery.latest import PACE, Latest
from bot.domain import classroom
from bot.domain.flood import Flood
from bot.store.tables import class_answers, class_pupils, classes
from bot.views.nicknames import COUNT, nickname
from tests.citizen import Citizen
from tests.conftest import ROOT
from tests.teaching_guide import LANGS
from tests.test_marked_phrase import files
from tests.virtual_time import VirtualTime

TABLES = (classes, class_pupils, class_answers)


async def rows(app):
    """How many rows each table of a class has."""
    return [
        await app.database.read(lambda c, t=t: c.execute(select(func.count()).select_from(t)).scalar()) for t in TABLES
    ]


class Lesson:
    """A teacher and pupils."""

    def __init__(self, app, lang="ru"):
        self.app, self.lang, self.words = app, lang, app.services.words[lang]
        app.services.flood = Flood(count(step=60).__next__)
        app.services.latest._sleep = lambda seconds: asyncio.sleep(0)
        self.teacher = Citizen(app, lang=lang)

    async def begins(self, lesson="grades-5-6-secret"):
        await self.teacher.says("/class")
        await self.teacher.taps(self.words("Open a class"))
        self.code = (
            await self.app.services.classes.of_teacher(self.app.services.vault.person(self.teacher.tab.id))
        ).code
        await self.teacher.taps(self.words("Choose a quiz"))
        await self.teacher.taps(f"{lesson} {self.lang}")
        return self

    async def joins(self, lang="ru", by="/start c_{code}"):
        pupil = await Citizen(self.app, lang=lang).says(by.format(code=self.code))
        await self.app.services.latest.settle()
        return pupil

    async def asks(self, number, of=6):
        await self.teacher.taps(self.words("Ask question {number} of {count}").format(number=number, count=of))

    async def sees(self, *texts):
        await self.app.services.latest.settle()
        self.teacher.sees(*texts)


@pytest.mark.parametrize("lang", LANGS)
async def test_a_lesson_from_the_code_to_the_sheet(school_app, lang):
    lesson = await Lesson(school_app, lang).begins()
    words = lesson.words
    pupils = [await lesson.joins("kk"), await lesson.joins("ru", "/class {code}"), await lesson.joins("en", "{code}")]
    names = [pupil.last.text.split("“")[-1].split("”")[0].split("«")[-1].split("»")[0] for pupil in pupils]
    assert len(set(names)) == 3
    await lesson.sees(words("Pupils here: {count}").format(count=3))
    await lesson.asks(1)
    for pupil, choice in zip(pupils, (1, 1, 0), strict=True):
        pupil.sees(f"Question 1 of grades-5-6-secret in {pupil.lang}")
        assert "why" not in pupil.last.html
        await pupil.taps(pupil.last.labels[choice])
        pupil.sees(f"option {choice} {pupil.lang}").sees_not("why")
    await lesson.sees(
        words("Answered: {count} of {all}").format(count=3, all=3), f"option 1 {lang} — 2", f"option 0 {lang} — 1"
    )
    await lesson.teacher.taps(words("Show the answer"))
    lesson.teacher.sees(
        f"✅ {'ӘБВ'[0] if lang == 'kk' else 'Б' if lang == 'ru' else 'B'}) grades-5-6-secret q1 option 1 {lang} — 2",
        f"why 0 of grades-5-6-secret q1 {lang}",
    )
    pupils[2].sees("❌ grades-5-6-secret q1 option 0 en", "why 0", "why 1")
    pupils[0].sees("✅ grades-5-6-secret q1 option 1 kk", "why 1").sees_not("why 0")
    await lesson.asks(2)
    await pupils[0].taps(pupils[0].last.labels[2])
    await lesson.teacher.taps(words("Show the answer"))
    await lesson.teacher.taps(words("End the class"))
    await lesson.teacher.taps(words("End it and give me the sheet"))
    sheet = next(shown for shown in lesson.teacher.messages.values() if words("What the class knows") in shown.text)
    assert (
        words("Pupils: {pupils}. Questions: {questions}. Right answers in all: {share} %.").format(
            pupils=3, questions=2, share=75
        )
        in sheet.text
    )
    assert words("{right} of {answered} right").format(right=2, answered=3) in sheet.text
    assert not any(name in sheet.text for name in names)
    assert lesson.teacher.files[f"senim-class-{lang}.pdf"].startswith(b"%PDF")
    assert await rows(school_app) == [0, 0, 0]
    for pupil in pupils:
        pupil.sees(
            school_app.services.words[pupil.lang](
                "The class has ended. Your nickname and your answers are deleted. Thank you."
            )
        )


async def test_late_joiners_get_the_question_and_second_answers_do_not_count(school_app):
    lesson = await Lesson(school_app).begins()
    await lesson.asks(1)
    pupil = await lesson.joins()
    pupil.sees("Question 1 of grades-5-6-secret")
    number, data = max(pupil.messages), [button["data"] for button in pupil.last.buttons[0]]
    await pupil.taps(pupil.last.labels[0])
    message = pupil.tab.messages[number]
    for one in (data[1], "k:a:ru:1.9", "k:a:ru:2.0", "k:a:ru:x", "k:a:ru:1.-1"):
        await forged(school_app, pupil, message, one)
    room = await school_app.services.classes.get(lesson.code)
    assert {key: dict(counter) for key, counter in (await school_app.services.pupils.counts(room)).items()} == {
        "lessons/grades-5-6-secret#q1": {0: 1}
    }
    await pupil.says(f"/start c_{lesson.code}")  # back after a lost page: the same name, no second question
    assert (await rows(school_app))[1] == 1
    pupil.sees("Вы –")


async def forged(app, person, message, data):
    from aiogram.types import Update

    await app.dispatcher.feed_update(
        app.kiosk, Update.model_validate({"update_id": 1, **person.visitor._callback(message, data)})
    )


async def test_a_button_pressed_twice_asks_once(school_app):
    lesson = await Lesson(school_app).begins()
    pupil = await lesson.joins()
    message = lesson.teacher.tab.messages[max(lesson.teacher.messages)]
    await lesson.asks(1)
    seen = len(pupil.messages)
    await forged(school_app, lesson.teacher, message, "k:ask:ru:1")
    assert len(pupil.messages) == seen
    assert (await school_app.services.classes.get(lesson.code)).place == 0


async def test_a_question_that_was_half_sent_reaches_the_rest(school_app, monkeypatch):
    """As after a crash in the middle: the inbox gives the tap again, and only those without the question get it."""
    from bot.routers import room as rooms

    lesson = await Lesson(school_app).begins()
    pupils = [await lesson.joins() for _ in range(3)]
    message = lesson.teacher.tab.messages[max(lesson.teacher.messages)]
    posted, real = [], rooms.post

    async def dies(services, seat, screen):
        if len(posted) == 1:
            raise ConnectionError
        posted.append(seat)
        return await real(services, seat, screen)

    monkeypatch.setattr(rooms, "post", dies)
    with pytest.raises(ConnectionError):
        await forged(school_app, lesson.teacher, message, "k:ask:ru:1")
    monkeypatch.setattr(rooms, "post", real)
    await forged(school_app, lesson.teacher, message, "k:ask:ru:1")
    for pupil in pupils:
        assert sum("Question 1 of" in shown.text for shown in pupil.messages.values()) == 1


async def test_a_restart_in_the_middle_loses_nothing(school_app, settings, school):
    from bot.app import build
    from bot.store.database import close_database

    lesson = await Lesson(school_app).begins()
    pupil = await lesson.joins()
    await lesson.asks(1)
    await pupil.taps(pupil.last.labels[1])
    again = await build(settings, school)
    try:
        lesson.app = lesson.teacher.app = again
        teacher = Citizen(again, number=lesson.teacher.tab.id - 2**52)
        await teacher.says("/class")
        teacher.sees("Ответили: 1 из 1", "option 1 ru — 1")
        back = Citizen(again, number=pupil.tab.id - 2**52)
        await back.says("/class")
        back.sees("Вы –")
        await teacher.taps("Показать ответ")
        await teacher.taps("Задать вопрос 2")
        back.sees("Question 2 of")
    finally:
        await close_database(again.database)


async def test_the_code_can_be_typed_on_any_keyboard(school_app):
    lesson = await Lesson(school_app).begins()
    cyrillic = lesson.code.translate(str.maketrans("CHKMPTX", "СНКМРТХ")).lower()
    pupil = await lesson.joins(by=f" {cyrillic} ")
    pupil.sees("Вы –")


@pytest.mark.parametrize("text", ["/class QQQQQ", "/start c_CHK24", "/start c_<b>", "/class 'OR 1=1"])
async def test_a_class_that_is_not_there_says_so(school_app, text):
    person = await Citizen(school_app).says(text)
    person.sees("Сейчас такого класса нет")


async def test_a_word_like_a_code_is_a_question(school_app):
    person = await Citizen(school_app).says("CHK24")
    person.sees_not("класса нет")


async def test_leaving_frees_the_seat_and_keeps_the_sums(school_app):
    lesson = await Lesson(school_app).begins()
    pupil = await lesson.joins()
    await lesson.asks(1)
    await pupil.taps(pupil.last.labels[1])
    await pupil.leaves()  # «finish and forget»
    await lesson.teacher.taps("Показать ответ")
    lesson.teacher.sees("Ответили: 1 из 0")
    assert (await rows(school_app))[1:] == [0, 1]
    code = school_app.services.vault.person(pupil.tab.id)
    await school_app.database.close()
    assert code.encode() not in b"".join(files(lesson.app.settings.data).values())


async def test_the_teacher_who_forgets_ends_the_class(school_app):
    lesson = await Lesson(school_app).begins()
    await lesson.joins()
    await lesson.teacher.says("/mydata")
    lesson.teacher.sees(lesson.code)
    await lesson.teacher.says("/forget")
    lesson.teacher.sees("класс")
    assert await rows(school_app) == [0, 0, 0]


async def test_a_broken_line_ends_no_class(school_app):
    lesson = await Lesson(school_app).begins()
    await lesson.teacher.visitor.forget(left=False)
    assert await rows(school_app) == [1, 0, 0]


async def test_after_a_day_nothing_is_left(school_app, clock):
    school_app.services.classes._clock = clock
    lesson = await Lesson(school_app).begins()
    pupil = await lesson.joins()
    await lesson.asks(1)
    await pupil.taps(pupil.last.labels[1])
    clock.at += 24 * 3600 - 1
    assert await school_app.services.classes.sweep() == 0
    assert await rows(school_app) == [1, 1, 1]
    clock.at += 1
    assert await school_app.services.classes.get(lesson.code) is None  # at once, not only when it is swept
    assert await school_app.services.classes.sweep() == 1
    assert await rows(school_app) == [0, 0, 0]


async def test_a_wrong_clock_keeps_no_class_for_ever(school_app, clock):
    school_app.services.classes._clock = clock
    await Lesson(school_app).begins()
    clock.at -= 10 * 24 * 3600
    assert await school_app.services.classes.sweep() == 1


async def test_forty_pupils_at_once(school_app):
    """Every answer counts once, in the order of the questions, and nothing is left."""
    lesson = await Lesson(school_app).begins()
    pupils = [Citizen(school_app, lang=LANGS[at % 3]) for at in range(40)]
    await asyncio.gather(*(pupil.says(f"/start c_{lesson.code}") for pupil in pupils))
    await lesson.sees("Учеников здесь: 40")
    chance, right = Random(7), 0
    for number in range(1, 7):
        await lesson.asks(number)
        choices = [chance.randrange(3) for _ in pupils]
        right += sum(choice == number % 3 for choice in choices)
        await asyncio.gather(
            *(pupil.taps(pupil.last.labels[choice]) for pupil, choice in zip(pupils, choices, strict=True))
        )
        await lesson.sees("Ответили: 40 из 40", *(f"option {at} ru — {choices.count(at)}" for at in range(3)))
        await lesson.teacher.taps("Показать ответ")
    for pupil in pupils:
        asked = [shown.text.split(" of ")[0] for shown in pupil.messages.values() if "Question " in shown.text]
        assert asked == [f"Question {number}" for number in range(1, 7)]
    room = await school_app.services.classes.get(lesson.code)
    nicks = [pupil.nick for pupil in await school_app.services.pupils.all(room)]
    assert len(set(nicks)) == 40
    await lesson.teacher.taps("Закончить класс")
    await lesson.teacher.taps("Закончить и получить лист")
    sheet = next(shown for shown in lesson.teacher.messages.values() if "Что знает класс" in shown.text)
    assert f"Верных ответов: {round(100 * right / 240)} %" in sheet.text
    assert await rows(school_app) == [0, 0, 0]
    await school_app.database.close()
    assert lesson.code.encode() not in b"".join(files(school_app.settings.data).values())


async def test_nobody_lies_there_in_clear(school_app, caplog):
    caplog.set_level(logging.DEBUG)
    lesson = await Lesson(school_app).begins()
    pupil = await lesson.joins()
    await lesson.asks(1)
    await pupil.taps(pupil.last.labels[1])
    name = nickname(school_app.services.engine.guide.root, 0, "ru")
    kept = b"".join(files(school_app.settings.data).values()) + caplog.text.encode()
    assert lesson.code.encode() in kept
    for person in (pupil, lesson.teacher):
        assert str(person.tab.id).encode() not in kept
    assert name.encode() not in kept


async def test_edits_are_paced_and_the_newest_is_shown():
    """Ten changes in each of three seconds: at most one edit a second, and the last one shows the last change."""
    time = VirtualTime()
    latest, shown = Latest(sleep=time.sleep), []

    async def lesson():
        for number in range(30):

            async def show(number=number):
                shown.append((time(), number))

            latest.touch("panel", show)
            await time.sleep(0.1)
        await latest.settle()

    await time.run(lesson())
    assert shown[0][1] == 0
    assert shown[-1][1] == 29
    assert len(shown) == 4
    assert all(later - earlier >= PACE for (earlier, _), (later, _) in pairwise(shown))


@pytest.mark.parametrize("lang", LANGS)
def test_nicknames_are_enough_and_each_its_own(lang):
    names = [nickname(ROOT / "knowledge", number, lang) for number in range(COUNT)]
    assert len(set(names)) == COUNT
    assert all(len(name.split()) == 2 for name in names)


def test_codes_are_easy_to_tell_apart():
    chance = Random(1)
    for _ in range(500):
        code = classroom.new_code(chance)
        assert classroom.read_code(code) == code
        assert not set(code) & set("O0I1LBZ5S3QGDUVWYN")
    assert classroom.read_code("abc") is None
