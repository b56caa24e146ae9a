"""What a page says and hears on its line to a kiosk, for tests over HTTP."""

import asyncio
import json

DECISION = "guide/rights/credit-decision"


def here(client):
    return f"http://{client.host}:{client.port}"


async def opened(client, lang="ru", **more):
    return await client.ws_connect(f"/ws?lang={lang}", headers={"Origin": here(client)}, **more)


async def until(ws, op):
    """Events up to and with the first of that kind."""
    events = []
    async with asyncio.timeout(10):
        while not events or events[-1]["op"] != op:
            events.append(json.loads((await ws.receive()).data))
    return events


async def eventually(true):
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


async def asked(ws, text):
    await ws.send_json({"op": "text", "text": text})
    return [event for event in await until(ws, "done") if event["op"] in ("message", "edit")]
