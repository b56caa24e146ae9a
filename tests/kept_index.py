"""The search index that the tests' processes share: made once for a state of the code, not again in every new data folder."""

import contextlib
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

KEPT = ROOT / ".pytest_cache"


@cache
def _folder() -> Path:
    """One folder for this state of `retrieval`; those of earlier states are taken away."""
    files = sorted(path for path in (ROOT / "retrieval").rglob("*") if path.is_file() and path.suffix != ".pyc")
    state = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
    folder = KEPT / f"senim-index-{state}"
    for old in KEPT.glob("senim-index-*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def shared() -> Iterator[Path]:
    """The folder, for one process at a time: whoever comes second finds the index made."""
    KEPT.mkdir(exist_ok=True)
    with (KEPT / "senim-index.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield _folder()


def lay_out(data: Path) -> None:
    """Into a data folder before a start."""
    _link(_folder(), data / "index")


def gather(data: Path) -> None:
    """Out of a data folder once the process answers."""
    _link(data / "index", _folder())


def _link(source: Path, target: Path) -> None:
    for path in source.glob("*.npz"):
        with contextlib.suppress(OSError):  # a folder that cannot be written is what a test wants to see
            target.mkdir(parents=True, exist_ok=True)
            if not (target / path.name).exists():
                try:
                    os.link(path, target / path.name)
                except OSError:
                    shutil.copy(path, target / path.name)
