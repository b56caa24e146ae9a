"""Which updates are being handled right now, in a small file that outlives the process: who died, and of what?

A kill leaves the numbers behind, at no cost: a slot is overwritten in place, nothing waits for the disk. (A power cut may
lose them, and is no update's fault.) An update that takes the process with it is counted as tried at the next start.
"""

import contextlib
import logging
import os
import struct
from collections.abc import Iterator
from pathlib import Path

log = logging.getLogger(__name__)
_SLOT = struct.Struct("<q")
_EMPTY = _SLOT.pack(0)


class Died(Exception):
    """The process ended while it handled the update."""


class InWork:
    """One slot for each worker; `left` are the numbers that an earlier process left behind."""

    def __init__(self, path: Path, workers: int) -> None:
        self.left: tuple[int, ...] = ()
        self._free = list(range(workers))
        self._file = self._open(path, workers)

    @contextlib.contextmanager
    def holding(self, update_id: int) -> Iterator[None]:
        """The update stands in the file while the block runs."""
        slot = self._free.pop()
        self._write(slot, _SLOT.pack(update_id))
        try:
            yield
        finally:  # broken off by us, told to stop, is no death either
            self._write(slot, _EMPTY)
            self._free.append(slot)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _open(self, path: Path, workers: int) -> int | None:
        """Read what is left and lay the slots out in full, so that a full disk cannot stop them being used later."""
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            old = os.pread(file, 256 * _SLOT.size, 0)
            whole = old[: len(old) - len(old) % _SLOT.size]
            self.left = tuple(sorted({number for (number,) in _SLOT.iter_unpack(whole) if number}))
            os.pwrite(file, _EMPTY * max(workers, len(old) // _SLOT.size), 0)
        except OSError as error:
            log.warning(
                "%s cannot be used (%s): what an update does to the process is not noticed", path, error.strerror
            )
            return None
        return file

    def _write(self, slot: int, number: bytes) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                os.pwrite(self._file, number, slot * _SLOT.size)
