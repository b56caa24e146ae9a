"""The bot's speed beside a bare aiogram echo bot. Usage: python scripts/bench_bot.py [rounds]; see docs/performance-bot.md."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.bench_bot import machine, measure, table


def main() -> None:
    """Measure and print a table."""
    print("before:", machine(), flush=True)
    for line in table(*asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5))):
        print(line)
    print("after:", machine())


if __name__ == "__main__":
    main()
