"""Fit fusion and calibration on the development questions, without their fixed fifth: `python scripts/fit.py`. A minute or two."""

from bot import engine, settings
from retrieval import evaluate
from retrieval.guide import LANGS
from retrieval.training import limits, report, tuning
from retrieval.training.hearing import Patient, hear

QUESTIONS = settings.ROOT / "tests" / "questions"


def main() -> None:
    """Tell what out-of-fold questions get, then fit on all but the fixed fifth, and write."""
    ready = engine.build(settings.load())
    rows = [row for row in evaluate.read(sorted(QUESTIONS.glob("*.jsonl"))) if not ready.rules.match(row.q)]
    searcher = Patient.of(ready.searcher)
    heard = hear(ready.searcher, [row for row in rows if not row.held_out])
    told = report.out_of_fold(searcher, heard)
    chosen = {lang: limits.choose(told, lang) for lang in LANGS}
    print(report.table(told, chosen))
    tuned = tuning.tune(searcher, heard)
    report.write(tuned, chosen, len(heard))


if __name__ == "__main__":
    main()
