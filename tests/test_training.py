"""What is fitted on development questions: weights near equal ones, limits on stated costs, rewritings that stay questions."""

import random

import numpy as np
import pytest

from retrieval.calibration import Limits, Logistic
from retrieval.training import limits
from retrieval.training.augment import variants
from retrieval.training.choice import Choice, fit
from retrieval.training.limits import Told


def choices(number):
    """Questions in which the first opinion is right and the second is noise."""
    rng = np.random.default_rng(1)
    for _ in range(number):
        right = np.arange(6) == rng.integers(6)
        yield Choice(np.stack([right + 0.3 * rng.normal(size=6), rng.normal(size=6)]).astype(np.float32), right)


def test_the_opinion_that_is_right_gains_weight_and_noise_loses_it():
    told, noise = fit(list(choices(200)), [0.35, 0.35], ridge=5)
    assert told > 1
    assert abs(noise) < 0.35


def test_few_questions_move_little():
    assert np.abs(fit(list(choices(3)), [0.35, 0.35], ridge=1000) - 0.35).max() < 0.05
    assert fit([], [0.1, 0.2], ridge=1).tolist() == [0.1, 0.2]


def test_a_regression_finds_what_tells():
    rng = np.random.default_rng(2)
    rows = rng.normal(size=(300, 2))
    model = Logistic.fit(rows, rows[:, 0] > 0)
    assert model((2.0, 0.0)) > 0.9
    assert model((-2.0, 0.0)) < 0.1


def test_a_number_that_is_not_known_weighs_nothing():
    model = Logistic(means=(1.0, 2.0), spreads=(1.0, 1.0), weights=(1.0, 5.0), bias=0.0)
    assert model((3.0, float("nan"))) == model((3.0, 2.0)) > model((1.0, 2.0)) == 0.5


def told(right, inside, truth, known):
    held = [np.array(one) for one in (right, inside, truth, known)]
    return Told(*held, np.array(["kk"] * len(right)))


def test_limits_part_right_from_wrong_and_inside_from_outside():
    chosen = limits.choose(
        told(
            [0.9] * 40 + [0.5] * 10 + [0.45] * 20,
            [0.9] * 50 + [0.1] * 20,
            [True] * 40 + [False] * 30,
            [True] * 50 + [False] * 20,
        ),
        "kk",
    )
    assert 0.5 < chosen.sure <= 0.9
    assert 0.1 < chosen.floor <= 0.9


def test_a_wrong_answer_costs_more_than_a_choice_and_a_refusal_too():
    one = told([0.6], [0.6], [False], [True])
    answered, choice, refused = (
        one.cost(limit, "kk") for limit in (Limits(0.5, 0.5), Limits(0.7, 0.5), Limits(0.7, 0.7))
    )
    assert answered > refused > choice


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_rewritings_are_the_same_twice_and_never_empty(lang):
    question = "банк маған несие бермеді, не істеймін?"
    first, second = (list(variants(question, ["басқа сұрақ"], lang, random.Random(4), 4)) for _ in range(2))
    assert first == second
    assert len(first) == 4
    assert all(one.strip() for one in first)
