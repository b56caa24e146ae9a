"""Settings: documented, read from .env, refused with one line that names the setting and never its value."""

import re
import subprocess
from pathlib import Path

import pytest

from bot import settings
from tests.conftest import BIN, ROOT

EXAMPLE = ROOT / ".env.example"


def test_the_example_documents_every_setting_in_its_own_words():
    documented = dict(re.findall(r"# (.*)\n([A-Z_]+)=", EXAMPLE.read_text()))
    described = {field.description: settings.env_name(name) for name, field in settings.Settings.model_fields.items()}
    assert documented == described


def test_the_example_is_the_defaults(monkeypatch):
    monkeypatch.delenv("SENIM_DATA")
    given = settings.load(_env_file=EXAMPLE)
    assert given == settings.load(_env_file=None, data=Path("./data"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "not-a-token"),
        ("SENIM_KIOSK_PORT", "99999"),
        ("SENIM_KIOSK_PORT", "http"),
        ("TELEGRAM_API_BASE", "ftp://x"),
        ("SENIM_LOG_LEVEL", "LOUD"),
        ("SENIM_WORKERS", "0"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.SettingsError) as caught:
        settings.load(_env_file=None)
    line = str(caught.value)
    assert line.startswith(name)
    assert "\n" not in line
    assert value not in line or len(value) < 5


def test_the_command_line_stops_with_one_line_and_code_2(monkeypatch):
    monkeypatch.setenv("SENIM_WORKERS", "many")
    done = subprocess.run([BIN / "senim", "run"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("senim: SENIM_WORKERS")
    assert done.stderr.count("\n") == 1
