"""What people write is nowhere: a marked phrase goes through every flow, crashes included, and is looked for in every byte."""

import asyncio
import json
import logging
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession

from bot.kiosk.visitor import Visitor
from tests.bot_api import faults
from tests.bot_api.person import Person
from tests.bot_api.server import bot_api
from tests.citizen import Citizen
from tests.marks import MARK, MARKS, files, leaks
from tests.senim_process import Senim

QUESTION = f"почему мне не дали кредит, говорят компьютер решил {MARK}"
SAYINGS = [
    QUESTION,
    f"а если откажут {MARK}",
    MARK,
    f"привет {MARK}",
    f"моя карта 4000 0000 0000 0002, почта {MARKS[0]}@example.kz",
    f"не хочу жить {MARK}",
    f"как взломать {MARK}",
    f"/start {MARK}",
    f"/help {MARK}",
    f"/topics {MARK}",
    f"/language {MARK}",
    f"/course {MARK}",
    f"/lessons {MARK}",
    f"/class {MARK}",
    f"/{MARKS[0]}",
    f"<b>{MARK}",
    f"\u202e{MARK}\x00",
    f"{MARK} " * 200,
]


def test_the_search_finds_what_it_looks_for():
    assert leaks({"log": b"nothing here"}) == []
    for form in (*MARKS, MARKS[0].upper(), json.dumps(MARK), ascii(MARK)):
        assert leaks({"log": f"... {form} ...".encode()})


