"""What the operator's graphs are made of: how questions end and how long it takes, nobody and nothing else."""

from prometheus_client import REGISTRY, generate_latest

from retrieval.turn import Status
from tests.citizen import Citizen


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_every_ending_is_shown_before_it_has_happened(app):
    text = generate_latest().decode()
    for status in Status:
        assert f'senim_answers_total{{status="{status.value}"}}' in text
    for outcome in ("handled", "parked"):
        assert f'senim_updates_total{{outcome="{outcome}"}}' in text


async def test_a_question_is_counted_by_its_ending_and_timed(app):
    before = {status: value("senim_answers_total", status=status) for status in ("answered", "empty")}
    timed = value("senim_answer_seconds_count")
    person = await Citizen(app).says("почему мне не дали кредит, говорят компьютер")
    await person.says("?!")
    assert value("senim_answers_total", status="answered") == before["answered"] + 1
    assert value("senim_answers_total", status="empty") == before["empty"] + 1
    assert value("senim_answer_seconds_count") == timed + 2


async def test_a_page_is_no_question(app):
    timed = value("senim_answer_seconds_count")
    await Citizen(app).says("/help")
    assert value("senim_answer_seconds_count") == timed
