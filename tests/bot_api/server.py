"""The HTTP side: tokens, the ways in which clients send fields, faults, and the record of every call."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.bot_api.faults import Fault, Refused
from tests.bot_api.methods import METHODS
from tests.bot_api.world import Call, Json, World


@asynccontextmanager
async def bot_api(world: World | None = None) -> AsyncIterator["Server"]:
    """A running server on a free port of loopback."""
    server = Server(world or World())
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


class Server:
    """`url` is what TELEGRAM_API_BASE is set to."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""

    async def start(self) -> None:
        """Listen."""
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/documents/{file}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Hang up on everybody."""
        await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fields = await _fields(request)
        if request.match_info["token"] != self.world.token:
            return _json(Refused("Unauthorized", 401))
        self.world.under_way[method] += 1
        try:
            return await self._faulty(request, method, fields, self.world.faults.take(method))
        finally:
            self.world.under_way[method] -= 1

    async def _faulty(self, request: web.Request, method: str, fields: Json, fault: Fault) -> web.StreamResponse:
        if fault.seconds:
            await self.world.tell()
            await asyncio.sleep(fault.seconds)
        if fault.cut == "before":
            return _hang_up(request)
        if fault.page:
            self._record(method, fields, "gateway")
            return web.Response(status=fault.page[0], text=fault.page[1], content_type="text/html")
        reply = await self._answer(method, fields, fault)
        return await _half(request, reply) if fault.cut == "half" else reply

    async def _answer(self, method: str, fields: Json, fault: Fault) -> web.Response:
        try:
            if fault.refusal:
                raise fault.refusal
            result = await self._done(method, fields)
        except Refused as error:
            if error is not fault.refusal and error.code in (400, 404, 429):
                self.world.violations.append(f"{method}: {error.description}")
            self._record(method, fields, error.description)
            await self.world.tell()
            return _json(error)
        if method.lower() != "getupdates":
            self._record(method, fields, "")
        await self.world.tell()
        return web.json_response({"ok": True, "result": result})

    async def _done(self, method: str, fields: Json) -> Any:
        if method.lower() not in METHODS:
            raise Refused("method not found", 404)
        if self.world.pace:
            self.world.pace.count(method, fields.get("chat_id"))
        return await METHODS[method.lower()](self.world, fields)

    def _record(self, method: str, fields: Json, error: str) -> None:
        self.world.calls.append(Call(time.monotonic(), method, fields, error))

    async def _file(self, request: web.Request) -> web.Response:
        found = self.world.files.get(request.match_info["file"])
        return web.Response(body=found[1]) if found else web.Response(status=404)


async def _fields(request: web.Request) -> Json:
    """Fields from the query, a form, a multipart form with files, or JSON, as their values."""
    if request.content_type == "application/json":
        return dict(await request.json())
    given: dict[str, Any] = dict(request.query)
    files: dict[str, tuple[str, bytes]] = {}
    for key, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[key] = (value.filename, value.file.read())
        else:
            given[key] = value
    fields = {key: _value(key, value) for key, value in given.items()}
    for key, value in fields.items():
        if isinstance(value, str) and value.startswith("attach://"):
            fields[key] = files.get(value.removeprefix("attach://"))
    return {key: value for key, value in files.items() if key not in fields} | fields


_AS_IT_IS = {
    "text",
    "caption",
    "question",
    "explanation",
    "description",
    "short_description",
    "url",
    "callback_query_id",
}


def _value(key: str, value: str) -> Any:
    """Numbers, lists and objects come as JSON text in a form; what people read is left as it is."""
    if key in _AS_IT_IS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _json(error: Refused) -> web.Response:
    return web.json_response(error.body, status=error.code)


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport:
        request.transport.abort()
    raise asyncio.CancelledError


async def _half(request: web.Request, reply: web.Response) -> web.StreamResponse:
    """Half of the reply, then silence: what Telegram did is done, and the bot cannot know."""
    body = reply.body if isinstance(reply.body, bytes) else b""
    broken = web.StreamResponse(headers={"Content-Length": str(len(body)), "Content-Type": "application/json"})
    await broken.prepare(request)
    await broken.write(body[: len(body) // 2])
    if request.transport:
        request.transport.close()
    raise asyncio.CancelledError
