"""What the fitted parts get on questions that they were not fitted on, and the files that keep them."""

import dataclasses
import json
from collections.abc import Mapping, Sequence

import numpy as np

from retrieval import calibration, fusion
from retrieval.calibration import Limits
from retrieval.fusion import OPINIONS, SENTENCES, TURNS
from retrieval.guide import LANGS
from retrieval.search import Searcher
from retrieval.training.hearing import Asked
from retrieval.training.limits import Told
from retrieval.training.tuning import Tuned, features_of, tune, using

FOLDS, _SEED = 5, 0


def out_of_fold(searcher: Searcher, heard: Sequence[Asked]) -> Told:
    """Each fifth told by weights fitted on the other four."""
    folds = np.random.default_rng(_SEED).permutation(len(heard)) % FOLDS
    right, inside, truth = np.zeros(len(heard)), np.zeros(len(heard)), np.zeros(len(heard), bool)
    for fold in range(FOLDS):
        tuned = tune(searcher, [one for one, place in zip(heard, folds, strict=True) if place != fold])
        mine = np.flatnonzero(folds == fold)
        with using(tuned.fusion):
            features, truth[mine] = features_of(searcher, [heard[at] for at in mine.tolist()])
        right[mine] = [tuned.right(row) for row in features]
        inside[mine] = [tuned.inside(row) for row in features]
    known = np.array([one.row.entry is not None for one in heard])
    return Told(right, inside, truth, known, np.array([one.row.lang for one in heard]))


def table(told: Told, limits: Mapping[str, Limits]) -> str:
    """Figures per language, in percent, on questions out of fold."""
    lines = []
    for lang in LANGS:
        shares = told.shares(limits[lang], lang)
        lines.append(
            f"{lang}: {limits[lang]}: " + ", ".join(f"{name} {100 * share:.1f}" for name, share in shares.items())
        )
    return "\n".join(lines)


def write(tuned: Tuned, limits: Mapping[str, Limits], questions: int) -> None:
    """Both files, readable."""
    names = {"opinions": OPINIONS, "sentences": SENTENCES, "turns": TURNS, "leaning": TURNS}
    weights = {
        part: {name: round(float(value), 3) for name, value in zip(order, getattr(tuned.fusion, part), strict=True)}
        for part, order in names.items()
    }
    held = {**weights, "encoder": tuned.fusion.encoder}
    fusion.FILE.write_text(json.dumps(held, indent=1) + "\n", "utf-8")
    models = {"right": dataclasses.asdict(tuned.right), "inside": dataclasses.asdict(tuned.inside)}
    chosen = {lang: dataclasses.asdict(each) for lang, each in limits.items()}
    fitted = models | {"limits": chosen, "features": calibration.FEATURES, "questions": questions}
    calibration.FILE.write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")
