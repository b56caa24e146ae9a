"""The kiosk's server: only its own page is served, nothing is kept, and no junk brings it down."""

import asyncio
import json
import time

import pytest
from aiohttp import ClientSession, WSMsgType, web
from aiohttp.test_utils import TestClient, TestServer

from bot.kiosk import server
from bot.kiosk.server import application, free_socket
from tests.kiosk_line import DECISION, asked, eventually, opened, until


@pytest.mark.parametrize(
    "path", ["/", "/app.js", "/app.css", "/nothing", "/e/x", "/healthz", "/ws", "/..%2f..%2fetc/passwd"]
)
async def test_every_answer_wears_the_headers(client, path):
    response = await client.get(path)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Server"] == "Senim"
    assert "Set-Cookie" not in response.headers


async def test_the_page_has_no_inline_style_or_script_and_nothing_from_outside(client):
    text = await (await client.get("/")).text()
    assert "style=" not in text
    assert "<style" not in text
    assert text.count("<script") == text.count("<script src=") + 1  # and the data, which is not run
    assert "//" not in text.replace("</", "")
    for name in ("app.js", "card.js", "render.js"):
        source = await (await client.get(f"/{name}")).text()
        assert not any(
            word in source for word in ("Storage", "cookie", "innerHTML", "caches", "indexedDB", ".style", "eval(")
        )


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "192.168.1.5",
        "[",
        "[::2]",
        "",
        "a@localhost.kz",
        "0x7f.1",
    ],
)
async def test_a_name_that_is_not_ours_gets_nothing(client, host):
    for path in ("/", "/ws", "/metrics", "/e/x"):
        response = await client.get(path, headers={"Host": host, "Origin": f"http://{host}"})
        assert response.status in (400, 403), path
        assert "greetings" not in await response.text()


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:9", "[::1]:8080", "127.9.9.9"])
async def test_this_machine_is_ours(client, host):
    assert (await client.get("/", headers={"Host": host})).status == 200


async def test_a_name_from_the_settings_is_ours(kiosk):
    kiosk.settings.kiosk_hosts = " Kiosk.Example.kz , "
    async with TestClient(TestServer(application(kiosk))) as client:
        assert (await client.get("/", headers={"Host": "kiosk.example.kz"})).status == 200
        assert (await client.get("/", headers={"Host": "example.kz"})).status == 403


@pytest.mark.parametrize(
    "origin",
    [None, "", "null", "http://evil.example", "http://[", "file://", "ftp://{}", "http://{}.evil.example", "{}"],
)
async def test_only_our_own_page_opens_a_line(client, kiosk, origin):
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "x" * 22 + "==",
    }
    if origin is not None:
        headers["Origin"] = origin.format(f"{client.host}:{client.port}")
    assert (await client.get("/ws", headers=headers)).status == 403
    assert kiosk.session.tabs == {}


async def test_a_question_over_the_line(client, guide):
    ws = await opened(client)
    shown = await asked(ws, guide.get(DECISION, "ru").phrasings[0])
    assert guide.get(DECISION, "ru").title in shown[0]["html"]


async def test_junk_is_passed_over_and_the_line_still_answers(client):
    ws = await opened(client)
    for junk in (
        "",
        "{",
        "[]",
        "null",
        "1" * 5000,
        "[" * 30_000,
        '{"op":"nothing"}',
        '{"op":"text","text":"\\ud800"}',
        '{"op":{}}',
    ):
        await ws.send_str(junk)
    for forged in ("p:forget", "e:open:ru:../../etc", "x" * 9000, "l:kk"):
        await ws.send_json({"op": "tap", "id": 1, "data": forged})
        await until(ws, "done")
    await ws.send_json({"op": "text", "text": "/about"})
    while "Test library" not in (await until(ws, "message"))[-1]["html"]:
        pass


@pytest.mark.parametrize("frame", ["binary", "huge", "ping"])
async def test_frames_that_no_page_sends_end_the_line_and_only_that(client, kiosk, frame):
    ws, other = await opened(client), await opened(client)
    if frame == "binary":
        await ws.send_bytes(b"\x00\xff" * 100)
    elif frame == "huge":
        await ws.send_str("x" * (server.MAX_FRAME + 1))
    else:
        await ws.ping(b"x")
        await ws.close()
    assert (await ws.receive(timeout=5)).type in (WSMsgType.CLOSE, WSMsgType.CLOSED)
    assert await asked(other, "/help")
    await eventually(lambda: len(kiosk.session.tabs) == 1)


