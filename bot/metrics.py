"""Counters for Prometheus: statuses, numbers and seconds. No text, no person."""

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

for _status in Status:
    ANSWERS.labels(_status.value)  # shown as 0 until it happens, so that an alert can be written for it


def answered(found: Answer) -> None:
    """Count an answer and its time."""
    ANSWERS.labels(found.status.value).inc()
    SECONDS.observe(found.ms / 1000)
