"""Fixtures: settings in a temporary folder, the app as the product builds it, a guard against the network, needs by name."""

import importlib.util
import os
import shutil
import socket
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
_real_connect = socket.socket.connect


def _only_loopback(self: socket.socket, address: object) -> None:
    host = address[0] if isinstance(address, tuple) else ""
    if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1", "localhost"):
        raise RuntimeError(f"tests use no network but loopback, and something asked for {host}")
    _real_connect(self, address)


socket.socket.connect = _only_loopback  # type: ignore[assignment,method-assign]

_NEEDS: dict[str, Callable[[], bool]] = {
    "chromium": lambda: any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")),
    "asyncpg": lambda: importlib.util.find_spec("asyncpg") is not None,
    "postgresql": lambda: bool(list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))),
    "llama": lambda: importlib.util.find_spec("llama_cpp") is not None,
    "llama_server": lambda: all(importlib.util.find_spec(one) for one in ("llama_cpp", "fastapi", "uvicorn")),
    "sentence_transformers": lambda: importlib.util.find_spec("sentence_transformers") is not None,
    "training": lambda: all(importlib.util.find_spec(one) for one in ("sklearn", "torch")),
    "zbarimg": lambda: shutil.which("zbarimg") is not None,
    "pdftotext": lambda: shutil.which("pdftotext") is not None,
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is missing is skipped by name; under SENIM_REQUIRE_ALL nothing may be skipped."""
    for item in items:
        for marker in item.iter_markers("needs"):
            for what in marker.args:
                if not _NEEDS[what]() and os.environ.get("SENIM_REQUIRE_ALL") != "1":
                    item.add_marker(pytest.mark.skip(reason=f"needs {what}, which is not installed"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("SENIM_REQUIRE_ALL") == "1":
        terminalreporter.write_line(f"SENIM_REQUIRE_ALL: {len(skipped)} tests were skipped, none may be", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("SENIM_REQUIRE_ALL") == "1" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = 1


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the developer's own settings, and each keeps its data to itself."""
    for name in [*os.environ]:
        if (name.startswith("SENIM_") and name != "SENIM_REQUIRE_ALL") or name in ("BOT_TOKEN", "TELEGRAM_API_BASE"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SENIM_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="session")
def guide():
    """The real guide."""
    from retrieval import guide

    return guide.load(ROOT / "knowledge")


@pytest.fixture(scope="session")
def engine(guide):
    """The engine over the real guide, its index made once for all processes of the tests."""
    from retrieval.answer import Engine
    from retrieval.encoders import own
    from retrieval.reply_rules import ReplyRules
    from retrieval.search import Searcher
    from tests import kept_index

    with kept_index.shared() as folder:
        return Engine(guide, Searcher.open(guide, own(), folder), ReplyRules.load())


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory):
    """The engine over a small guide with a course and lessons, made for tests."""
    from retrieval import guide
    from retrieval.answer import Engine
    from retrieval.encoders import own
    from retrieval.reply_rules import ReplyRules
    from retrieval.search import Searcher
    from tests.teaching_guide import make

    made = guide.load(make(tmp_path_factory.mktemp("guide")))
    assert made.problems == ()
    return Engine(made, Searcher.build(made, own()), ReplyRules.load())


@pytest_asyncio.fixture
async def school_app(settings, school) -> AsyncIterator:
    """The app over that guide."""
    from bot.app import build
    from bot.store.database import close_database

    built = await build(settings, school)
    yield built
    await close_database(built.database)


@pytest.fixture
def settings(tmp_path: Path):
    """Settings of a fresh installation, without a token."""
    from bot import settings

    return settings.load(
        data=tmp_path / "data",
        operator_name="Test library",
        operator_contact="help@example.kz",
        kiosk_port=0,
        _env_file=None,
    )


@pytest_asyncio.fixture
async def kiosk(app):
    """The kiosk's side of the app, with codes that can be scanned."""
    from bot.kiosk.server import Kiosk
    from bot.press import qr

    return Kiosk(app.settings, app.kiosk, app.kiosk_session, app.dispatcher, app.services, qr.svg)


@pytest_asyncio.fixture
async def client(kiosk) -> AsyncIterator:
    """A client of that kiosk over HTTP."""
    from aiohttp.test_utils import TestClient, TestServer

    from bot.kiosk.server import application

    async with TestClient(TestServer(application(kiosk), host="127.0.0.1")) as made:
        yield made


@pytest_asyncio.fixture
async def app(settings, engine) -> AsyncIterator:
    """The app as the product builds it."""
    from bot.app import build
    from bot.store.database import close_database

    built = await build(settings, engine)
    yield built
    await close_database(built.database)


@pytest.fixture
def citizen(app):
    """A visitor whose page is in Russian."""
    from tests.citizen import Citizen

    return Citizen(app)


@pytest.fixture
def clock():
    """A clock that the test sets: `clock.at += 60`."""

    class Clock:
        at = 1_000_000.0

        def __call__(self) -> float:
            return self.at

    return Clock()
