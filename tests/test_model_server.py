"""A model by its address: streams, refusals, broken streams, cutting; and the server of llama.cpp itself."""

import asyncio
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import aclosing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from retrieval.model_server import ServerModel
from retrieval.models import Away, Busy, Message, ModelError, Request, TooLong, TooSlow
from tests.words import ASKED, SAID, said


@pytest.fixture
def server():
    """An OpenAI-style server that the test tells what to say, in raw event lines."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self._reply(200, b'{"data": [{"id": "qolda"}]}')

        def do_POST(self):
            held = self.server
            held.asked.append((self.headers, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            if held.status != 200:
                return self._reply(held.status, held.body)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                for line in held.lines:
                    self.wfile.write(line)
                    self.wfile.flush()
                if held.hang:
                    held.hung.set()
                    held.cut.set() if self.connection.recv(1) == b"" else None
            except OSError:
                held.cut.set()

        def _reply(self, status, body):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads, made.asked, made.status, made.body, made.lines, made.hang = True, [], 200, b"", [], False
    made.hung, made.cut = threading.Event(), threading.Event()
    made.url = f"http://127.0.0.1:{made.server_port}"
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def event(text):
    return b"data: " + json.dumps({"choices": [{"delta": {"content": text}}]}).encode() + b"\n\n"


@pytest.mark.parametrize("path", ["", "/v1", "/v1/"])
async def test_a_server_streams_and_is_told_which_model(server, path):
    server.lines = [b": hello\n", b'data: {"choices": []}\n\n', event("Сә"), event("лем"), b"data: [DONE]\n\n"]
    model = ServerModel(server.url + path, key="marked-key")
    assert await said(model) == "Сәлем"
    headers, body = server.asked[0]
    assert body["model"] == "qolda"
    assert body["chat_template_kwargs"] == {"enable_thinking": False}
    assert headers["Authorization"] == "Bearer marked-key"
    assert "marked-key" not in model.name


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (503, b"", Busy),
        (429, b"", Busy),
        (400, b'{"error": {"code": "context_length_exceeded"}}', TooLong),
        (400, b"{}", Away),
        (500, b"", Away),
        (302, b"", Away),
    ],
)
async def test_a_server_that_refuses(server, status, body, error):
    server.status, server.body = status, body
    with pytest.raises(error):
        await said(ServerModel(server.url))


@pytest.mark.parametrize(
    "lines",
    [
        [event("Один")],
        [event("Один"), b'data: {"error": {}}\n\n'],
        [event("Один"), b"data: {{{\n\n"],
        [event("Один"), b"data: []\n\n"],
    ],
)
async def test_a_stream_that_breaks_is_no_answer(server, lines):
    server.lines = lines
    with pytest.raises(ModelError):
        await said(ServerModel(server.url))


async def test_closing_cuts_the_connection_so_that_the_server_stops(server):
    server.lines, server.hang = [event("Один")], True
    async with aclosing(ServerModel(server.url).stream(ASKED)) as pieces:
        assert await anext(pieces) == "Один"
        await asyncio.to_thread(server.hung.wait, 5)
    assert await asyncio.to_thread(server.cut.wait, 5)


async def test_a_silent_server_is_too_slow_and_no_server_is_away(server):
    server.hang = True
    with pytest.raises(TooSlow):
        await said(ServerModel(server.url), Request(ASKED.messages, seconds=0.3))
    with pytest.raises(Away):
        await said(ServerModel(f"http://127.0.0.1:{unused_port()}"))


def unused_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.needs("llama_server")
async def test_against_the_server_of_llama_cpp(tmp_path):
    from tests.tiny_gguf import reciting

    path = reciting(tmp_path / "says.gguf", SAID)
    port = unused_port()
    command = [sys.executable, "-m", "llama_cpp.server", "--model", path, "--port", str(port), "--n_threads", "1",
               "--interrupt_requests", "False", "--n_ctx", "2048"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            await asyncio.to_thread(until_it_listens, port)
            model = ServerModel(f"http://127.0.0.1:{port}/v1")
            assert [one.strip() for one in await asyncio.gather(said(model), said(model))] == [SAID, SAID]
            async with aclosing(model.stream(ASKED)) as pieces:
                await anext(pieces)
            assert (await said(model)).strip() == SAID
            with pytest.raises(ModelError):  # this server ends such a stream without a word; others say why
                await said(model, Request((Message("user", "ы" * 9000),)))
        finally:
            process.kill()
            process.wait()


def until_it_listens(port):
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/models", timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")
