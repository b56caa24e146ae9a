"""Whether the classifier still knows the guide: it keeps working when it does not, only less well."""

from collections.abc import Iterator

import numpy as np

from retrieval import classify, embedding
from retrieval.guide import Guide
from retrieval.proof.finding import Finding

FAR = 0.1
_MEND = "run python scripts/train.py, then python scripts/fit.py"


def stale(guide: Guide) -> Iterator[Finding]:
    """A warning when a tenth of the guide's questions are new or gone since the weights were trained."""
    weights = classify.Weights.load()
    moved = classify.moved(guide, weights)
    unknown = set(guide.ids()) - set(weights.labels)
    if moved > FAR or unknown:
        what = f"{100 * moved:.0f} % of the questions and {len(unknown)} entries have changed since it was trained"
        yield Finding(str(classify.FILE), 0, what, _MEND, error=False)
    held = embedding.Embedding.load()
    if held is None or len(np.setxor1d(held.taught, weights.taught)):
        yield Finding(str(embedding.FILE), 0, "was not trained together with the classifier", _MEND, error=False)
