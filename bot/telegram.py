"""The Telegram door: polling or webhook into one inbox, lanes that answer from it, and a drain when told to stop."""

import asyncio
import contextlib
import logging
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramNotFound, TelegramUnauthorizedError
from aiohttp import web

from bot.app import App
from bot.commands_menu import publish
from bot.delivery.drafts import STOPPED
from bot.delivery.in_work import InWork
from bot.delivery.intake import Intake
from bot.delivery.lanes import Lanes
from bot.delivery.polling import Poller
from bot.delivery.ports import DATABASE_AWAY
from bot.delivery.webhook import PATH, Webhook
from bot.delivery.worker import Worker
from bot.routers.sorry import apologise

log = logging.getLogger(__name__)
DRAIN_SECONDS = 8.0
PRUNE_SECONDS = 3600
ALONE_SECONDS = 5.0


class TelegramDoor:
    """Everything between Telegram and the dispatcher."""

    def __init__(self, app: App, bot: Bot, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._app, self._bot, self._sleep = app, bot, sleep
        self._allowed = [*app.dispatcher.resolve_used_update_types(), STOPPED]
        self._in_work = InWork(app.settings.data / "in-work", app.settings.workers)
        self._worker = Worker(bot, app.dispatcher, app.inbox, apologise(app.services))
        self._lanes = Lanes(self._worker.handle, app.settings.workers, self._in_work.holding)
        intake = Intake(app.inbox, self._lanes, app.services.drafts)
        self._poller = Poller(bot, intake, self._allowed)
        self._secret = app.services.vault.token("webhook")
        self._webhook = Webhook(self._secret, intake)

    def attach(self, site: web.Application) -> None:
        """In webhook mode Telegram comes to the same port as the kiosk, under a path of its own."""
        if self._app.settings.webhook_url:
            self._webhook.add_to(site)

    async def serve(self, stop: asyncio.Event) -> int:
        """Answer until told to stop; the exit code."""
        taking = asyncio.create_task(self._take(stop))
        aside = [asyncio.create_task(self._introduce()), asyncio.create_task(self._prune())]
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({stopping, taking}, return_when=asyncio.FIRST_COMPLETED)
            return _explain(taking.exception()) if taking.done() and not stop.is_set() else 0
        finally:
            await self._close(taking, stopping, *aside)

    async def _take(self, stop: asyncio.Event) -> None:
        await self._resume()
        await (self._hook(stop) if self._app.settings.webhook_url else self._poll())

    async def _resume(self) -> None:
        """What an earlier process left unanswered comes first; what it may have died of, alone: then only that one is counted."""
        for number in self._in_work.left:
            await self._worker.count_death(number)
        waiting = await self._app.inbox.waiting()
        for one in waiting:
            if one.update_id in self._in_work.left:
                self._lanes.schedule(one.lane, one.update_id)
                await self._lanes.idle(ALONE_SECONDS)
        for one in waiting:
            if one.update_id not in self._in_work.left:
                self._lanes.schedule(one.lane, one.update_id)

    async def _poll(self) -> None:
        with contextlib.suppress(AiogramError):
            await self._bot.delete_webhook()  # one left by an earlier set-up would keep every update to itself
        await self._poller.run()

    async def _hook(self, stop: asyncio.Event) -> None:
        url = f"{self._app.settings.webhook_url}{PATH}"
        pause = 1.0
        while not await self._hooked(url):
            await self._sleep(pause)
            pause = min(pause * 2, 30)
        await stop.wait()

    async def _hooked(self, url: str) -> bool:
        """Whether Telegram has taken the address. Raises what no waiting mends: a wrong token, a wrong address."""
        try:
            return await self._bot.set_webhook(
                url, secret_token=self._secret, allowed_updates=self._allowed, max_connections=40
            )
        except (TelegramUnauthorizedError, TelegramNotFound, TelegramBadRequest):
            raise
        except AiogramError as error:
            log.warning("setWebhook: %s, again soon", type(error).__name__)
            return False

    async def _introduce(self) -> None:
        """Learn the bot's own name, for links; publish commands and descriptions."""
        with contextlib.suppress(AiogramError):
            self._app.services.links = replace(self._app.services.links, username=(await self._bot.me()).username)
        await publish(self._bot, self._app.services.words)

    async def _prune(self) -> None:
        """Not at once: by then Telegram has repeated what it had to, whatever the clock said when it came."""
        while True:
            await asyncio.sleep(PRUNE_SECONDS)
            with contextlib.suppress(*DATABASE_AWAY):
                await self._app.inbox.prune()

    async def _close(self, *tasks: asyncio.Task[object]) -> None:
        """Take nothing more, finish what runs, confirm what is committed."""
        self._webhook.closed = True
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        finished = await self._lanes.drain(DRAIN_SECONDS)
        log.info("drained%s", "" if finished else "; the rest waits in the inbox for the next start")
        await self._poller.confirm()
        await self._bot.session.close()
        self._in_work.close()


def _explain(error: BaseException | None) -> int:
    if isinstance(error, TelegramUnauthorizedError | TelegramNotFound):
        print("senim: BOT_TOKEN is refused by Telegram; copy it again from @BotFather into .env", file=sys.stderr)
        return 2
    log.critical("Telegram ended (%s)", type(error).__name__)
    return 1
