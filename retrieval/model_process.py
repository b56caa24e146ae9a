"""A GGUF file as a generator: a child process behind two pipes, started when needed, restarted with growing pauses."""

import asyncio
import contextlib
import itertools
import json
import os
import sys
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from retrieval.models import Away, Deadline, Request, TooLong, in_time

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
GRACE = 2.0  # seconds to stop between two tokens; a child that is still reading a prompt then is ended instead
LOADING = 120.0
SECRETS = ("SENIM_", "BOT_", "TELEGRAM_")


@dataclass(frozen=True)
class Bounds:
    """What a child may take: `context` in tokens, `threads` (0: one fewer than the cores), `memory` in bytes beside the file."""

    context: int = 2048
    threads: int = 0
    memory: int = 2 << 30

    def cores(self) -> int:
        """Threads that fight over busy cores collapse the speed: docs/model.md."""
        return self.threads or max(1, len(os.sched_getaffinity(0)) - 1)


class Child:
    """A running worker."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin
        assert process.stdout
        self.pid, self._process = process.pid, process
        self._in, self._out = process.stdin, process.stdout

    @classmethod
    async def start(cls, command: Sequence[str]) -> "Child":
        """Start; nothing of our settings or secrets reaches it. Raises OSError."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(SECRETS)}
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        return cls(process)

    def tell(self, order: dict[str, Any]) -> None:
        """Send a line; a dead child shows when it is heard next."""
        self._in.write(json.dumps(order, ensure_ascii=False).encode() + b"\n")

    async def hear(self) -> dict[str, Any]:
        """The next line. Raises Away when the child has died."""
        line = await self._out.readline()
        if not line.endswith(b"\n"):
            raise Away("the model's process has died")
        heard: dict[str, Any] = json.loads(line)
        return heard

    def kill(self) -> None:
        """End it, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def gone(self) -> None:
        """Wait until it has ended."""
        await self._process.wait()

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process.returncode is None


class LocalModel:
    """One file, one child, one request at a time: more threads on one model crash it."""

    def __init__(
        self, path: Path, bounds: Bounds | None = None, clock: Callable[[], float] = time.monotonic,
        command: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.name, self._clock = path.name, clock
        self._command = command or _command(path, bounds or Bounds())
        self._one, self._numbers = asyncio.Lock(), itertools.count(1)
        self._child: Child | None = None
        self._ending: set[asyncio.Future[None]] = set()
        self._pause, self._not_before = 0.0, clock()

    @property
    def pid(self) -> int | None:
        """The child's process number, while there is one."""
        return self._child.pid if self._child and self._child.alive else None

    async def warm(self) -> None:
        """Load the file before anybody asks. Raises Away."""
        async with self._one:
            await self._ready(Deadline(LOADING))

    async def stream(self, request: Request) -> AsyncGenerator[str, None]:
        """Pieces from the child. Raises Away, TooLong, TooSlow; the next request starts a new child."""
        deadline = Deadline(request.seconds)
        async with self._one:
            child = await self._ready(deadline)
            number, ended = next(self._numbers), False
            child.tell(
                {"id": number, "messages": [asdict(one) for one in request.messages], "max_tokens": request.max_tokens}
            )
            try:
                while not ended:
                    heard = await in_time(child.hear(), deadline)
                    ended = _ended(heard)
                    if not ended and heard["id"] == number:
                        yield heard["text"]
                self._pause = 0.0
            except (Away, ValueError, KeyError):
                self._stumbled()
                ended = True
                raise Away("the model's process has died") from None
            except TooLong:
                ended = True
                raise
            finally:
                if not ended:
                    await self._call_off(child, number)

    async def close(self) -> None:
        """End the child."""
        self._drop()
        await asyncio.gather(*self._ending)

    async def _ready(self, deadline: Deadline) -> Child:
        if self._child and self._child.alive:
            return self._child
        if self._clock() < self._not_before:
            raise Away("the model is being given a rest after it died")
        try:
            self._child = await Child.start(self._command)
            heard = await in_time(self._child.hear(), deadline)
        except BaseException as error:
            self._stumbled()
            if isinstance(error, OSError | Away | ValueError):
                raise Away("the model's process did not start") from None
            raise
        if "ready" not in heard:
            self._stumbled()
            raise Away(f"the model cannot be loaded ({heard.get('failed')})")
        return self._child

    def _stumbled(self) -> None:
        """Each death makes the next start wait longer: a file that always crashes must not eat the machine."""
        self._pause = min(max(self._pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
        self._not_before = self._clock() + self._pause
        self._drop()

    def _drop(self) -> None:
        if self._child:
            self._child.kill()
            ending = asyncio.ensure_future(self._child.gone())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)
            self._child = None

    async def _call_off(self, child: Child, number: int) -> None:
        try:
            child.tell({"cancel": number})
            grace = Deadline(GRACE)
            while not _ended(await in_time(child.hear(), grace)):
                pass
        except BaseException as error:
            self._drop()
            if not isinstance(error, Exception):
                raise


def _ended(heard: dict[str, Any]) -> bool:
    end = heard.get("end")
    if end == "too_long":
        raise TooLong("the prompt is longer than the model's context")
    if end == "failed":
        raise Away("the model failed")
    return end is not None


def _command(path: Path, bounds: Bounds) -> list[str]:
    return [
        sys.executable, "-m", "retrieval.model_worker", str(path.absolute()), "--context", str(bounds.context),
        "--threads", str(bounds.cores()), "--memory", str(bounds.memory),
    ]  # fmt: skip
