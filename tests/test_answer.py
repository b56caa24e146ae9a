"""The pipeline: every ending has a status, the language is right, private data stays out of search."""

import json
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.ask import as_json, replies
from retrieval.answer import MAX_LENGTH, STEPS
from retrieval.turn import Question, Status
from tests.spent import spent

JUDGED = [
    ("Банк мне отказал, сказали решил компьютер. Что делать?", "ru", "guide/rights/credit-decision"),
    ("менин деректеримди ким корип отыр", "kk", "guide/personal-data/who-accessed"),
    ("they got my sms code what do i do now", "en", "guide/scams/sms-code-scam"),
]


@pytest.mark.parametrize(("question", "lang", "entry"), JUDGED)
def test_three_questions_three_languages(engine, question, lang, entry):
    answer = engine.ask(Question(question))
    assert answer.lang == lang
    assert answer.status in (Status.answered, Status.choose)
    assert entry in [hit.entry for hit in answer.candidates[:3]]


def test_the_pipeline_is_a_visible_list():
    assert [step.__name__ for step in STEPS] == [
        "tidy", "tell_language", "find_private", "fixed_reply", "search", "follow_up", "define", "decide",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("", Status.empty), ("  \n ", Status.empty), ("😀", Status.empty), ("\u202e\u200b", Status.empty), ("?!", Status.empty), ("1" * 300, Status.empty),
        ("а" * 100_000, Status.too_long), ("банк " * 2_000, Status.too_long), ("сәлем", Status.smalltalk), ("спасибо", Status.smalltalk),
    ],
)  # fmt: skip
def test_endings(engine, question, status):
    answer = engine.ask(Question(question, "ru"))
    assert answer.status is status
    assert answer.text
    assert answer.entry is None


def test_an_answer_has_the_entrys_words_and_sources(engine, guide):
    entry = guide.entries["guide/rights/credit-decision", "kk"]
    answer = engine.ask(Question(entry.phrasings[0]))
    assert answer.status is Status.answered
    assert entry.lead in answer.text
    assert [ref.id for ref in answer.sources] == list(entry.sources)
    assert all(ref.url.startswith("https://") for ref in answer.sources if ref.url)
    assert f"[{len(entry.sources)}]" in answer.text


def test_a_forced_language_is_the_replys(engine):
    answer = engine.ask(Question("банк кредит бермей қойды, компьютер шешті дейді", "en", forced=True))
    assert answer.lang == "en"


def test_a_chosen_language_decides_what_is_too_short_to_tell(engine):
    assert {engine.ask(Question("ok", lang)).lang for lang in ("kk", "ru", "en")} == {"kk", "ru", "en"}


def test_search_never_sees_private_data_and_the_answer_names_its_kind(engine):
    answer = engine.ask(
        Question("банк отказал в кредите, решил компьютер, моя карта 4000 0000 0000 0002, почта a@b.kz")
    )
    assert set(answer.private_types) == {"CARD", "EMAIL"}
    assert "4000" not in answer.text


def test_a_follow_up_is_searched_with_what_came_before(engine):
    alone = engine.ask(Question("а если не ответят?"))
    together = engine.ask(Question("а если не ответят?", context=("банк отказал в кредите, решила система",)))
    assert together.candidates != alone.candidates
    assert {"guide/rights/credit-decision", "guide/complaints/complain-bank"} & {
        hit.entry for hit in together.candidates[:3]
    }


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.sampled_from([None, "kk", "ru", "en"]))
def test_no_text_breaks_it(engine, text, lang):
    answer = engine.ask(Question(text, lang))
    assert answer.status in Status
    json.loads(as_json(answer))


def test_json_lines_answer_line_by_line_and_a_bad_line_harms_no_other(engine):
    lines = [b'{"q": "\xd0\xb1\xd0\xb0\xd0\xbd\xd0\xba"}\n', b"not json\n", b"\n", b"[]\n", b'{"q": 1}\n', b'{"q": "x", "lang": "de"}\n',
             b'{"q": "x", "context": "y"}\n', b'\xff\xfe\n', b"[" * 5000 + b"\n", b'{"q": "hello", "context": ["a"]}\n']  # fmt: skip
    found = [json.loads(line) for line in replies(engine, lines, None)]
    assert [("error" in reply) for reply in found] == [False, True, True, True, True, True, True, True, False]
    assert set(found[0]) >= {"status", "lang", "entry", "candidates", "text", "sources", "ms"}


def test_a_thousand_questions_are_fast(engine, guide):
    asked = [entry.phrasings[n % len(entry.phrasings)] for n, entry in enumerate(list(guide.entries.values()) * 10)][
        :1000
    ]
    times = [spent(partial(engine.ask, Question(question))) for question in asked]
    assert sorted(times)[len(times) // 2] < 0.008, "median seconds of a core"


def test_max_length_is_generous():
    assert MAX_LENGTH >= 4000
