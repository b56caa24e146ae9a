"""Any OpenAI-style server as a generator: llama.cpp's own, vLLM, Ollama. A thread reads, the loop listens."""

import asyncio
import contextlib
import http.client
import json
import socket
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import asdict
from urllib.parse import SplitResult, urlsplit

from retrieval.models import Away, Busy, Deadline, ModelError, Request, TooLong, in_time

LINE = 1 << 16
MOST_LINES = 20_000
Heard = str | ModelError | None  # a piece, a failure, or the end


class ServerModel:
    """A model by its address. Each request is a connection of its own, which closing the stream cuts."""

    def __init__(self, url: str, key: str | None = None) -> None:
        parts = urlsplit(url)
        self.name = parts.netloc.rpartition("@")[2]
        self._parts, self._path = parts, parts.path.rstrip("/").removesuffix("/v1")
        self._headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
        self._model: str | None = None

    async def stream(self, request: Request) -> AsyncGenerator[str, None]:
        """Pieces as the server sends them. Raises Away, Busy, TooLong, TooSlow."""
        deadline, loop = Deadline(request.seconds), asyncio.get_running_loop()
        heard: asyncio.Queue[Heard] = asyncio.Queue()

        def tell(one: Heard) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has gone: nobody listens
                loop.call_soon_threadsafe(heard.put_nowait, one)

        line = _Line(self._parts, deadline.left())
        threading.Thread(target=self._talk, args=(line, request, tell), daemon=True).start()
        try:
            while (one := await in_time(heard.get(), deadline)) is not None:
                if isinstance(one, ModelError):
                    raise one
                yield one
        finally:
            line.cut()

    async def close(self) -> None:
        """Nothing is held open between requests."""

    def _talk(self, line: "_Line", request: Request, tell: Callable[[Heard], None]) -> None:
        try:
            self._model = self._model or self._first_model(line)
            body = {
                "model": self._model, "messages": [asdict(one) for one in request.messages], "stream": True,
                "max_tokens": request.max_tokens, "temperature": 0, "chat_template_kwargs": {"enable_thinking": False},
            }  # fmt: skip
            for piece in _pieces(self._answered(line, "POST", "/v1/chat/completions", json.dumps(body))):
                tell(piece)
            tell(None)
        except ModelError as error:
            tell(error)
        except (
            OSError,
            http.client.HTTPException,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            IndexError,
        ) as error:
            tell(Away(f"the model's server failed ({type(error).__name__})"))

    def _first_model(self, line: "_Line") -> str:
        """Servers with several models want to be told which; the first is taken."""
        listed = json.loads(self._answered(line, "GET", "/v1/models").read(LINE))
        return str(listed["data"][0]["id"])

    def _answered(self, line: "_Line", method: str, path: str, body: str | None = None) -> http.client.HTTPResponse:
        reply = line.ask(method, self._path + path, body, self._headers)
        if reply.status != 200:
            raise _refusal(reply.status, reply.read(LINE))
        return reply


class _Line:
    """A connection that another thread can cut while this one reads: the server sees it and stops working."""

    def __init__(self, parts: SplitResult, seconds: float) -> None:
        made = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._connection = made(parts.hostname or "", parts.port, timeout=seconds)
        self._socket: socket.socket | None = None
        self._over = False

    def ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Send and wait for the head of the reply."""
        if self._connection.sock is None:
            self._connection.connect()
        self._socket = (
            self._connection.sock
        )  # the library lets go of it when the reply comes, and we may have to cut it
        if self._over:
            raise Away("called off")
        self._connection.request(method, path, body, headers)
        return self._connection.getresponse()

    def cut(self) -> None:
        """End it, from any thread."""
        self._over = True
        if self._socket:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
        self._connection.close()


def _refusal(status: int, body: bytes) -> ModelError:
    if status in (429, 503):
        return Busy("the model's server is busy")
    if status in (400, 413) and b"context" in body:
        return TooLong("the prompt is longer than the model's context")
    return Away(f"the model's server answered {status}")


def _pieces(reply: http.client.HTTPResponse) -> Iterator[str]:
    """Text out of server-sent events; a stream that ends without its last line was cut off."""
    for _ in range(MOST_LINES):
        line = reply.readline(LINE)
        if not line:
            break
        if line.startswith(b"data:"):
            data = line[5:].strip()
            if data == b"[DONE]":
                return
            event = json.loads(data)
            if "error" in event:  # some servers find out only after they have said 200
                raise _refusal(400, data)
            text = ((event.get("choices") or [{}])[0].get("delta") or {}).get("content")
            if text:
                yield str(text)
    raise Away("the model's server stopped in the middle")
