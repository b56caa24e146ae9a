"""The SQLite file: commits that are shared, a migration that a kill cannot leave half done, damage that is put aside."""

import asyncio
import sqlite3
from contextlib import closing

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.store import damage, database, sqlite
from bot.store.database import close_database, open_database
from bot.store.people import People, Person


@pytest_asyncio.fixture
async def opened(settings):
    made = await open_database(settings)
    yield made
    await close_database(made)


def add(name: str):
    return lambda connection: connection.execute(
        text("insert into people (person, since) values (:name, '2026-01-01')"), {"name": name}
    )


async def names(opened) -> list[str]:
    return await opened.read(
        lambda connection: connection.execute(text("select person from people order by 1")).scalars().all()
    )


async def test_what_comes_at_the_same_time_shares_a_commit(opened, monkeypatch):
    batches = []
    commit = opened._commit
    monkeypatch.setattr(opened, "_commit", lambda works: batches.append(len(works)) or commit(works))
    await asyncio.gather(*(opened.write(add(f"{number:02}")) for number in range(20)))
    assert await names(opened) == [f"{number:02}" for number in range(20)]
    assert len(batches) <= 2


async def test_a_piece_that_fails_takes_back_only_itself(opened):
    def half(connection):
        add("half")(connection)
        raise ValueError("a bug")

    found = await asyncio.gather(*map(opened.write, (add("a"), half, add("b"))), return_exceptions=True)
    assert isinstance(found[1], ValueError)
    assert await names(opened) == ["a", "b"]
    with pytest.raises(ValueError):
        await opened.write(half)  # alone, it is the whole commit
    assert await names(opened) == ["a", "b"]


async def test_who_does_not_wait_any_more_does_not_stop_the_others(opened):
    first = asyncio.create_task(opened.write(add("a")))
    await asyncio.sleep(0)
    first.cancel()
    await opened.write(add("b"))
    assert await names(opened) == ["a", "b"]


async def test_closing_finishes_what_is_being_written(settings):
    made = await open_database(settings)
    writing = asyncio.create_task(made.write(add("last")))
    await asyncio.sleep(0)
    await close_database(made)
    await writing
    again = await open_database(settings)
    assert await names(again) == ["last"]
    await close_database(again)


async def test_a_migration_that_is_killed_leaves_nothing_half_done(settings, monkeypatch):
    """Without a transaction of our own the first tables would stand, and every later start would stumble over them."""
    whole = database.migrate

    def killed(connection):
        whole(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(sqlite, "migrate", killed)
    with pytest.raises(KeyboardInterrupt):
        await open_database(settings)
    with closing(sqlite3.connect(settings.data / "senim.db")) as raw:
        assert raw.execute("select name from sqlite_master").fetchall() == []
    monkeypatch.setattr(sqlite, "migrate", whole)
    await close_database(await open_database(settings))


def asides(settings) -> list[bytes]:
    return [
        path.read_bytes() for path in settings.data.glob("senim.db.corrupt-*") if path.name[-4:] not in ("-wal", "-shm")
    ]


async def some_people(settings, count: int = 200) -> None:
    made = await open_database(settings)
    await asyncio.gather(*(made.write(add(f"{number:064}")) for number in range(count)))
    await close_database(made)


@pytest.mark.parametrize("begin", [0, 100, 4096, 9000])
async def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(settings, caplog, begin):
    await some_people(settings)
    path = settings.data / "senim.db"
    good = path.read_bytes()
    bad = good[:begin] + b"\xff" * (len(good) - begin)
    path.write_bytes(bad)
    made = await open_database(settings)
    assert await names(made) == []
    assert asides(settings) == [bad]
    assert "is damaged: it is kept as senim.db.corrupt-" in caplog.text
    await close_database(made)


async def test_a_sound_file_is_left_alone(settings):
    await some_people(settings, 3)
    made = await open_database(settings)
    assert len(await names(made)) == 3
    assert asides(settings) == []
    await close_database(made)


@pytest.mark.parametrize("noise", [b"\x00" * 5000, b"\xff" * 5000, b"", None])
async def test_a_damaged_log_costs_at_most_what_stood_in_it(settings, noise):
    """As a power cut leaves it: SQLite checks every page of it, and what is not whole never happened."""
    await some_people(settings, 5)
    made = await open_database(settings)
    await made.write(add("in the log"))
    wal = settings.data / "senim.db-wal"
    log = wal.read_bytes()
    assert log
    copy = settings.model_copy(update={"data": settings.data / "copy"})
    copy.data.mkdir()
    (copy.data / "senim.db").write_bytes((settings.data / "senim.db").read_bytes())
    (copy.data / "senim.db-wal").write_bytes(log[:-300] + b"x" * 300 if noise is None else noise)
    await close_database(made)
    again = await open_database(copy)
    assert [name for name in await names(again) if name != "in the log"] == [f"{number:064}" for number in range(5)]
    assert asides(copy) == []
    await close_database(again)


async def test_damage_under_way_is_met_with_a_new_file_and_a_second_try(opened, settings, caplog):
    people = People(opened)
    await people.set("somebody", lang="kk")
    for path in settings.data.glob("senim.db*"):
        with path.open("r+b") as file:
            file.write(b"\xff" * path.stat().st_size)
    with pytest.raises(OperationalError) as away:
        await people.set("somebody", lang="ru")
    assert damage.means(away.value.orig)
    await people.set("somebody", lang="ru")
    assert (await people.get("somebody")).lang == "ru"
    assert caplog.text.count("is damaged") == 1


async def test_damage_met_by_a_reader_leaves_tables_to_read_from(opened, settings, caplog):
    """Nobody writes meanwhile: whoever only reads must not find a file without tables for ever."""
    people = People(opened)
    await people.set("somebody", lang="kk")
    for path in settings.data.glob("senim.db*"):
        with path.open("r+b") as file:
            file.write(b"\xff" * path.stat().st_size)
    with pytest.raises(OperationalError) as away:
        await people.get("somebody")
    assert damage.means(away.value.orig)
    assert await people.get("somebody") == Person("somebody")
    assert caplog.text.count("is damaged") == 1


async def test_a_file_that_cannot_be_opened_is_not_taken_for_a_damaged_one(settings):
    (settings.data / "senim.db").mkdir(parents=True)
    with pytest.raises((OSError, DBAPIError)):
        await open_database(settings)
    assert (settings.data / "senim.db").is_dir()


def on_disk(settings) -> bytes:
    return b"".join(path.read_bytes() for path in settings.data.glob("senim.db*"))


async def test_what_was_erased_is_nowhere_on_the_disk_a_minute_later(opened, settings):
    await opened.write(add("somebody-who-left"))
    await opened.write(lambda connection: connection.execute(text("delete from people")))
    assert b"somebody-who-left" in on_disk(settings)  # in the log: else this test would show nothing
    await opened.tidy()
    assert b"somebody-who-left" not in on_disk(settings)
    await opened.write(add("somebody-else"))
    assert await names(opened) == ["somebody-else"]


async def test_a_log_that_another_process_reads_is_emptied_next_time(opened, settings):
    await opened.write(add("somebody-who-left"))
    with closing(sqlite3.connect(next(settings.data.glob("senim.db")))) as other:
        other.execute("begin")
        other.execute("select * from people").fetchall()
        await opened.write(lambda connection: connection.execute(text("delete from people")))
        await opened.tidy()
        other.execute("commit")
    await opened.tidy()
    assert b"somebody-who-left" not in on_disk(settings)
