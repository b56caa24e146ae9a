"""«Tell the editors»: only by the person's own press, only what they have seen, nothing of who; grouped for whoever writes."""

import datetime
import json

import pytest

from bot.commands import gaps as command
from bot.domain.people import today
from bot.routers.gaps import masked
from bot.store.gaps import Gap, Gaps
from retrieval.likeness import groups
from tests.citizen import Citizen

LANGS = ("kk", "ru", "en")
OUTSIDE = {
    "kk": "бешбармақты қалай пісіреді",
    "ru": "как самому починить кран, который течёт",
    "en": "how do i cook beshbarmak",
}
CREDIT = "почему мне не дали кредит, говорят компьютер решил"


async def kept(app):
    return await app.services.gaps.since(datetime.date.min)


@pytest.mark.parametrize("lang", LANGS)
async def test_a_question_without_an_answer_goes_to_the_editors_as_seen(app, lang):
    words = app.services.words[lang]
    person = await Citizen(app, lang=lang).says(f"{OUTSIDE[lang]} aigerim@example.kz")
    assert await kept(app) == []
    await person.taps(words("Tell the editors"))
    shown = masked(f"{OUTSIDE[lang]} aigerim@example.kz", lang)
    person.sees(words("This will go to the editors, and nothing else"), shown).sees_not("aigerim")
    assert await kept(app) == []  # seen, and not yet sent
    await person.taps(words("Send it"))
    person.sees(words("Thank you, it is with the editors. No reply comes: nobody knows who asked."))
    assert await kept(app) == [Gap(today(), lang, None, shown)]
    assert "[" in shown


async def test_do_not_send_sends_nothing(app, citizen):
    await citizen.says(OUTSIDE["ru"])
    await citizen.taps("Сообщить редакции")
    confirm = max(citizen.messages)
    data = next(b["data"] for row in citizen.messages[confirm].buttons for b in row if b["label"] == "Отправить")
    await citizen.taps("Не отправлять")
    citizen.sees("Ничего не отправлено")
    await citizen.visitor._feed({"op": "tap", "id": confirm, "data": data})
    assert await kept(app) == []


async def test_what_was_seen_is_what_goes_whatever_is_asked_meanwhile(app, citizen):
    await citizen.says(OUTSIDE["ru"])
    await citizen.taps("Сообщить редакции")
    await citizen.says("какая погода завтра в Караганде")
    await citizen.taps("Отправить")
    assert [gap.question for gap in await kept(app)] == [OUTSIDE["ru"]]


async def test_after_a_thumb_down_the_answer_is_named(app, citizen, guide):
    await citizen.says(CREDIT)
    await citizen.taps("👎")
    await citizen.taps("Сообщить редакции")
    citizen.sees(CREDIT, guide.get("guide/rights/credit-decision", "ru").title)
    await citizen.taps("Отправить")
    assert await kept(app) == [Gap(today(), "ru", "guide/rights/credit-decision", CREDIT)]


async def test_a_forgotten_question_is_asked_for_again(app, citizen):
    await citizen.says(OUTSIDE["ru"])
    await citizen.says("/mydata")
    citizen.sees("Вопросов в рабочей памяти, не дольше 15 минут: 1")
    await citizen.says("/forget")
    citizen.sees("вопросы в рабочей памяти")
    await citizen.taps("Сообщить редакции")
    assert "уже не помню" in citizen.toasts[-1]


@pytest.mark.parametrize("question", [CREDIT, "спасибо", "не хочу больше жить"])
async def test_what_was_answered_offers_no_editors(citizen, question):
    await citizen.says(question)
    assert "Сообщить редакции" not in citizen.last.labels


def test_a_mask_is_whole_and_short():
    assert masked("карта 4000 0000 0000 0002\nи всё", "ru") == "карта [карта]\nи всё"
    assert len(masked("слово " * 400, "ru")) <= 500


def test_likeness_puts_the_same_question_together():
    asked = [
        "как варить бешбармак", "Сколько стоит билет до Астаны?", "как сварить бешбармак дома", "сколько стоит билет в астану",
        "КАК ВАРИТЬ БЕШБАРМАК", "бешбармақты қалай пісіреді",
    ]  # fmt: skip
    assert groups(asked) == [[0, 2, 4], [1, 3], [5]]
    assert groups(["мәтін ғқң", "матин гкн", ""]) == [[0, 1], [2]]  # both keyboards, and nothing at all
    assert groups([]) == []


@pytest.fixture
async def three(app):
    for day, question in ((1, "как варить бешбармак"), (2, "билет до Астаны"), (3, "как сварить бешбармак")):
        await app.services.gaps.add(Gap(datetime.date(2026, 11, day), "ru", None, question))


async def test_the_command_shows_groups_and_deletes_what_is_old(app, settings, three, capsys):
    found = await command._read(datetime.date(2026, 11, 2))
    assert [gap.day.day for gap in found] == [2, 3]
    members = [gap for gap in await Gaps(app.database).since(datetime.date.min) if "бешбармак" in gap.question]
    assert command._shown(members).startswith("2 × ru, last 2026-11-03\n    как варить")
    assert json.loads(command._line(members))["count"] == 2
    assert await command._delete(datetime.date(2026, 11, 3)) == 2
    assert [gap.day.day for gap in await kept(app)] == [3]


def test_the_command_with_nothing_to_show(capsys):
    assert command.main([]) == 0
    assert "No question" in capsys.readouterr().out
    assert command.main(["--json"]) == 0
    assert capsys.readouterr().out == ""
