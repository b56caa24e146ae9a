"""What was heard lately is not heard again for a follow-up; the answers are the same, and no words are kept."""

import pickle

from retrieval import ear
from retrieval.ear import Ear
from retrieval.search import Searcher

FIRST, THEN = "банк отказал в кредите", "а если они не ответят?"


def fresh(engine):
    """The engine's searcher, which has heard nothing yet."""
    made = object.__new__(Searcher)
    made.__dict__.update(engine.searcher.__dict__)
    made.ear = Ear(made.hear)
    return made


def test_a_follow_up_hears_only_itself_and_the_whole_and_finds_the_same(engine):
    searcher, heard = fresh(engine), []
    searcher.ear = Ear(lambda query: heard.append(query.text) or engine.searcher.hear(query))
    searcher.search(FIRST)
    assert len(heard) == 1
    found = searcher.search(THEN, context=(FIRST,))
    assert len(heard) == 3
    assert found.all == fresh(engine).search(THEN, context=(FIRST,)).all


def test_what_is_asked_now_is_heard_now(engine):
    searcher, heard = fresh(engine), []
    searcher.ear = Ear(lambda query: heard.append(query.text) or engine.searcher.hear(query))
    for _ in range(3):
        searcher.search(FIRST)
    assert len(heard) == 3  # whoever asks: nobody can tell from the time whether it was asked before


def test_no_words_are_kept_and_only_the_last(engine, monkeypatch):
    monkeypatch.setattr(ear, "KEPT", 2)
    made = Ear(engine.searcher.hear)
    for one in (FIRST, THEN, "третий вопрос"):
        made.afresh(one)
    assert len(made._kept) == 2
    assert "вопрос".encode() not in pickle.dumps(dict(made._kept))
    assert Ear(engine.searcher.hear)._fingerprint(FIRST) != made._fingerprint(FIRST)