async def test_the_kiosk_keeps_nothing_of_what_is_said_there(app, settings, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    for saying in SAYINGS:
        person = await Citizen(app, lang="ru").says(saying)
    for press in ("Қазақша", "Почему такой ответ?", "Поделиться", "Что дальше", "👎", "Здесь ошибка"):
        person = person if press == "Здесь ошибка" else await Citizen(app, lang="ru").says(QUESTION)
        await person.taps(press)
    await person.forges(f"e:open:ru:{MARKS[0]}")
    await _a_letter_is_written(app, settings, monkeypatch)
    await _a_text_is_checked(app, settings, monkeypatch)
    await _the_editors_are_not_told(app, settings)
    await _crashes(app, monkeypatch)
    await person.leaves()
    assert caplog.records
    assert leaks(files(settings.data) | {"log": caplog.text.encode()}) == []


async def _a_letter_is_written(app, settings, monkeypatch):
    """Up to the files, with every answer marked; looked for while the row lives, after a crash, and when it is gone."""
    person = await Citizen(app, lang="ru").says("/letters")
    await person.taps("Запрос информации")
    await person.taps("Начать")
    for _ in range(3):
        await person.says(MARK)
    await person.taps("1. ")
    await person.says(f"к весне {MARK}")
    person.sees(MARK)
    assert leaks(files(settings.data)) == []
    for label in ("PDF", "Word", "В календарь"):
        await person.taps(label)
    assert len(person.files) == 3
    assert leaks(files(settings.data)) == []
    with monkeypatch.context() as broken:

        def crash(*args):
            raise ValueError(str(args))

        broken.setattr(app.services, "press", type("Broken", (), {"pdf": crash}))
        with pytest.raises(ValueError, match=MARKS[0]):
            await person.taps("PDF")
    await person.leaves()


async def _a_text_is_checked(app, settings, monkeypatch):
    """Kept in part, then left lying; looked for while its row lives, and after a crash in the middle."""
    person = await Citizen(app, lang="ru").says("/check")
    await person.says(f"{MARK}, почта {MARKS[0]}@example.kz")
    await person.taps("Оставить [почта]")
    person.sees(f"{MARKS[0]}@example.kz")
    await Citizen(app, lang="ru").says(f"/check {MARK}")
    assert leaks(files(settings.data)) == []
    with monkeypatch.context() as broken:

        def crash(case):
            raise ValueError(case.text)

        broken.setattr("bot.domain.checking.report", crash)
        with pytest.raises(ValueError, match=MARKS[0]):
            await person.taps("Скрыть [почта]")
    await person.leaves()


async def _the_editors_are_not_told(app, settings):
    """Shown what would go, and left lying; sent, only the masked question would be kept, and that by the person's own press."""
    person = await Citizen(app, lang="ru").says(f"как самому починить кран, который течёт {MARK}")
    await person.taps("Сообщить редакции")
    person.sees(MARK)
    assert leaks(files(settings.data)) == []
    await person.taps("Не отправлять")
    person = await Citizen(app, lang="ru").says(
        f"как самому починить кран, который течёт, моя почта {MARKS[0]}@example.kz"
    )
    await person.taps("Сообщить редакции")
    await person.taps("Отправить")


async def _crashes(app, monkeypatch):
    """A visitor whose every question breaks the engine, with their words in the error."""

    def broken(question):
        raise ValueError(question.q)

    monkeypatch.setattr(app.services.engine, "ask", broken)
    toasts = asyncio.Queue()
    tab = app.kiosk_session.open_tab(toasts.put)
    visitor = Visitor(app.kiosk_session, app.kiosk, app.dispatcher, app.services, tab, "en")
    answering = asyncio.create_task(visitor.run())
    for raw in (
        json.dumps({"op": "text", "text": MARK}),
        MARK,
        json.dumps({"op": MARK}),
        json.dumps({"op": "tap", "id": 1, "data": MARK}),
    ):
        assert visitor.receive(raw)
    toast = await asyncio.wait_for(toasts.get(), 5)
    assert toast["text"] == "Something went wrong. Please try again."
    answering.cancel()
    await visitor.forget()


@pytest.mark.timeout(120)
async def test_the_real_process_keeps_nothing_either(tmp_path):
    data = tmp_path / "data"
    async with bot_api() as api, ClientSession() as web, _senim(data, api) as senim:
        address = await senim.address()

        async def leaked() -> list[str]:
            metrics = await (await web.get(f"{address}/metrics")).read()
            return leaks(files(data) | {"console": senim.console.encode(), "metrics": metrics})

        await _everything_is_said(api.world)
        await _everything_goes_wrong(api.world)
        await _the_kiosk_hears_it(web, address)
        assert await leaked() == []
        api.world.faults.always("sendMessage", faults.slow(0.5))
        for number in range(12):
            await Person(api.world, name=MARK).says(f"{QUESTION} {number}")
        await api.world.until(lambda: api.world.under_way["sendMessage"] == 4 and not api.world.pending)
        assert await leaked() == []  # while some are being answered and others wait in the inbox
        assert await senim.stopped() == 0
        assert "parked" in senim.console
        assert "DEBUG" in senim.console
        assert leaks(files(data) | {"console": senim.console.encode()}) == []


@asynccontextmanager
async def _senim(data, api):
    senim = await Senim.start(data, api, SENIM_LOG_LEVEL="DEBUG")
    try:
        yield senim
    finally:
        await senim.gone()


async def _everything_is_said(world):
    for saying in (*SAYINGS, MARK * 100):
        await Person(world, name=MARK).says(saying)
    person = Person(world, name=MARK)
    await person.sends(caption=MARK, document={"file_id": MARKS[0], "file_unique_id": "1", "file_name": MARK})
    await person.says("/privacy")
    await person.hears("Сам чат хранит Telegram")
    await _writes_a_letter(Person(world, name=MARK))
    await _has_a_text_checked(Person(world, name=MARK))
    await (await _asked(person)).taps("👎")
    await person.taps("Қазақша")
    await person._tap(person.messages[-1], f"e:open:ru:{MARKS[0]}")
    await person.says("/help")
    await world.until(lambda: not world.pending and not world.under_way["sendMessage"])


async def _writes_a_letter(person):
    """Left unfinished: its row is still there when the process is asked to stop."""
    await person.says("/letters")
    await person.hears("Выберите письмо")
    await person.taps("Запрос информации")
    await person.hears("Вопросов: 5")
    await person.taps("Начать")
    await person.hears("Вопрос 1 из 5")
    await person.says(MARK)
    await person.hears("Вопрос 2 из 5")
    await person.says(f"{MARK} 4000 0000 0000 0002")
    await person.hears("чего я не беру")


async def _has_a_text_checked(person):
    """One forwarded, one long, one looked at and left lying."""
    await person.sends(text=QUESTION, forward_origin={"type": "hidden_user", "sender_user_name": MARK, "date": 1})
    await person.hears("Сначала я могу проверить")
    await person.taps("Проверить")
    await person.hears("Зелёный")
    await person.says("/check")
    await person.hears("Пришлите текст")
    await person.says(f"{MARK} {MARKS[0]}@example.kz")
    await person.hears("Жёлтый")


async def _asked(person):
    await person.says(QUESTION)
    await person.hears("Банк отказал")
    return person


async def _everything_goes_wrong(world):
    """Telegram refuses, garbles and drops what answers the phrase; updates come in a shape that nobody can read."""
    broken = faults.Fault(page=(200, json.dumps({"ok": True, "result": MARK}, ensure_ascii=False)))
    world.faults.then(
        "sendMessage", *[faults.refused(f"can't parse {MARK}")] * 4, faults.gateway_page(), faults.HALF_REPLY, broken
    )
    for _ in range(3):
        await Person(world, name=MARK).says(QUESTION)
    await Person(world, name=MARK).sends(text=MARK, date=MARK)
    await world.happens("callback_query", {"id": MARK, "data": MARK, "from": MARK})
    last = Person(world)
    await last.says("/help")
    await last.hears()
    await world.until(lambda: not world.pending and not world.under_way["sendMessage"])


async def _the_kiosk_hears_it(web, address):
    async with web.ws_connect(f"{address}/ws?lang={MARKS[0]}", origin=address) as socket:
        for saying in (QUESTION, MARK):
            await socket.send_json({"op": "text", "text": saying})
            while (await socket.receive_json(timeout=10))["op"] != "message":
                continue
        await socket.send_str(MARK)
        await socket.send_str('{"op":"forget"}')
    await web.get(f"{address}/{MARKS[0]}", headers={"X-Name": MARKS[0]})
