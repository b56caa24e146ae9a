"""Train the classifier's weights on the guide as it is: `python scripts/train.py`. Needs the extra `train`; same guide, same weights."""

import time

from bot import settings
from retrieval import classify, guide
from retrieval.training.linear import train
from retrieval.training.samples import samples


def main() -> None:
    """Train, write, and say how much was learned from."""
    start = time.perf_counter()
    held = guide.load(settings.load().guide)
    learned = samples(held)
    weights = train(held, learned)
    weights.save()
    size = classify.FILE.stat().st_size / 1e6
    print(f"{len(learned)} samples, {len(weights.labels)} labels, {size:.1f} MB, {time.perf_counter() - start:.0f} s")
    print("now: python scripts/fit.py")


if __name__ == "__main__":
    main()
