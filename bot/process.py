"""The life of the process: build, listen, poll, and on SIGTERM stop taking, finish, confirm, close."""

import asyncio
import gc
import logging
import signal
from dataclasses import replace
from functools import partial

from aiohttp import web

from bot import engine as engines
from bot.app import App, build
from bot.guide_watch import GuideWatch, tell
from bot.kiosk import local
from bot.kiosk.server import Kiosk, application, free_socket
from bot.press import qr
from bot.settings import Settings, SettingsError
from bot.store.database import close_database
from bot.store.sweeper import keep_swept
from bot.telegram import TelegramDoor

log = logging.getLogger(__name__)
HOW_TO = """
To put Senim on Telegram:
  1. In Telegram, open @BotFather, send /newbot and copy the token it gives you.
  2. Write the token into a file named .env here: BOT_TOKEN=123456:letters
  3. Start again: make run
"""
ADD_MODEL = "Senim works without a model. To add one that words answers more plainly: senim model list"


async def run(settings: Settings) -> int:
    """Run Senim until it is told to stop; the exit code. Raises SettingsError for what no waiting mends."""
    app = await _built(settings)
    tell(app.engine.guide.problems)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    kiosk = Kiosk(app.settings, app.kiosk, app.kiosk_session, app.dispatcher, app.services, qr.svg)
    site = application(kiosk)
    door = TelegramDoor(app, app.bot) if app.bot else None
    if door:
        door.attach(site)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    aside = [
        asyncio.create_task(GuideWatch(app.services, partial(engines.build, settings)).run()),
        asyncio.create_task(keep_swept(app.database, app.services.dialogues, app.services.classes)),
        asyncio.create_task(_warm(app)),
    ]
    try:
        address = await _listen(runner, settings)
        app.services.links = replace(app.services.links, local=local.address(address, settings.kiosk_hosts))
        print(f"Senim is at {address}", flush=True)
        if door is None:
            print(HOW_TO, flush=True)
        if not (settings.model_path or settings.model_url):
            print(ADD_MODEL, flush=True)
        _settle_memory()
        kiosk.ready = True
        return await door.serve(stop) if door else await _until(stop)
    finally:
        for task in aside:
            task.cancel()
        if app.services.model:
            await app.services.model.close()
        await runner.cleanup()
        await close_database(app.database)


async def _warm(app: App) -> None:
    if app.services.model:
        await app.services.model.warm()


async def _until(stop: asyncio.Event) -> int:
    await stop.wait()
    return 0


async def _built(settings: Settings) -> App:
    try:
        return await build(settings)
    except OSError as error:
        raise SettingsError(f"SENIM_DATA: {settings.data} cannot be used ({error.strerror or type(error).__name__}); "
                            "make it writable or name another folder") from None  # fmt: skip


async def _listen(runner: web.AppRunner, settings: Settings) -> str:
    try:
        bound = free_socket(settings.kiosk_host, settings.kiosk_port)
    except OSError as error:
        raise SettingsError(f"SENIM_KIOSK_HOST, SENIM_KIOSK_PORT: cannot listen on {settings.kiosk_host}:{settings.kiosk_port} "
                            f"({error.strerror}); name another address or port") from None  # fmt: skip
    host, port = bound.getsockname()[:2]
    if settings.kiosk_port not in (0, port):
        print(f"Port {settings.kiosk_port} is taken, using {port}.", flush=True)
    await web.SockSite(runner, bound).start()
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _settle_memory() -> None:
    """aiogram's classes fill the collector's generations; frozen, they no longer cost every long collection its pause."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