async def test_a_thousand_quick_events(client):
    ws = await opened(client)
    for _ in range(1000):
        await ws.send_str('{"op":"text","text":"/help"}')
    told = {event["op"] for event in await until(ws, "busy")}
    assert "busy" in told
    await asyncio.sleep(0.3)
    assert await asked(await opened(client), "/help")  # and nobody else has to wait


async def test_good_bye_and_silence_forget_everything(client, kiosk, monkeypatch):
    monkeypatch.setattr(server, "GRACE", 0)
    for ending in ('{"op":"forget"}', None):
        kiosk.settings.kiosk_idle_seconds = 60 if ending else 1
        ws = await opened(client)
        await asked(ws, "мне не дали кредит, 920101300123")
        (tab,) = kiosk.session.tabs.values()
        code = kiosk.services.vault.person(tab.id)
        if ending:
            await ws.send_str(ending)
        assert (await ws.receive(timeout=5)).type is WSMsgType.CLOSE
        await ws.close()
        await eventually(lambda: not kiosk.session.tabs)
        assert kiosk.services.recent.of(code) == ()
        assert tab.messages == {}


async def test_a_visitor_who_leaves_in_the_middle_of_an_answer_is_no_error(client, kiosk, caplog):
    for _ in range(20):
        ws = await opened(client)
        await ws.send_json({"op": "text", "text": "/topics"})
        await ws.close()
    await eventually(lambda: not kiosk.session.tabs)
    assert "failed" not in caplog.text


async def test_no_more_visitors_than_there_is_room_for(client, monkeypatch):
    monkeypatch.setattr(server, "MAX_TABS", 1)
    await opened(client)
    with pytest.raises(Exception, match="503"):
        await opened(client)


async def test_an_answer_is_small_on_the_wire(client, guide):
    """Counted by a relay between page and server, frames and all."""
    counted = []

    async def relay(reader, writer):
        far_reader, far_writer = await asyncio.open_connection(client.host, client.port)
        await asyncio.gather(_pipe(reader, far_writer, None), _pipe(far_reader, writer, counted))

    between = await asyncio.start_server(relay, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{between.sockets[0].getsockname()[1]}"
    async with (
        ClientSession() as http,
        http.ws_connect(address + "/ws?lang=ru", headers={"Origin": address}, compress=15) as ws,
    ):
        longest = max(
            (entry for (_, lang), entry in guide.entries.items() if lang == "ru" and entry.id.startswith("guide/")),
            key=lambda entry: len(str(entry.sections)),
        )
        counted.clear()
        shown = await asked(ws, f"/start e_ru_{longest.id.replace('/', '_')}")
        assert longest.title in shown[0]["html"].replace("&amp;", "&")
        assert 500 < sum(counted) < 4096, sum(counted)
        assert len(json.dumps(shown, ensure_ascii=False).encode()) > sum(counted)
    between.close()


async def _pipe(reader, writer, counted):
    while data := await reader.read(65536):
        if counted is not None:
            counted.append(len(data))
        writer.write(data)
    writer.close()


async def test_metrics_are_for_this_machine_only(client):
    assert (await client.get("/metrics")).status == 200
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
        assert (await client.get("/metrics", headers={name: "10.0.0.1"})).status == 403


async def test_health_and_readiness(client, kiosk):
    assert (await client.get("/healthz")).status == 200
    assert (await client.get("/readyz")).status == 503
    kiosk.ready = True
    assert (await client.get("/readyz")).status == 200


async def test_an_open_page_does_not_hold_a_stopping_server(kiosk):
    runner = web.AppRunner(application(kiosk))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with ClientSession() as http, http.ws_connect(f"{address}/ws", headers={"Origin": address}) as ws:
        reading = asyncio.create_task(ws.receive())
        began = time.monotonic()
        await runner.cleanup()
        assert time.monotonic() - began < 3
        assert (await reading).data == 1001
    assert kiosk.session.tabs == {}


def test_a_taken_port_is_passed_over():
    with free_socket("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with free_socket("127.0.0.1", port) as second:
            assert port < second.getsockname()[1] <= port + 50
