"""The secret: made once, readable by its owner only, and everything that is kept about people hangs on it."""

import multiprocessing
import stat

import pytest

from bot import settings as settings_module
from bot.settings import SettingsError
from bot.store.vault import Vault


def open_vault(data, secret=None) -> Vault:
    return Vault.open(settings_module.load(data=data, secret=secret, _env_file=None))


def _person_from_another_process(data, start, codes) -> None:
    start.wait()
    codes.put(open_vault(data).person(1001))


def test_the_secret_is_made_at_the_first_start_for_its_owner_only(tmp_path):
    first = open_vault(tmp_path / "data")
    secret = tmp_path / "data" / "secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_text("ascii")) >= 40
    assert [path.name for path in secret.parent.iterdir()] == ["secret"]  # no half-written one beside it
    assert open_vault(tmp_path / "data").person(1001) == first.person(1001)


def test_processes_that_start_together_agree_on_one_secret(tmp_path):
    context = multiprocessing.get_context("fork")
    start, codes = context.Event(), context.Queue()
    starting = [context.Process(target=_person_from_another_process, args=(tmp_path, start, codes)) for _ in range(4)]
    for process in starting:
        process.start()
    start.set()
    assert len({codes.get(timeout=10) for _ in starting}) == 1
    for process in starting:
        process.join()


def test_what_is_sealed_opens_under_the_same_secret_only(tmp_path):
    sealed = open_vault(tmp_path, "a secret of sixteen letters").seal({"text": "құпия"})
    assert "құпия".encode() not in sealed
    assert open_vault(tmp_path, "a secret of sixteen letters").unseal(sealed) == {"text": "құпия"}
    assert open_vault(tmp_path, "another secret of some length").unseal(sealed) is None
    assert open_vault(tmp_path, "a secret of sixteen letters").unseal(sealed[:-5]) is None


def test_people_are_codes_that_nobody_can_work_out_without_the_secret(tmp_path):
    ours, theirs = open_vault(tmp_path, "x" * 32), open_vault(tmp_path, "y" * 32)
    assert ours.person(1001) != theirs.person(1001)
    assert ours.person(1001) != ours.person(1002)
    assert "1001" not in ours.person(1001)


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe broken"])
def test_a_spoilt_secret_is_said_in_one_line_and_not_replaced(tmp_path, content):
    (tmp_path / "secret").write_bytes(content)
    with pytest.raises(SettingsError) as said:
        open_vault(tmp_path)
    assert "\n" not in str(said.value)
    assert "secret" in str(said.value).lower()
    assert (tmp_path / "secret").read_bytes() == content
