"""`senim model`: the catalogue as an operator meets it."""

import pytest

from bot import cli, model_files, settings
from retrieval import catalogue
from tests.test_download import CONTENT, HASH, hub  # noqa: F401 a fixture


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_the_catalogue_is_whole():
    held = catalogue.load()
    assert held.models[0].name == "qolda-4b"
    assert len({one.name for one in held.models}) == len(held.models)
    for one in held.models:
        assert one.revision == "main" or len(one.revision) == 40
        assert (one.size is None) == (one.sha256 is None)
        assert one.sha256 is None or len(one.sha256) == 64
        assert one.languages
        assert not set(one.languages) & set(one.untested)
    assert {"KazLLM-1.0-8B", "Sherkala-8B"} <= {one.name for one in held.excluded}


def test_list_shows_licence_need_and_what_is_left_out(capsys):
    assert cli.main(["model", "list"]) == 0
    said = capsys.readouterr().out
    assert said.index("qolda-4b") < said.index("qwen3.5-2b")
    for words in ("Apache-2.0", "2.5 GB on disk", "kk untested", "Left out:", "CC BY-NC", "In use: none"):
        assert words in said


def test_get_shows_the_licence_first_and_asks(capsys):
    assert cli.main(["model", "get", "qolda-4b"]) == 1
    said = capsys.readouterr()
    assert "licence: Apache-2.0" in said.out
    assert "--yes" in said.err


def test_get_downloads_checks_and_records_then_use_writes_the_choice(hub, tmp_path, monkeypatch, capsys):  # noqa: F811
    monkeypatch.setenv("SENIM_MODEL_HUB", hub.url)
    hub.content = b"GGUF" + CONTENT
    assert cli.main(["model", "get", "qwen3.5-4b-kazakh", "--yes"]) == 0
    assert hub.asked[0][0].startswith("/mradermacher/Qwen3.5-4B-Kazakh-GGUF/resolve/main/")
    held = settings.load()
    first = model_files.recorded(held)["qwen3.5-4b-kazakh"]
    assert first.size == len(hub.content)
    monkeypatch.setattr(model_files.importlib.util, "find_spec", lambda name: object())
    (tmp_path / ".env").write_text("BOT_TOKEN=\nSENIM_MODEL_PATH=old\n")
    assert cli.main(["model", "use", "qwen3.5-4b-kazakh"]) == 0
    assert settings.load().model_path == model_files.path_of(catalogue.load().models[2], held).absolute()
    assert (tmp_path / ".env").read_text().startswith("BOT_TOKEN=\n")
    assert (tmp_path / ".env").read_text().count("SENIM_MODEL_PATH") == 1
    assert cli.main(["model", "list"]) == 0
    assert "qwen3.5-4b-kazakh  (in use)" in capsys.readouterr().out
    # what the first download recorded holds for every later one
    model_files.path_of(catalogue.load().models[2], held).unlink()
    hub.content = b"GGUF" + CONTENT[::-1]
    assert cli.main(["model", "get", "qwen3.5-4b-kazakh", "--yes"]) == 1
    assert "not the file it should be" in capsys.readouterr().err


def test_get_refuses_another_file_than_the_catalogues(hub, monkeypatch, capsys):  # noqa: F811
    monkeypatch.setenv("SENIM_MODEL_HUB", hub.url)
    assert cli.main(["model", "get", "qolda-4b", "--yes"]) == 1
    assert f"sha256 {HASH[:12]}" in capsys.readouterr().err


def test_get_without_a_network_says_so_in_one_line(monkeypatch, capsys):
    monkeypatch.setenv("SENIM_MODEL_HUB", "http://127.0.0.1:9")
    assert cli.main(["model", "get", "qolda-4b", "--yes"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("senim model: no connection to 127.0.0.1:9")
    assert said.count("\n") == 1


@pytest.mark.parametrize(("content", "told"), [(None, "there is no file"), (b"PK34", "not a GGUF file")])
def test_use_wants_a_model_file(tmp_path, capsys, content, told):
    if content:
        (tmp_path / "m.gguf").write_bytes(content)
    assert cli.main(["model", "use", "m.gguf"]) == 1
    assert told in capsys.readouterr().err
    assert not (tmp_path / ".env").exists()


def test_use_none_goes_back_to_no_model(tmp_path):
    (tmp_path / ".env").write_text("SENIM_MODEL_PATH=old\n")
    assert cli.main(["model", "use", "none"]) == 0
    assert settings.load().model_path is None


def test_a_new_env_file_is_for_its_owner_alone(tmp_path):
    assert cli.main(["model", "use", "none"]) == 0
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600


def test_try_without_a_model_says_how_to_choose_one(capsys):
    assert cli.main(["model", "try"]) == 1
    assert "senim model use" in capsys.readouterr().err


@pytest.mark.needs("llama")
def test_try_shows_speed_memory_and_what_stands_in_the_guide(tmp_path, monkeypatch, capsys):
    from tests.tiny_gguf import reciting

    said = "Банк может поручить оценку компьютеру, но отвечает за неё сам [1]. Вам дадут миллион тенге [1]."
    monkeypatch.setenv("SENIM_MODEL_PATH", str(reciting(tmp_path / "says.gguf", said)))
    assert cli.main(["model", "try"]) == 0
    shown = capsys.readouterr().out
    assert "+ Банк может поручить оценку компьютеру" in shown
    assert "миллион" not in shown
    assert "pieces a second" in shown
    assert "sentences stand in the guide; at most" in shown


def test_try_with_a_server_that_is_not_there(monkeypatch, capsys):
    monkeypatch.setenv("SENIM_MODEL_URL", "http://127.0.0.1:9")
    assert cli.main(["model", "try"]) == 1
    assert "does not answer" in capsys.readouterr().out
