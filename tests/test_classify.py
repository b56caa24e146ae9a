"""The linear classifier: trained by scikit-learn, run by NumPy, neutral about what it does not know."""

import dataclasses

import numpy as np
import pytest

from retrieval import classify, outside_questions
from retrieval.classify import Classifier, Weights
from retrieval.query import BUCKETS, Query


@pytest.fixture(scope="module")
def weights():
    return Weights.load()


def test_the_committed_weights_are_small_and_know_the_guide(weights, guide):
    assert classify.FILE.stat().st_size < 10_000_000
    known = set(guide.ids()) & set(weights.labels)
    assert len(known) > 0.5 * len(guide.ids())


def test_it_puts_a_question_where_it_belongs(weights, guide):
    classifier = Classifier(weights, guide.ids())
    verdict = classifier.judge(Query.of("маған банк несие бермеді, робот шешіпті").features())
    assert guide.ids()[int(np.nanargmax(verdict.entries))] == "guide/rights/credit-decision"


def test_weather_lies_further_outside_than_a_refused_loan(weights, guide):
    classifier = Classifier(weights, guide.ids())
    loan, rain = (
        classifier.judge(Query.of(q).features()).inside for q in ("банк несие бермеді", "ертең жаңбыр жауа ма екен")
    )
    assert loan > rain


def test_an_unknown_entry_gets_no_margin_and_another_opinion_stands_in(weights, guide, engine):
    classifier = Classifier(weights, ["guide/rights/credit-decision", "guide/new/one"])
    verdict = classifier.judge(Query.of("банк отказал").features())
    assert np.isnan(verdict.entries).tolist() == [False, True]
    heard = engine.searcher.evidence.opinions(Query.of("банк отказал")).votes
    assert np.isfinite(heard["linear"]).all()


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04 torn"])
def test_a_torn_file_silences_it_and_nothing_more(tmp_path, junk):
    path = tmp_path / "classifier.npz"
    path.write_bytes(junk)
    held = Weights.load(path)
    verdict = Classifier(held, ["guide/rights/credit-decision"]).judge(Query.of("банк").features())
    assert np.isnan(verdict.entries).all()
    assert verdict.inside == 0.0
    assert verdict.kinds == {}


def test_a_guide_that_moved_is_noticed(weights, guide):
    grown = {
        key: dataclasses.replace(entry, more_phrasings=tuple(f"{entry.id} {n}" for n in range(30)))
        for key, entry in guide.entries.items()
    }
    assert classify.moved(dataclasses.replace(guide, entries=grown), weights) > 0.3
    assert classify.moved(guide, Weights.load(classify.FILE.with_name("none.npz"))) == 1.0


def test_outside_questions_are_read_and_a_bad_line_is_named(tmp_path):
    assert len({one.kind for one in outside_questions.read()}) == 5
    (tmp_path / "kk.jsonl").write_text('{"q": "x", "kind": "near"}\n{"q": "x", "kind": "odd"}\n')
    with pytest.raises(outside_questions.ContentError, match=r"kk.jsonl:2: unknown kind"):
        list(outside_questions.read(tmp_path))


@pytest.mark.needs("training")
def test_training_gives_the_same_weights_twice(guide):
    from retrieval.training.linear import matrix, train
    from retrieval.training.samples import Sample

    texts = {"a": ["банк несие бермеді", "банк отказал в кредите"], "b": ["удалите мои данные", "деректерімді өшіріңіз"],
             "outside:near": ["погода завтра", "ауа райы"]}  # fmt: skip
    learned = [Sample(one, label, 1.0) for label, held in texts.items() for one in held]
    counts = matrix([one.text for one in learned])
    first, second = train(guide, learned, counts), train(guide, learned, counts)
    assert first.labels == ("a", "b", "outside:near", "inside")
    assert first.weights.shape == (BUCKETS, 4)
    assert np.array_equal(first.weights, second.weights)
    judged = Classifier(first, ["a", "b"]).judge(Query.of("кредит банк").features())
    assert int(judged.entries.argmax()) == 0
    assert judged.inside > Classifier(first, ["a"]).judge(Query.of("погода").features()).inside
