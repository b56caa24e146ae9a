"""What a call costs this thread alone: other threads, the garbage of a whole test run and a busy machine do not count."""

import gc
import time
from collections.abc import Callable


def spent(call: Callable[[], object], times: int = 1) -> float:
    """Seconds of a core, the least of so many calls: what explodes does so each time."""
    return min(_once(call) for _ in range(times))


def _once(call: Callable[[], object]) -> float:
    gc.disable()
    try:
        start = time.thread_time()
        call()
        return time.thread_time() - start
    finally:
        gc.enable()
