"""Which messages lean on the ones before, and that the ones before are heard."""

import pytest

from retrieval.follow_up import leans
from retrieval.turn import Question, Status


@pytest.mark.parametrize(
    "message",
    ["а если не ответят?", "ал жауап бермесе ше", "and if they refuse", "оған қанша күн береді", "how long does it take", "и куда это нести?", "сонда қайда барам", "мерзімі?"],
)  # fmt: skip
def test_leaning(message):
    assert leans(message)


@pytest.mark.parametrize("message", ["банк отказал мне в кредите без объяснений", "Балам мектепте нейрожеліні қолдана ала ма?", "who can see my medical records at the clinic"])  # fmt: skip
def test_standing_alone(message):
    assert not leans(message)


def test_two_turns_back_still_counts(engine):
    context = ("банк отказал в кредите, решила система", "а на почту можно написать?")
    found = [hit.entry for hit in engine.ask(Question("а если не ответят?", context=context)).candidates[:3]]
    assert {"guide/complaints/complain-bank", "guide/rights/credit-decision", "guide/complaints/no-answer"} & set(found)


def test_a_new_subject_is_not_drowned_by_the_old_one(engine):
    context = ("банк отказал в кредите, решила система",)
    answer = engine.ask(Question("как удалить мои данные из этого бота", context=context))
    assert answer.candidates[0].entry == "guide/about/delete-my-data"


def test_a_change_of_subject_to_what_lies_outside_is_not_carried_by_the_question_before(engine):
    answer = engine.ask(Question("какая завтра погода на рыбалке", "ru", context=("банк отказал мне в кредите",)))
    assert answer.status is Status.not_in_guide
