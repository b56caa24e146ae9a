"""The life of the process: build, listen, poll, and on SIGTERM stop taking, finish, confirm, close."""

import asyncio
import gc
import logging
import signal
import sys

from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError
from aiohttp import web

from bot.app import App, build
from bot.commands_menu import publish
from bot.delivery.lanes import Lanes
from bot.delivery.polling import Poller
from bot.delivery.worker import Worker
from bot.kiosk.server import Kiosk, application, free_socket
from bot.routers.sorry import apologise
from bot.settings import Settings, SettingsError
from bot.store.database import close_database

log = logging.getLogger(__name__)
DRAIN_SECONDS = 8.0
HOW_TO = """
To put Senim on Telegram:
  1. In Telegram, open @BotFather, send /newbot and copy the token it gives you.
  2. Write the token into a file named .env here: BOT_TOKEN=123456:letters
  3. Start again: make run
"""


async def run(settings: Settings) -> int:
    """Run Senim until it is told to stop; the exit code. Raises SettingsError for what no waiting mends."""
    app = await _built(settings)
    for problem in app.engine.guide.problems:
        log.error("left out of the guide: %s", problem)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    runner = web.AppRunner(_web(app), access_log=None)
    await runner.setup()
    try:
        address = await _listen(runner, settings)
        print(f"Senim is at {address}", flush=True)
        if app.bot is None:
            print(HOW_TO, flush=True)
        _settle_memory()
        return await _serve(app, runner.app, stop)
    finally:
        await runner.cleanup()
        await close_database(app.database)


async def _serve(app: App, site: web.Application, stop: asyncio.Event) -> int:
    stopping = asyncio.create_task(stop.wait())
    if app.bot is None:
        site["ready"] = True
        await stopping
        return 0
    lanes = Lanes(Worker(app.bot, app.dispatcher, app.inbox, apologise(app.services)).handle, app.settings.workers)
    poller = Poller(app.bot, app.inbox, lanes, app.dispatcher.resolve_used_update_types())
    polling = asyncio.create_task(poller.run())
    publishing = asyncio.create_task(publish(app.bot, app.services.words))
    pruning = asyncio.create_task(_prune(app))
    site["ready"] = True
    try:
        await asyncio.wait({stopping, polling}, return_when=asyncio.FIRST_COMPLETED)
        if polling.done():
            return _explain(polling.exception())
        return 0
    finally:
        for task in (polling, publishing, pruning):
            task.cancel()
        await asyncio.gather(polling, publishing, pruning, return_exceptions=True)
        finished = await lanes.drain(DRAIN_SECONDS)
        log.info("drained%s", "" if finished else "; the rest waits in the inbox for the next start")
        await poller.confirm()
        await app.bot.session.close()


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


def _web(app: App) -> web.Application:
    return application(Kiosk(app.settings, app.kiosk, app.kiosk_session, app.dispatcher, app.services))


def _settle_memory() -> None:
    """aiogram's classes fill the collector's generations; frozen, they no longer cost every long collection its pause."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def _explain(error: BaseException | None) -> int:
    if isinstance(error, (TelegramUnauthorizedError, TelegramNotFound)):
        print("senim: BOT_TOKEN is refused by Telegram; copy it again from @BotFather into .env", file=sys.stderr)
        return 2
    log.critical("polling ended (%s)", type(error).__name__)
    return 1


async def _prune(app: App) -> None:
    while True:
        await app.inbox.prune()
        await asyncio.sleep(3600)
