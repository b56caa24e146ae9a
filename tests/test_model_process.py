"""The child process: it may die, hang, talk nonsense; the bot goes on. With children that misbehave and with real llama.cpp."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import aclosing
from pathlib import Path

import pytest

from retrieval.model_process import Bounds, LocalModel
from retrieval.models import Away, Message, Queue, Request, TooLong, TooSlow
from tests.conftest import ROOT
from tests.words import ASKED, SAID, said


def odd(how, clock=time.monotonic):
    return LocalModel(Path("odd"), clock=clock, command=[sys.executable, str(ROOT / "tests" / "odd_worker.py"), how])


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    from tests.tiny_gguf import noise, reciting

    folder = tmp_path_factory.mktemp("gguf")
    return {"says": reciting(folder / "says.gguf", SAID), "noise": noise(folder / "noise.gguf")}


# --- the child process, with children that misbehave


@pytest.mark.parametrize("how", ["dies at start", "cannot load"])
async def test_a_model_that_does_not_start_is_away_and_rests_longer_each_time(clock, how):
    model = odd(how, clock)
    for pause in (1, 2, 4):
        with pytest.raises(Away, match=r"start|loaded"):
            await said(model)
        clock.at += pause - 0.1
        with pytest.raises(Away, match="rest"):
            await said(model)
        clock.at += 0.2
    assert model.pid is None
    await model.close()


@pytest.mark.parametrize("how", ["dies in the middle", "talks nonsense", "fails"])
async def test_a_child_that_breaks_in_the_middle_gives_what_it_said_and_then_away(clock, how):
    model = odd(how, clock)
    async with aclosing(model.stream(ASKED)) as pieces:
        assert await anext(pieces) == "Один. "
        with pytest.raises(Away):
            await anext(pieces)
    with pytest.raises(Away, match="rest"):
        await said(model)
    await model.close()


async def test_kill_9_in_the_middle_and_the_next_request_has_a_new_child(clock):
    model = odd("slow", clock)
    async with aclosing(model.stream(ASKED)) as pieces:
        assert await anext(pieces) == "Один. "
        first = model.pid
        os.kill(first, signal.SIGKILL)
        with pytest.raises(Away):
            await anext(pieces)
    clock.at += 1.1
    async with aclosing(model.stream(ASKED)) as pieces:
        assert await anext(pieces) == "Один. "
        assert model.pid != first
    await model.close()


async def test_the_deadline_ends_a_slow_answer_and_the_child_stays():
    model = odd("slow")
    await model.warm()
    with pytest.raises(TooSlow):
        await said(model, Request(ASKED.messages, seconds=0.5))
    assert model.pid is not None
    await model.close()


async def test_a_child_that_does_not_hear_a_cancel_is_ended(monkeypatch):
    monkeypatch.setattr("retrieval.model_process.GRACE", 0.2)
    model = odd("deaf")
    async with aclosing(model.stream(ASKED)) as pieces:
        await anext(pieces)
    assert model.pid is None
    async with aclosing(model.stream(ASKED)) as pieces:  # not a death: no rest
        assert await anext(pieces) == "Один. "
    await model.close()


async def test_a_cancelled_task_leaves_the_child_ready():
    model = odd("slow")
    await model.warm()
    task = asyncio.create_task(said(model))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert model.pid is not None
    await model.close()


async def test_no_secret_reaches_the_child(monkeypatch, tmp_path):
    monkeypatch.setenv("BOT_TOKEN", "1:marked-secret")
    monkeypatch.setenv("SENIM_SECRET", "marked-secret")
    model = odd("slow")
    await model.warm()
    assert b"marked-secret" not in Path(f"/proc/{model.pid}/environ").read_bytes()
    await model.close()


def test_fewer_threads_than_cores():
    cores = len(os.sched_getaffinity(0))
    assert Bounds().cores() == max(1, cores - 1)
    assert Bounds(threads=3).cores() == 3


# --- real llama.cpp in a child process


@pytest.mark.needs("llama")
async def test_a_gguf_file_recites_in_a_child_process(files):
    model = LocalModel(files["says"])
    try:
        assert (await said(model)).strip() == SAID
        assert (await said(model)).strip() == SAID
        with pytest.raises(TooLong):
            await said(model, Request((Message("user", "ы" * 9000),)))
        async with aclosing(model.stream(ASKED)) as pieces:
            await anext(pieces)
        assert (await said(model)).strip() == SAID
    finally:
        await model.close()


@pytest.mark.needs("llama")
async def test_forty_at_once_come_out_whole(files):
    queue = Queue(LocalModel(files["says"]), waiting=40)
    try:
        assert {one.strip() for one in await asyncio.gather(*(said(queue) for _ in range(40)))} == {SAID}
    finally:
        await queue.close()


@pytest.mark.needs("llama")
async def test_killed_for_real_and_back_again(files, clock):
    model = LocalModel(files["noise"], clock=clock)
    try:
        async with aclosing(model.stream(Request(ASKED.messages, max_tokens=1500))) as pieces:
            await anext(pieces)
            os.kill(model.pid, signal.SIGKILL)
            with pytest.raises(Away):
                [piece async for piece in pieces]
        clock.at += 1.1
        assert await said(model)
    finally:
        await model.close()


@pytest.mark.needs("llama")
async def test_memory_is_bounded_and_the_child_goes_first(files):
    small = LocalModel(files["noise"], Bounds(context=2048, memory=20 << 20))
    with pytest.raises(Away):
        await said(small)
    model = LocalModel(files["noise"])
    try:
        await model.warm()
        assert Path(f"/proc/{model.pid}/oom_score_adj").read_text().strip() == "1000"
        limits = Path(f"/proc/{model.pid}/limits").read_text()
        assert str((2 << 30) + files["noise"].stat().st_size) in next(
            line for line in limits.splitlines() if "data" in line
        )
    finally:
        await model.close()


@pytest.mark.needs("llama")
async def test_the_child_goes_when_the_bot_has_gone(files):
    code = (
        "import asyncio, sys; from pathlib import Path; from retrieval.model_process import LocalModel\n"
        "async def main():\n"
        "    model = LocalModel(Path(sys.argv[1])); await model.warm(); print(model.pid, flush=True); await asyncio.sleep(60)\n"
        "asyncio.run(main())"
    )
    with subprocess.Popen([sys.executable, "-c", code, files["noise"]], stdout=subprocess.PIPE, text=True) as process:
        child = int(process.stdout.readline())
        process.kill()
    assert await gone(child)


async def gone(pid):
    for _ in range(200):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        await asyncio.sleep(0.05)
    return False


@pytest.mark.needs("llama")
@pytest.mark.parametrize(("asked", "same"), [("enable_thinking == false", True), ("enable_thinking == true", False)])
async def test_a_thinking_model_is_told_not_to(tmp_path, monkeypatch, asked, same):
    from tests import tiny_gguf

    said_by = []
    for name, template in (("plain", "тихо"), ("asked", "{% if " + asked + " %}тихо{% else %}вслух{% endif %}")):
        monkeypatch.setattr(tiny_gguf, "TEMPLATE", template)
        model = LocalModel(tiny_gguf.noise(tmp_path / f"{name}.gguf"))
        said_by.append(await said(model))
        await model.close()
    assert (said_by[0] == said_by[1]) is same
