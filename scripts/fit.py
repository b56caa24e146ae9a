"""Fit the calibration on the development questions, without their fixed fifth: `python scripts/fit.py`. Seconds; same questions, same weights."""

import dataclasses
import json
from pathlib import Path

import numpy as np

from bot import engine, settings
from retrieval import calibration, evaluate, private, text

QUESTIONS = settings.ROOT / "tests" / "questions"


def main() -> None:
    """Collect features, fit, write, and say what the fixed fifth gets."""
    ready = engine.build(settings.load())
    rows = [
        row
        for row in evaluate.read(sorted(QUESTIONS.glob("*.jsonl")))
        if not row.context and not ready.rules.match(row.q)
    ]
    asked = [text.tidy(row.q) for row in rows]
    found = [ready.searcher.search(private.searchable(one, private.find(one))) for one in asked]
    features = np.array([hits.features for hits in found])
    right = np.array([bool(hits.all) and hits.all[0].entry in row.good for row, hits in zip(rows, found, strict=True)])
    inside = np.array([row.entry is not None for row in rows])
    used = np.array([not row.held_out for row in rows])
    models = {
        name: calibration.Logistic.fit(features[used], truth[used])
        for name, truth in (("right", right), ("inside", inside))
    }
    held = {name: dataclasses.asdict(model) for name, model in models.items()} | {
        "features": calibration.FEATURES,
        "questions": int(used.sum()),
    }
    Path(calibration.FILE).write_text(json.dumps(held, indent=1) + "\n", "utf-8")
    for name, truth in (("right", right), ("inside", inside)):
        told = np.array([models[name](row) >= 0.5 for row in features[~used]])
        print(f"{name}: {100 * (told == truth[~used]).mean():.1f} % of the fixed fifth told right")


if __name__ == "__main__":
    main()
