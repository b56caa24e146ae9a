"""How fast llama.cpp is on this machine, at 1, 2 and all cores. Usage: python scripts/bench_model.py; see docs/model.md."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.bench_model import report

if __name__ == "__main__":
    print(report())
