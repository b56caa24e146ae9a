"""How fast llama.cpp is here, on a file with random weights of a stated shape: the machine is measured, not any model's words."""

from __future__ import annotations

import asyncio
import os
import platform
import statistics
import tempfile
import time
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from bot.model_trial import _memory
from retrieval.model_process import Bounds, LocalModel
from retrieval.models import Message, Request
from tests.tiny_gguf import Shape, noise

SHAPE = Shape(layers=8, dim=512, heads=8, feed=1536, vocabulary=32_000, half=True)
ROUNDS, TOKENS = 5, 60
PROMPT = "банк отказал в кредите " * 20  # about 470 tokens of one letter each, as long as our prompts may be


@dataclass
class Row:
    """Medians of one number of threads: seconds to the first token, tokens a second after it, bytes held at most."""

    threads: int
    first: float
    speed: float
    memory: int


async def measure() -> tuple[int, list[Row]]:
    """The file's size, and a row for 1, 2 and all cores."""
    cores = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder:
        path = noise(Path(folder) / "bench.gguf", SHAPE)
        rows = [await _row(path, threads) for threads in sorted({1, 2, cores} & set(range(1, cores + 1)))]
        return path.stat().st_size, rows


async def _row(path: Path, threads: int) -> Row:
    model, firsts, speeds = LocalModel(path, Bounds(context=4096, threads=threads)), [], []
    try:
        await model.warm()
        for number in range(ROUNDS):
            # Another first word each time: what llama.cpp still holds of the last prompt must not be counted as speed.
            messages = (Message("user", f"{number} {PROMPT}"),)
            start = time.perf_counter()
            times = []
            async with aclosing(model.stream(Request(messages, max_tokens=TOKENS, seconds=600))) as pieces:
                async for _ in pieces:
                    times.append(time.perf_counter())
            firsts.append(times[0] - start)
            speeds.append((len(times) - 1) / (times[-1] - times[0]))
        return Row(threads, statistics.median(firsts), statistics.median(speeds), _memory(model))
    finally:
        await model.close()


def report() -> str:
    """A table with the machine and the shape."""
    size, rows = asyncio.run(measure())
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    lines = [
        f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores, load {load}; file {size / 1e6:.0f} MB, random weights:",
        f"{SHAPE.layers} layers, width {SHAPE.dim}, feed-forward {SHAPE.feed}, {SHAPE.vocabulary} words and letters, f16",
        "", "| threads | first token, s | tokens/s | memory, MB |", "|---|---|---|---|",
    ]  # fmt: skip
    return "\n".join(
        lines + [f"| {row.threads} | {row.first:.2f} | {row.speed:.0f} | {row.memory / 1e6:.0f} |" for row in rows]
    )
