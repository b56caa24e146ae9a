"""Train the classifier and the embedding on the guide as it is: `python scripts/train.py`. Needs the extra `train`; same guide, same weights."""

import time

from bot import settings
from retrieval import classify, embedding, guide
from retrieval.training.embedding import train as embed
from retrieval.training.linear import matrix, train
from retrieval.training.samples import samples


def main() -> None:
    """Train, write, and say how much was learned from."""
    start = time.perf_counter()
    held = guide.load(settings.load().guide)
    learned = samples(held)
    counts = matrix([sample.text for sample in learned])
    train(held, learned, counts).save()
    embed(held, learned, counts).save()
    size = sum(path.stat().st_size for path in (classify.FILE, embedding.FILE)) / 1e6
    print(f"{len(learned)} samples, {size:.1f} MB, {time.perf_counter() - start:.0f} s")
    print("now: python scripts/fit.py")


if __name__ == "__main__":
    main()
