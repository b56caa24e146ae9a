"""The safe-sharing check: what is seen, what the copy keeps, and that nothing of it stays."""

import pytest

from bot.domain import checking
from bot.domain.checking import Case
from bot.domain.sharing import Light, Reason
from bot.kiosk.plain import plain
from retrieval import private
from tests.citizen import Citizen

CARD, PHONE, EMAIL = "4000 0000 0000 0002", "+7 701 123 45 67", "aigerim@example.kz"
TEXT = f"Позвоните мне: {PHONE} или напишите на {EMAIL}. Карта {CARD}, телефон тот же: 8 701 123 45 67."
LANGS = ("kk", "ru", "en")


def test_the_report_of_a_text():
    found = checking.report(Case("ru", TEXT))
    assert found.advice.light is Light.red
    assert [piece.label for piece in found.pieces] == ["[телефон]", "[почта]", "[карта]"]
    assert [piece.may_stay for piece in found.pieces] == [True, True, False]
    assert found.pieces[2].hint == ""
    assert found.copy_advice.reason is Reason.nothing
    for value in (PHONE, EMAIL, CARD):
        assert value not in found.copy
    assert found.copy.count("[телефон]") == 2


def test_what_is_kept_stays_everywhere_and_changes_the_light_of_the_copy():
    phone = checking.report(Case("ru", TEXT)).pieces[0]
    found = checking.report(checking.toggled(Case("ru", TEXT), phone.place))
    assert PHONE in found.copy
    assert "8 701 123 45 67" in found.copy
    assert found.copy_advice.light is Light.yellow
    assert found.pieces[0].stays
    assert checking.toggled(checking.toggled(Case("ru", TEXT), 1), 1).keep == []


@pytest.mark.parametrize("place", [*range(4), 99, -1])
def test_what_goes_into_no_ai_never_stays(place):
    assert CARD not in checking.report(Case("ru", TEXT, keep=[place])).copy


async def _checked(app, lang, text=TEXT):
    person = await Citizen(app, lang=lang).says("/check")
    person.sees(app.services.words[lang]("Check a text before you share it"))
    return await person.says(text)


@pytest.mark.parametrize("lang", LANGS)
async def test_a_text_is_checked_cleaned_and_forgotten(app, guide, lang):
    words = app.services.words[lang]
    person = await _checked(app, lang)
    person.sees(
        words("Red: do not send it as it is"), private.explain("card", lang).why, private.explain("phone", lang).why
    )
    person.sees_not(CARD, EMAIL)
    copy = plain(person.last.html.split("<pre>")[1].split("</pre>")[0])
    label = private.explain("phone", lang).label
    assert f"[{label}]" in copy
    count = len(person.messages)
    await person.taps(words("Keep {piece}").format(piece=f"[{label}]"))
    person.sees(PHONE).sees_not(EMAIL)
    assert len(person.messages) == count  # in place
    await person.taps(words("Hide {piece}").format(piece=f"[{label}]"))
    person.sees_not(PHONE)
    await person.taps(words("What the colours mean"))
    person.sees(guide.get("guide/safe-sharing/share-or-not", lang).title)
    await person.taps(words("Done, delete it"))
    person.sees(words("The text is erased here. On Telegram delete its message from the chat as well."))
    assert await _rows(app, person) == []
    await person.taps(words("Keep {piece}").format(piece=f"[{label}]"))
    person.sees(words("The text is not here any more: it is erased after 15 minutes. Send it again to check it."))


async def _rows(app, person):
    return await app.services.dialogues.kinds(app.services.vault.person(person.tab.id))


async def test_a_clean_text_gets_a_green_light_and_no_promise(app):
    person = await _checked(
        app, "ru", "Как приготовить бешбармак на восемь человек? Закон от 2013 года, цена 5 000 тенге."
    )
    person.sees("Зелёный", "Могу и пропустить")
    assert "<pre>" not in person.last.html


async def test_the_command_takes_the_text_along(citizen, app):
    await citizen.says(f"/check моя почта {EMAIL}")
    citizen.sees("Жёлтый", "[почта]").sees_not(EMAIL)


async def test_a_long_text_is_answered_and_offered_a_check(citizen, guide, app):
    story = "почему мне не дали кредит, говорят компьютер решил. " + "Я просил объяснить, мне отказали. " * 20
    await citizen.says(f"{story} Моя почта {EMAIL}")
    citizen.sees("Сначала я могу проверить")
    await citizen.taps("Проверить")
    citizen.sees("Жёлтый").sees_not(EMAIL)
    await citizen.taps("Готово, удалить")
    assert await _rows(app, citizen) == []
    await citizen.says("почему мне не дали кредит, говорят компьютер решил")
    citizen.sees(guide.get("guide/rights/credit-decision", "ru").title)


async def test_a_check_that_waits_for_its_text_gives_way(citizen, guide, app):
    await citizen.says("/check")
    await citizen.says("/help")
    await citizen.says("почему мне не дали кредит, говорят компьютер решил")
    citizen.sees(guide.get("guide/rights/credit-decision", "ru").title)
    await citizen.says("/check")
    await citizen.taps("Не сейчас")
    assert await _rows(app, citizen) == []
    await citizen.says("/check")
    await citizen.says("не хочу больше жить")
    citizen.sees(guide.reply("crisis", "ru"))


async def test_only_one_thing_listens(citizen):
    await citizen.says("/check")
    await (await (await citizen.says("/letters")).taps("Запрос информации")).taps("Начать")
    await citizen.says("Акимат")
    citizen.sees("Вопрос 2 из")
    await citizen.says("/check")
    await citizen.says(f"почта {EMAIL}")
    citizen.sees("Жёлтый")


async def test_hostile_text_is_shown_as_text(citizen):
    await citizen.says(f"/check <b>{EMAIL}</b></pre><script>alert(1)</script>")
    assert "<script" not in citizen.last.html
    assert citizen.last.html.count("<pre>") == citizen.last.html.count("</pre>") == 1


async def test_a_text_of_8000_characters_is_checked(citizen):
    await citizen.says("/check")
    await citizen.says("слово " * 1300 + EMAIL)
    assert any("Жёлтый" in shown.text for shown in citizen.messages.values())
    assert not any(EMAIL in shown.text for shown in citizen.messages.values())


async def test_forged_places_do_nothing(citizen):
    await citizen.says("/check")
    await citizen.says(f"почта {EMAIL}")
    before = dict(citizen.messages)
    for data in ("v:keep:ru:99", "v:keep:ru:x", "v:look:zz:0", "v:done"):
        await citizen.forges(data)
    assert citizen.messages == before
