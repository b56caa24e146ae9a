"""Filters that look at what is in memory are asked on the spot: aiogram would send each of them to a thread and wait for it."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import FilterObject


def on_the_spot(router: Router) -> Router:
    """The same router. A thread's turn costs more than all such filters together, and there are a dozen before each answer."""
    for observer in router.observers.values():
        for handler in (observer._handler, *observer.handlers):  # the first holds the filters of the router itself
            for one in handler.filters or ():
                _keep_here(one)
    for inner in router.sub_routers:
        on_the_spot(inner)
    return router


def _keep_here(one: FilterObject) -> None:
    joined = getattr(one.callback, "targets", None) or [getattr(one.callback, "target", None)]  # of and, or, not
    for inner in joined:
        if isinstance(inner, FilterObject):
            _keep_here(inner)
    if not one.awaitable:
        one.callback, one.awaitable = _asked(one.callback), True


def _asked(look: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def asked(*event: Any, **context: Any) -> Any:
        return look(*event, **context)

    return asked
