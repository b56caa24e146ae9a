"""`senim run` as an operator starts it: a process of its own, its words on the console, signals."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from tests import kept_index
from tests.bot_api.server import Server
from tests.conftest import ROOT

WORKERS = 4
START_SECONDS = 180  # a busy machine imports slowly


class Senim:
    """A running Senim; `console` is everything it has said so far."""

    def __init__(self, process: asyncio.subprocess.Process, data: Path) -> None:
        self._process, self._data = process, data
        self._lines: list[str] = []
        self._said = asyncio.Condition()
        self._reading = [asyncio.create_task(self._read(pipe)) for pipe in (process.stdout, process.stderr) if pipe]

    @classmethod
    async def start(cls, data: Path, api: Server, *, command: Sequence[str] = (), **environment: str) -> "Senim":
        """Start it against the server; the pacer is off, so that tests do not wait for Telegram's limits."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("SENIM_")}
        own = {
            "BOT_TOKEN": api.world.token, "TELEGRAM_API_BASE": api.url, "SENIM_DATA": str(data), "SENIM_KIOSK_PORT": "0",
            "SENIM_PACER": "false", "SENIM_WORKERS": str(WORKERS), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        pipe = asyncio.subprocess.PIPE
        command = command or (sys.executable, "-m", "bot.cli", "run")
        environment = inherited | own | environment
        kept_index.lay_out(data)
        process = await asyncio.create_subprocess_exec(
            *command, cwd=data.parent, env=environment, stdout=pipe, stderr=pipe
        )
        return cls(process, data)

    @property
    def console(self) -> str:
        """Both outputs, line by line as they came."""
        return "".join(self._lines)

    async def says(self, pattern: str, seconds: float = START_SECONDS, times: int = 1) -> re.Match[str]:
        """Wait for it to say something, so many times. Raises AssertionError when it does not, or ends before."""

        seen = heard = 0

        def over() -> bool:
            nonlocal seen, heard
            new, seen = self._lines[seen:], len(self._lines)
            heard += sum(bool(re.search(pattern, line)) for line in new)
            return heard >= times or all(task.done() for task in self._reading)

        async with asyncio.timeout(seconds), self._said:
            await self._said.wait_for(over)
        found = re.search(pattern, self.console)
        assert found, f"{pattern!r} was not said:\n{self.console}"
        assert heard >= times, f"{pattern!r} was said {heard} times:\n{self.console}"
        return found

    async def address(self) -> str:
        """Where the kiosk is."""
        address = (await self.says(r"Senim is at (http://\S+)\n"))[1]
        kept_index.gather(self._data)
        return address

    async def killed(self) -> None:
        """As by a power cut."""
        self._process.kill()
        await self._ended()

    async def stopped(self, seconds: float = 30) -> int:
        """As by the system: SIGTERM; the exit code."""
        self._process.send_signal(signal.SIGTERM)
        return await self._ended(seconds)

    async def ended(self) -> int:
        """By itself; the exit code."""
        return await self._ended(START_SECONDS)

    async def gone(self) -> None:
        """Whatever happened in the test, no process stays behind."""
        if self._process.returncode is None:
            await self.killed()

    async def _ended(self, seconds: float = 10) -> int:
        code = await asyncio.wait_for(self._process.wait(), seconds)
        await asyncio.gather(*self._reading)
        return code

    async def _read(self, pipe: asyncio.StreamReader) -> None:
        while line := await pipe.readline():
            await self._hear(line.decode("utf-8", "replace"))
        asyncio.get_running_loop().call_soon(
            lambda: asyncio.ensure_future(self._hear(""))
        )  # tell who waits that it is over

    async def _hear(self, line: str) -> None:
        async with self._said:
            self._lines.append(line)
            self._said.notify_all()
