"""No filter is sent to a thread: before each answer there are a dozen of them, and a thread's turn costs more than the answer."""

import asyncio

from bot.routers import all_routers
from bot.routers.on_the_spot import on_the_spot
from tests.recorder import Chat


def filters(router):
    for observer in router.observers.values():
        for handler in (observer._handler, *observer.handlers):
            yield from handler.filters or ()
    for inner in router.sub_routers:
        yield from filters(inner)


def test_every_filter_of_every_router_is_awaited_and_not_handed_over():
    found = [one for router in all_routers() for one in filters(on_the_spot(router))]
    assert len(found) > 20
    assert all(one.awaitable for one in found)


async def test_a_message_that_passes_them_all_takes_no_thread(app, monkeypatch):
    async def to_thread(*_, **__):
        raise AssertionError("a filter went to a thread")

    monkeypatch.setattr(asyncio, "to_thread", to_thread)
    chat = Chat(app)
    await chat.says("почему мне не дали кредит, говорят компьютер")
    assert chat.sent
