"""All handlers stand in one list, in their order, and no filter is sent to a thread: before each answer there are dozens of them."""

import asyncio

import pytest
from aiogram import F, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters import or_f

from bot.routers import all_routers
from bot.routers.flat import flat
from tests.recorder import Chat


def test_the_list_holds_every_handler_and_no_router_is_walked():
    joined = all_routers()
    assert joined.sub_routers == []
    assert len(joined.observers["message"].handlers) > 25
    assert {"message", "callback_query", "inline_query", "poll_answer"} <= set(joined.resolve_used_update_types())


async def test_a_message_that_passes_them_all_takes_no_thread(app, monkeypatch):
    async def to_thread(*_, **__):
        raise AssertionError("a filter went to a thread")

    monkeypatch.setattr(asyncio, "to_thread", to_thread)
    chat = Chat(app)
    await chat.says("почему мне не дали кредит, говорят компьютер")
    assert chat.sent


def heard(first: Router, second: Router, number: int):
    return flat([first, second]).propagate_event("message", number)


async def test_a_routers_own_filter_guards_each_of_its_handlers_and_no_other():
    first, second = Router(), Router()
    first.message.filter(lambda number: number > 10)
    first.message.register(lambda number: "first", F == 11)
    first.message.register(lambda number: "any of the first")
    second.message.register(lambda number: "second", lambda number: number < 20)
    assert [await heard(first, second, number) for number in (11, 12, 3)] == ["first", "any of the first", "second"]


async def test_nobody_may_want_it():
    first, second = Router(), Router()
    second.message.register(lambda number: "second", or_f(F == 1, lambda number: number == 2))
    assert [await heard(first, second, number) for number in (1, 2)] == ["second", "second"]
    assert await heard(first, second, 3) is UNHANDLED


async def test_what_a_filter_finds_is_handed_to_the_next_filter_and_to_the_handler():
    async def found(number):
        return {"double": number * 2}

    first, second = Router(), Router()
    first.message.register(lambda number, double: double, found, lambda number, double: double > 5)
    assert [await heard(first, second, number) for number in (3, 2)] == [6, UNHANDLED]


def test_a_router_with_more_than_filters_and_handlers_is_refused():
    outer, inner, guarded = Router(), Router(name="inner"), Router(name="guarded")
    outer.include_router(inner)
    guarded.message.middleware(lambda handler, event, data: handler(event, data))
    with pytest.raises(ValueError, match="more than filters"):
        flat([outer])
    with pytest.raises(ValueError, match="guarded"):
        flat([guarded])
