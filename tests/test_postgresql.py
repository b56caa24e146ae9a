"""The stores' own tests once more, on a PostgreSQL server that is started for them: the same tables, the same promises."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.store import tables
from bot.store.database import close_database, open_database
from tests import (
    test_classroom,
    test_gaps,
    test_store_dialogues,
    test_store_feedback,
    test_store_inbox,
    test_store_people,
)

AGAIN = {
    test_classroom: (
        "test_a_button_pressed_twice_asks_once", "test_after_a_day_nothing_is_left", "test_the_teacher_who_forgets_ends_the_class",
    ),
    test_gaps: ("test_a_question_without_an_answer_goes_to_the_editors_as_seen",),
    test_store_dialogues: (
        "dialogues", "test_a_quarter_of_an_hour_after_the_last_touch_it_is_gone",
        "test_each_kind_of_each_person_has_its_own_row", "test_shown_by_mydata_and_deleted_by_forget",
    ),
    test_store_feedback: ("test_thumbs_are_counted_each_for_itself",),
    test_store_inbox: (
        "database", "inbox", "vault", "test_a_repeated_delivery_is_dropped",
        "test_numbers_are_forgotten_in_the_end_but_nothing_that_waits", "test_three_tries_and_it_is_parked_without_its_words",
        "test_updates_come_back_in_their_order_after_a_restart", "test_what_waits_is_sealed_and_what_is_answered_is_erased",
    ),
    test_store_people: (
        "people", "test_choices_are_kept_side_by_side", "test_forget_deletes_one_person_and_says_what",
        "test_nothing_is_kept_of_somebody_who_has_chosen_nothing",
    ),
}  # fmt: skip
globals().update({name: getattr(module, name) for module, names in AGAIN.items() for name in names})
pytestmark = [pytest.mark.needs("postgresql", "asyncpg")]


def owned(owner: str, program: Path, *arguments: object) -> None:
    """PostgreSQL refuses to run as root."""
    command = [str(one) for one in (program, *arguments)]
    subprocess.run(command, check=True, user=owner, cwd="/", timeout=60, stdout=subprocess.DEVNULL)


@contextmanager
def running(folder: Path, owner: str):
    """A fresh server in a folder; its port."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    here = ("-D", folder / "data")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    owned(owner, programs / "initdb", *here, "-U", "senim", "-A", "trust", "-E", "UTF8", "--no-sync")
    owned(owner, programs / "pg_ctl", *here, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield port
    finally:
        owned(owner, programs / "pg_ctl", *here, "-m", "immediate", "stop")


@pytest.fixture(scope="module")
def server():
    """The server's address."""
    owner = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(tempfile.mkdtemp())  # not pytest's own: another user must get in
    shutil.chown(folder, owner)
    with running(folder, owner) as port:
        yield f"postgresql+asyncpg://senim@127.0.0.1:{port}/postgres"
    shutil.rmtree(folder)


@pytest_asyncio.fixture
async def settings(settings, server):
    """Settings that name the server, whose tables are taken away afterwards."""
    yield settings.model_copy(update={"database_url": server})
    opened = await open_database(settings.model_copy(update={"database_url": server}))
    await opened.write(tables.metadata.drop_all)
    await opened.write(lambda connection: connection.execute(text("drop table alembic_version")))
    await close_database(opened)


async def test_it_is_postgresql_and_every_table_is_there(app):
    query = text("select table_name from information_schema.tables where table_schema = 'public'")
    found = await app.database.read(lambda connection: set(connection.execute(query).scalars()))
    assert set(tables.metadata.tables) <= found
    await app.database.tidy()
