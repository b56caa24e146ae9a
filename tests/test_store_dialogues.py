"""What is unfinished with a person: kept encrypted under a code for a quarter of an hour, then gone from every byte."""

import pytest

from bot.store.dialogues import SECONDS, Dialogues
from bot.store.vault import Vault

CODE, OTHER = "c" * 64, "d" * 64
FIELDS = {"answers": {"name": "Әйгерім"}, "at": 2}


@pytest.fixture
def dialogues(app, clock):
    return Dialogues(app.database, app.services.vault, clock)


async def test_each_kind_of_each_person_has_its_own_row(dialogues):
    await dialogues.put(CODE, "letter", FIELDS)
    await dialogues.put(CODE, "check", {"text": "x"})
    await dialogues.put(OTHER, "letter", {"at": 1})
    assert await dialogues.get(CODE, "letter") == FIELDS
    assert await dialogues.kinds(CODE) == ["check", "letter"]
    await dialogues.put(CODE, "letter", {"at": 3})
    assert await dialogues.get(CODE, "letter") == {"at": 3}
    assert await dialogues.drop(CODE, "letter")
    assert not await dialogues.drop(CODE, "letter")
    assert await dialogues.get(CODE, "letter") is None
    assert await dialogues.get(OTHER, "letter") == {"at": 1}


async def test_a_quarter_of_an_hour_after_the_last_touch_it_is_gone(dialogues, clock):
    await dialogues.put(CODE, "letter", {"at": 1})
    clock.at += SECONDS - 1
    await dialogues.put(CODE, "letter", {"at": 2})
    clock.at += SECONDS - 1
    assert await dialogues.get(CODE, "letter") == {"at": 2}
    assert await dialogues.sweep() == 0
    clock.at += 1
    assert await dialogues.get(CODE, "letter") is None
    assert await dialogues.kinds(CODE) == []
    assert await dialogues.sweep() == 1


async def test_a_row_from_a_time_to_come_does_not_stay_for_ever(dialogues, clock):
    clock.at += 1e9
    await dialogues.put(CODE, "letter", FIELDS)
    clock.at -= 1e9
    assert await dialogues.get(CODE, "letter") is None
    assert await dialogues.sweep() == 1


async def test_another_secret_cannot_read_it(app, dialogues, clock):
    await dialogues.put(CODE, "letter", FIELDS)
    assert await Dialogues(app.database, Vault("another secret, long enough"), clock).get(CODE, "letter") is None


async def test_nobody_has_no_dialogue(dialogues):
    with pytest.raises(ValueError):
        await dialogues.put("", "letter", FIELDS)


async def test_nothing_of_it_lies_in_the_files(app, dialogues, settings):
    """Encrypted while it is there; overwritten when it is dropped."""
    await dialogues.put(CODE, "letter", {"text": "zqxvmarked"})
    sealed = await app.database.read(lambda c: c.exec_driver_sql("SELECT fields FROM dialogues").scalar())
    kept = b"".join(path.read_bytes() for path in settings.data.rglob("*") if path.is_file())
    assert sealed in kept
    assert b"zqxvmarked" not in kept
    await dialogues.drop(CODE, "letter")
    await app.database.write(lambda c: None)
    await app.database.close()
    assert sealed not in b"".join(path.read_bytes() for path in settings.data.rglob("*") if path.is_file())


async def test_shown_by_mydata_and_deleted_by_forget(citizen, app):
    code = app.services.vault.person(citizen.tab.id)
    await app.services.dialogues.put(code, "letter", FIELDS)
    await citizen.says("/mydata")
    citizen.sees("Незаконченные формы, зашифрованы, не дольше 15 минут: 1")
    await citizen.says("/forget")
    citizen.sees("незаконченная форма")
    assert await app.services.dialogues.kinds(code) == []


async def test_a_kiosk_visit_takes_its_rows_along(citizen, app):
    code = app.services.vault.person(citizen.tab.id)
    await app.services.dialogues.put(code, "check", FIELDS)
    await citizen.leaves()
    assert await app.services.dialogues.kinds(code) == []
