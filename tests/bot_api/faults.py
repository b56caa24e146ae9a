"""What can go wrong between a bot and Telegram, scripted per method."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any


class Refused(Exception):
    """A reply with `ok: false`; 400 unless said otherwise."""

    def __init__(self, description: str, code: int = 400, **parameters: Any) -> None:
        names = {400: "Bad Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}
        prefix = f"{names[code]}: " if code in names else ""
        super().__init__(prefix + description)
        self.code, self.description, self.parameters = code, prefix + description, parameters

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


@dataclass(frozen=True)
class Fault:
    """What happens instead of, or to, one request."""

    refusal: Refused | None = None
    page: tuple[int, str] | None = None  # a gateway's answer: status and HTML
    seconds: float = 0.0  # before anything else
    cut: str = ""  # "before": dropped unheard; "half": done, and the reply breaks off in its middle


def too_many(retry_after: int = 1) -> Fault:
    """429: told to wait."""
    return Fault(Refused(f"Too Many Requests: retry after {retry_after}", 429, retry_after=retry_after))


def server_error(code: int = 502) -> Fault:
    """Telegram itself says that it is unwell."""
    return Fault(Refused("Internal Server Error", code))


def gateway_page(code: int = 502) -> Fault:
    """A proxy before Telegram answers with a page of its own."""
    return Fault(page=(code, "<html><head><title>502 Bad Gateway</title></head></html>"))


def refused(description: str, code: int = 400) -> Fault:
    """Telegram says no."""
    return Fault(Refused(description, code))


def slow(seconds: float) -> Fault:
    """Done, but late."""
    return Fault(seconds=seconds)


UNHEARD, HUNG, HALF_REPLY = Fault(cut="before"), Fault(seconds=120, cut="before"), Fault(cut="half")


@dataclass
class Faults:
    """Faults by method: a queue that is used up, and one that lasts."""

    _next: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _always: dict[str, Fault] = field(default_factory=dict)

    def then(self, method: str, *faults: Fault) -> None:
        """These happen to the next requests of the method, one each."""
        self._next[method.lower()].extend(faults)

    def always(self, method: str, fault: Fault) -> None:
        """This happens to every request of the method until `clear`."""
        self._always[method.lower()] = fault

    def clear(self) -> None:
        """All is well again."""
        self._next.clear()
        self._always.clear()

    def used_up(self, method: str) -> bool:
        """Whether all that `then` has scripted for the method has happened, or is happening."""
        return not self._next.get(method.lower())

    def take(self, method: str) -> Fault:
        """The fault of this request."""
        waiting = self._next.get(method.lower())
        return waiting.popleft() if waiting else self._always.get(method.lower(), Fault())
