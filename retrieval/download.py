"""A large file from a hub, whole and checked: it goes on where it stopped, and nothing half or wrong ever gets its name."""

import errno
import hashlib
import http.client
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

CHUNK = 1 << 20
TRIES = 5
Progress = Callable[[int, int | None], None]  # bytes here, bytes in all where known


class DownloadError(Exception):
    """Why there is no file, in one line that says what to do."""


class _Interrupted(Exception):
    pass


@dataclass(frozen=True)
class Wanted:
    """A file: where it is, where it goes, and what is known of it."""

    url: str
    path: Path
    size: int | None = None
    sha256: str | None = None

    @property
    def part(self) -> Path:
        """What has come so far."""
        return self.path.with_name(self.path.name + ".part")

    @property
    def edition(self) -> Path:
        """Which edition of the file the part is of: its ETag."""
        return self.path.with_name(self.path.name + ".etag")


def fetch(wanted: Wanted, progress: Progress) -> str:
    """Get it, check it, name it; its sha256. Raises DownloadError; what has come is kept for the next try."""
    wanted.path.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(1, TRIES + 1):
        before = _size(wanted.part)
        try:
            _go_on(wanted, progress)
            return _accept(wanted)
        except _Interrupted as error:
            if attempt == TRIES or _size(wanted.part) <= before:
                raise DownloadError(f"{error}; what has come is kept, the same command goes on from there") from None
    raise AssertionError("unreachable")


def sha256(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _go_on(wanted: Wanted, progress: Progress) -> None:
    here = _size(wanted.part)
    if wanted.size and here == wanted.size:
        return
    request = urllib.request.Request(wanted.url, headers=_headers(wanted, here))  # noqa: S310 the operator's own address
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310
            here = here if reply.status == 206 else 0
            total = here + int(reply.headers["Content-Length"]) if reply.headers.get("Content-Length") else wanted.size
            _check_room(wanted.part.parent, (total or 0) - here)
            wanted.edition.write_text(reply.headers.get("ETag") or "")
            with wanted.part.open("ab" if here else "wb") as file:
                _copy(reply, file, here, total, progress)
    except urllib.error.HTTPError as error:
        raise _refused(wanted, error.code) from None
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DownloadError(f"{wanted.part.parent} is full; make room, then the same command goes on") from None
        raise _Interrupted(f"no connection to {urlsplit(wanted.url).netloc} ({_reason(error)})") from None


def _headers(wanted: Wanted, here: int) -> dict[str, str]:
    edition = wanted.edition.read_text() if wanted.edition.exists() else ""
    return {"Range": f"bytes={here}-"} | ({"If-Range": edition} if edition else {}) if here else {}


def _copy(reply: http.client.HTTPResponse, file: BinaryIO, here: int, total: int | None, progress: Progress) -> None:
    progress(here, total)
    while chunk := reply.read(CHUNK):
        file.write(chunk)
        here += len(chunk)
        progress(here, total)
    if total is not None and here < total:
        raise http.client.IncompleteRead(b"")


def _accept(wanted: Wanted) -> str:
    found, got = sha256(wanted.part), _size(wanted.part)
    wrong = (wanted.size is not None and got != wanted.size) or (wanted.sha256 is not None and found != wanted.sha256)
    wanted.edition.unlink(missing_ok=True)
    if wrong:
        wanted.part.unlink()
        raise DownloadError(
            f"{wanted.path.name} is not the file it should be ({got} bytes, sha256 {found[:12]}…): thrown away"
        )
    wanted.part.replace(wanted.path)
    return found


def _check_room(folder: Path, more: int) -> None:
    free = shutil.disk_usage(folder).free
    if more > free:
        raise DownloadError(
            f"{folder} has {free / 1e9:.1f} GB free, {more / 1e9:.1f} GB are needed; make room or name another SENIM_DATA"
        )


def _refused(wanted: Wanted, status: int) -> DownloadError:
    if status == 416:
        wanted.part.unlink(missing_ok=True)
        return DownloadError("what had come does not fit the file any more and was thrown away; start again")
    told = {401: "it asks for an account", 403: "it asks for an account", 404: "there is no such file"}
    return DownloadError(
        f"{urlsplit(wanted.url).netloc} answered {status}: {told.get(status, 'try later')} ({wanted.url})"
    )


def _reason(error: Exception) -> str:
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    return getattr(inner, "strerror", None) or (inner if isinstance(inner, str) else type(inner).__name__)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
