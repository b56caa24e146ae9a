"""Nearness by any encoder: asked late, its limit found by what has nothing to do with the guide, a real one too."""

import numpy as np
import pytest

from retrieval import encoders
from retrieval.encoders import HashEncoder
from retrieval.grounding import Grounds
from retrieval.grounding_lists import rules
from retrieval.grounding_nearness import Nearness
from tests.test_encoders import tiny_model

PASSAGE = "Банк отказал в кредите. Банк обязан объяснить решение за 15 рабочих дней."


class Crowded:
    """Cosines as some large models have them: everything above 0.9, with the order of hashed letters. Counts what it is asked."""

    name, dim = "crowded", 65

    def __init__(self):
        self.asked = []

    def encode(self, texts, *, query=False):
        self.asked += [(one, query) for one in texts]
        rows = HashEncoder().encode(texts)
        return encoders.unit(np.hstack([np.full((len(texts), 1), 4.0, np.float32), rows]))


def test_an_encoder_is_asked_only_when_everything_else_agrees_and_keeps_nothing():
    crowded = Crowded()
    grounds = Grounds([PASSAGE], "ru", crowded)
    assert grounds.check("Банк обязан объяснить решение за 20 рабочих дней.").why == "numbers"
    assert crowded.asked == []
    assert grounds.check("Банк обязан объяснить решение за 15 рабочих дней.").why is None
    assert crowded.asked
    assert all(query for _, query in crowded.asked)  # what is encoded as a passage would be kept on disk


@pytest.mark.parametrize("encoder", [HashEncoder(), Crowded()], ids=["hash", "crowded"])
def test_what_speaks_of_other_things_is_not_near_by_any_encoder(encoder):
    nearness = Nearness([PASSAGE], "ru", encoder)
    assert nearness.enough("За 15 дней банк обязан объяснить решение.")
    assert not nearness.enough("На рынке продают спелые яблоки.")


@pytest.mark.needs("sentence_transformers")
def test_a_real_model_is_used_for_likeness(tmp_path):
    encoder = encoders.chosen(str(tiny_model(tmp_path)), tmp_path)
    nearness = Nearness(["банк отказал в кредите"], "ru", encoder)  # the words that the tiny model knows
    assert nearness.enough("в кредите банк отказал")
    assert not any(nearness.enough(one) for one in rules("ru").elsewhere)  # its vectors are drawn anew each time
    assert not (tmp_path / f"{encoder.name}.npz").exists()
