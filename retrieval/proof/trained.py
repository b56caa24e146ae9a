"""Whether the classifier still knows the guide: it keeps working when it does not, only less well."""

from collections.abc import Iterator

from retrieval import classify
from retrieval.guide import Guide
from retrieval.proof.finding import Finding

FAR = 0.1


def stale(guide: Guide) -> Iterator[Finding]:
    """A warning when a tenth of the guide's questions are new or gone since the weights were trained."""
    weights = classify.Weights.load()
    moved = classify.moved(guide, weights)
    unknown = set(guide.ids()) - set(weights.labels)
    if moved > FAR or unknown:
        what = f"{100 * moved:.0f} % of the questions and {len(unknown)} entries have changed since it was trained"
        mend = "run python scripts/train.py, then python scripts/fit.py"
        yield Finding(str(classify.FILE), 0, what, mend, error=False)
