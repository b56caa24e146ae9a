"""QR codes: each says exactly its address."""

import subprocess

import pytest

from bot.press import qr
from tests.conftest import BIN


def test_the_svg_is_a_drawing_without_scripts_or_outside_resources():
    drawing = qr.svg("https://t.me/senim_test_bot?start=e_kk_guide_rights_credit-decision")
    assert drawing.startswith("<svg")
    assert "script" not in drawing
    assert "href" not in drawing


def test_the_command_writes_one_for_each_language(tmp_path, monkeypatch):
    monkeypatch.setenv("SENIM_PUBLIC_URL", "https://senim.example")
    done = subprocess.run(
        [BIN / "senim", "qr", "guide/rights/credit-decision", "--to", tmp_path / "qr"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(path.name for path in (tmp_path / "qr").iterdir()) == [
        f"guide_rights_credit-decision-{lang}.svg" for lang in ("en", "kk", "ru")
    ]
    assert "https://senim.example/e/guide/rights/credit-decision?lang=kk" in done.stdout


@pytest.mark.needs("zbarimg")
def test_a_scanner_reads_it(tmp_path):
    address = "https://t.me/senim_test_bot?start=e_kk_guide_rights_credit-decision"
    (tmp_path / "qr.png").write_bytes(qr.png(address))
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", tmp_path / "qr.png"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == address
