"""Under which address computers of the same network reach this kiosk, for a class that sits there without internet."""

import contextlib
import socket
from urllib.parse import urlsplit

ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 compared, not bound


def address(listening: str, names: str) -> str:
    """The address that is written on a blackboard: a name the operator gave, else the number of this machine."""
    parts = urlsplit(listening)
    if parts.hostname not in ANYWHERE:
        return listening
    given = [name.strip() for name in names.split(",") if name.strip()]
    host = given[0] if given else _own_number() or socket.gethostname()
    return f"http://{host}:{parts.port}"


def _own_number() -> str | None:
    """The number on the network by which others come; nothing is sent to find it out."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # an address that is nobody's
        return str(probe.getsockname()[0])
    with contextlib.suppress(OSError):
        found = socket.gethostbyname(socket.gethostname())
        return None if found.startswith("127.") else found
    return None
