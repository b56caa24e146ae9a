"""The benchmark of search: `make bench`. SENIM_BENCH_HAYSTACK: a Python that has haystack-ai; SENIM_BENCH_SETS: a folder of public sets."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.bench_search import ablation, compare, public, table


def main() -> None:
    """Print three tables: beside others, without each part, on public sets."""
    print(table(compare([int(size) for size in sys.argv[1:]] or [1, 10])), "\n", flush=True)
    print(table(ablation()), "\n", flush=True)
    if folder := os.environ.get("SENIM_BENCH_SETS"):
        print(table(public(Path(folder))))


if __name__ == "__main__":
    main()
