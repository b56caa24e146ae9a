"""A model's process that misbehaves: what it does stands in its first argument; told apart from a real one by nobody."""

import json
import os
import sys
import time


def say(line: dict) -> None:
    print(json.dumps(line), flush=True)


def main(how: str) -> None:
    if how == "dies at start":
        os._exit(3)
    if how == "cannot load":
        say({"failed": "ValueError"})
        return
    say({"ready": os.getpid()})
    for raw in sys.stdin:
        order = json.loads(raw)
        if "cancel" in order:
            if how != "deaf":
                say({"id": order["cancel"], "end": "cancelled"})
            continue
        say({"id": order["id"], "text": "Один. "})
        if how == "dies in the middle":
            os._exit(9)
        if how == "talks nonsense":
            print("<<<", flush=True)
        if how == "fails":
            say({"id": order["id"], "end": "failed"})
        if how in ("slow", "deaf"):
            continue
        say({"id": order["id"], "text": "Два."})
        say({"id": order["id"], "end": "stop"})
    if how == "deaf":
        time.sleep(30)


if __name__ == "__main__":
    main(sys.argv[1])
