"""Counters for Prometheus: statuses, numbers and seconds. No text, no person."""

from collections.abc import Mapping

from prometheus_client import Counter, Histogram

from retrieval.turn import Answer, Status

ANSWERS = Counter("senim_answers", "Questions, by how they ended.", ["status"])
SECONDS = Histogram(
    "senim_answer_seconds",
    "Seconds inside the answering pipeline.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
UPDATES = Counter("senim_updates", "Telegram updates closed: handled, or parked after too many tries.", ["outcome"])
HANDLED, PARKED = UPDATES.labels("handled"), UPDATES.labels("parked")

WORDINGS = Counter("senim_wordings", "Wordings by the model, by how they ended.", ["outcome"])
SENTENCES = Counter(
    "senim_sentences", "Sentences of the model: shown, or the check that they did not pass.", ["outcome"]
)

for _status in Status:
    ANSWERS.labels(_status.value)  # shown as 0 until it happens, so that an alert can be written for it


def answered(found: Answer) -> None:
    """Count an answer and its time."""
    ANSWERS.labels(found.status.value).inc()
    SECONDS.observe(found.ms / 1000)


def worded(passed: int, dropped: Mapping[str, int], failed: bool) -> None:
    """Count a wording: how it ended, and each sentence by why it was not shown."""
    WORDINGS.labels("failed" if failed else "shown" if passed else "nothing").inc()
    SENTENCES.labels("shown").inc(passed)
    for why, count in dropped.items():
        SENTENCES.labels(why).inc(count)
