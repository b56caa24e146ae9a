"""The child process that holds a GGUF file: one request at a time, JSON lines in and out. The only importer of llama_cpp.

A crash in native code, an out-of-memory, a kill: all end here and not in the bot. The lines are described in docs/model.md.
"""

import argparse
import contextlib
import json
import os
import queue
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Say = Callable[[Mapping[str, object]], None]


class Listener:
    """Reads requests in a thread of its own, so that a cancel is heard while a text is being made."""

    def __init__(self) -> None:
        self.requests: queue.Queue[dict[str, Any]] = queue.Queue()
        self._cancelled = 0

    def listen(self) -> None:
        """Until the other end has gone; then nobody needs this process."""
        for line in sys.stdin.buffer:
            order = json.loads(line)
            if "cancel" in order:
                self._cancelled = order["cancel"]
            else:
                self.requests.put(order)
        os._exit(0)

    def cancelled(self, number: int) -> bool:
        """Whether a request, or a later one, was called off."""
        return self._cancelled >= number


def main(arguments: list[str]) -> None:
    """Load, say so, serve until the other end closes."""
    parser = argparse.ArgumentParser(prog="model_worker")
    parser.add_argument("path")
    parser.add_argument("--context", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--memory", type=int, required=True, help="bytes beside the file itself")
    options = parser.parse_args(arguments)
    say = _mouth()
    listener = Listener()
    try:
        # llama.cpp may copy the weights into a faster layout: the file's size once more, in memory of its own.
        _be_modest(options.memory + os.path.getsize(options.path))
        llama = _load(options)
    except (Exception, SystemExit) as error:
        say({"failed": type(error).__name__})
        return
    say({"ready": os.getpid()})
    threading.Thread(target=listener.listen, daemon=True).start()
    while True:
        _serve(llama, listener.requests.get(), listener, say)


def _mouth() -> Say:
    """Standard output for our lines alone: whatever a library prints goes nowhere."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    def say(line: Mapping[str, object]) -> None:
        lines.write(json.dumps(line, ensure_ascii=False) + "\n")
        lines.flush()

    return say


def _be_modest(memory: int) -> None:
    """Bounded, first to go when memory runs out, last in line for a core, and deaf to the Ctrl-C that is meant for the bot."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")
    with contextlib.suppress(OSError):
        os.nice(5)


def _load(options: argparse.Namespace) -> Any:
    import llama_cpp

    llama = llama_cpp.Llama(
        options.path, n_ctx=options.context, n_threads=options.threads, n_threads_batch=options.threads, n_batch=256,
        seed=0, verbose=False,
    )  # fmt: skip
    template = llama.metadata.get("tokenizer.chat_template")
    if template:
        llama.chat_handler = _without_thinking(llama, template)
    return llama


def _without_thinking(llama: Any, template: str) -> Any:
    """A model that can think aloud is told not to: people would wait for words that nobody shows them."""
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter

    def text(token: int) -> str:
        return str(llama.detokenize([token], special=True).decode("utf-8", "replace")) if token >= 0 else ""

    end = llama.token_eos()
    return Jinja2ChatFormatter(
        "{%- set enable_thinking = false -%}" + template,
        eos_token=text(end), bos_token=text(llama.token_bos()), stop_token_ids=[end],
    ).to_chat_handler()  # fmt: skip


def _serve(llama: Any, order: dict[str, Any], listener: Listener, say: Say) -> None:
    number, end = order["id"], "stop"
    try:
        for text, reason in _chunks(llama, order):
            if listener.cancelled(number):
                end = "cancelled"
                break
            if text:
                say({"id": number, "text": text})
            end = reason or end
    except ValueError:  # llama_cpp's word for a prompt that is longer than the context
        end = "too_long"
    except Exception:
        end = "failed"
    say({"id": number, "end": end})


def _chunks(llama: Any, order: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    stream = llama.create_chat_completion(
        order["messages"], stream=True, temperature=0.0, repeat_penalty=1.0, max_tokens=order["max_tokens"]
    )
    with contextlib.closing(stream):
        for chunk in stream:
            choice = chunk["choices"][0]
            yield choice["delta"].get("content") or "", choice["finish_reason"]


if __name__ == "__main__":
    main(sys.argv[1:])
