"""Off switches and flood control."""

import subprocess

import pytest

from bot.domain.flood import BURST, Flood, Verdict
from bot.store.switches import FRESH_SECONDS, Switches
from tests.citizen import Citizen
from tests.conftest import BIN
from tests.recorder import Chat


def test_a_burst_is_fine_then_one_kind_line_then_silence(clock):
    flood = Flood(clock)
    assert [flood.judge("a") for _ in range(BURST + 3)] == [Verdict.go] * BURST + [
        Verdict.tell,
        Verdict.drop,
        Verdict.drop,
    ]
    assert flood.judge("b") is Verdict.go
    clock.at += 60
    assert flood.judge("a") is Verdict.go


async def test_a_person_who_writes_without_end_is_told_once(app):
    person = Citizen(app)
    for _ in range(BURST + 5):
        await person.says("/help")
    assert sum("Слишком быстро" in shown.text for shown in person.messages.values()) == 1
    assert len(person.messages) == BURST + 1


@pytest.mark.parametrize("lang", ["*", "ru"])
async def test_a_closed_door_says_why(app, lang):
    await app.services.switches.turn("kiosk", lang, "идёт проверка <b>путеводителя</b>")
    person = await Citizen(app).says("/topics")
    person.sees("Senim пока закрыт: идёт проверка <b>путеводителя</b>")
    english = await Citizen(app, lang="en").says("/topics")
    assert ("closed" in english.last.text) == (lang == "*")
    telegram = Chat(app)
    await telegram.says("/topics")
    assert "закрыт" not in telegram.sent[0].text
    await app.services.switches.turn("kiosk", lang, None)
    await person.says("/topics")
    person.sees_not("закрыт")


async def test_every_turn_is_recorded(app, clock):
    switches = Switches(app.database, clock)
    await switches.turn("telegram", "*", "потому")
    await switches.turn("telegram", "*", None)
    assert [(turn.door, turn.why) for turn in await switches.history()] == [("telegram", "потому"), ("telegram", None)]


async def test_a_switch_turned_elsewhere_works_within_seconds(app, clock):
    ours, theirs = Switches(app.database, clock), Switches(app.database, clock)
    assert await ours.why_off("kiosk", "kk") is None
    await theirs.turn("kiosk", "*", "ремонт")
    clock.at += FRESH_SECONDS + 1
    assert await ours.why_off("kiosk", "kk") == "ремонт"


def test_the_command_line_turns_it(tmp_path, monkeypatch):
    def senim(*words):
        return subprocess.run([BIN / "senim", *words], capture_output=True, text=True, timeout=60, check=False)

    assert senim("off", "kiosk", "--why", "ремонт").stdout == "kiosk is off: ремонт\n"
    assert senim("on", "kiosk").returncode == 0
    assert [line.split(" ", 2)[2] for line in senim("on").stdout.splitlines()] == ["kiosk * off: ремонт", "kiosk * on"]
    assert senim("off", "window", "--why", "x").returncode == 2
