"""All handlers in one list: to walk aiogram's tree of routers, and its threads, cost more than most answers do."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import FilterObject, HandlerObject


def flat(routers: Iterable[Router]) -> Router:
    """One router that tries the handlers of all in the same order, each behind its own router's filters as well.

    Raises ValueError for a router with middlewares or inner routers: those would be lost.
    """
    joined = Router(name="all")
    for router in routers:
        for kind, observer in router.observers.items():
            if router.sub_routers or len(observer.outer_middleware) or len(observer.middleware):
                raise ValueError(f"router {router.name!r} has more than filters and handlers")
            for handler in observer.handlers:
                own = observer._handler.filters or ()  # of the router itself: they guard each of its handlers
                filters = [*own, *(handler.filters or ())]
                joined.observers[kind].handlers.append(Straight(handler.callback, filters, handler.flags))
    return joined


@dataclass
class Straight(HandlerObject):
    """A handler whose filters are asked on the spot: what looks at memory is not worth a thread, nor a task of its own."""

    def __post_init__(self) -> None:
        super().__post_init__()
        for one in self.filters or ():
            _keep_inner_here(one)

    async def check(self, *event: Any, **context: Any) -> tuple[bool, dict[str, Any]]:
        """Whether all filters let the event through, and the context with what they add to it."""
        for one in self.filters or ():
            found = one.callback(*event, **one._prepare_kwargs(context))
            if one.awaitable:
                found = await found
            if not found:
                return False, context
            if isinstance(found, dict):
                context.update(found)
        return True, context


def _keep_inner_here(one: FilterObject) -> None:
    """The parts of «and», «or», «not», which aiogram asks itself: in threads, unless they say that they can be awaited."""
    for inner in getattr(one.callback, "targets", None) or [getattr(one.callback, "target", None)]:
        if isinstance(inner, FilterObject):
            _keep_inner_here(inner)
            if not inner.awaitable:
                inner.callback, inner.awaitable = _asked(inner.callback), True


def _asked(look: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def asked(*event: Any, **context: Any) -> Any:
        return look(*event, **context)

    return asked
