"""The address of a kiosk as others on its network open it."""

import pytest

from bot.kiosk import local


@pytest.mark.parametrize(
    ("listening", "names", "shown"),
    [
        ("http://127.0.0.1:8080", "", "http://127.0.0.1:8080"),
        ("http://192.168.1.20:8081", "", "http://192.168.1.20:8081"),
        ("http://0.0.0.0:8080", "", "http://10.0.0.7:8080"),
        ("http://[::]:8080", "", "http://10.0.0.7:8080"),
        ("http://0.0.0.0:8080", " school.local, other", "http://school.local:8080"),
    ],
)
def test_the_address_for_the_blackboard(monkeypatch, listening, names, shown):
    monkeypatch.setattr(local, "_own_number", lambda: "10.0.0.7")
    assert local.address(listening, names) == shown


def test_no_network_at_all(monkeypatch):
    def away(*_):
        raise OSError

    monkeypatch.setattr("socket.socket.connect", away)
    monkeypatch.setattr("socket.gethostbyname", lambda _: "127.0.1.1")
    monkeypatch.setattr("socket.gethostname", lambda: "class-3")
    assert local.address("http://0.0.0.0:8080", "") == "http://class-3:8080"
