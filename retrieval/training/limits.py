"""The two limits of a language, answered from and refused under, chosen on stated costs and on what it may expect at most."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.calibration import Limits

Flags = npt.NDArray[np.bool_]
# A wrong answer about one's rights sends a person the wrong way; a choice costs a tap.
WRONG, CHOICE, REFUSED, OUTSIDE_ANSWERED, OUTSIDE_CHOICE = 8.0, 1.0, 3.0, 8.0, 0.5
OUTSIDE_SHARE = 0.4  # beside one question inside: people mostly ask what the bot is for
MOST = {
    "wrong": 0.03,
    "choice": 0.18,
    "refused": 0.04,
    "out_answered": 0.02,
}  # in every language, where it can be had
_HARDLY = 0.015
_OVER = 20.0  # what a share over its most costs


@dataclass(frozen=True)
class Told:
    """Per question, by weights that have not seen it: both probabilities; best entry right, inside the guide, language."""

    right: npt.NDArray[np.float64]
    inside: npt.NDArray[np.float64]
    truth: Flags
    known: Flags
    spoken: npt.NDArray[np.str_]

    def shares(self, limits: Limits, lang: str) -> dict[str, float]:
        """What becomes of one language's questions with these limits."""
        refused = self.inside < limits.floor
        answered = ~refused & (self.right >= limits.sure)
        choice = ~refused & ~answered
        inside, outside = self.known & (self.spoken == lang), ~self.known & (self.spoken == lang)
        return {
            "first": _mean(self.truth, inside), "wrong": _mean(answered & ~self.truth, inside), "choice": _mean(choice, inside),
            "refused": _mean(refused, inside), "out_answered": _mean(answered, outside), "out_choice": _mean(choice, outside),
        }  # fmt: skip

    def cost(self, limits: Limits, lang: str) -> float:
        """What a person who writes in a language pays on average; what exceeds its most weighs far more."""
        share = self.shares(limits, lang)
        inside = WRONG * share["wrong"] + CHOICE * share["choice"] + REFUSED * share["refused"]
        outside = OUTSIDE_ANSWERED * share["out_answered"] + OUTSIDE_CHOICE * share["out_choice"]
        over = sum(max(share[name] - most, 0.0) for name, most in MOST.items())
        return inside + OUTSIDE_SHARE * outside + _OVER * over


def choose(told: Told, lang: str) -> Limits:
    """Limits for a language: English is told with less certainty than Russian, and one pair fits neither.

    Of all that cost hardly more than the cheapest, those that answer least readily: what a measure has chosen it flatters.
    """
    grid = [Limits(sure / 100, floor / 100) for sure in range(40, 92, 2) for floor in range(20, 82, 2)]
    costs = {limits: told.cost(limits, lang) for limits in grid}
    dear = min(costs.values()) + _HARDLY
    return max((limits for limits in grid if costs[limits] <= dear), key=lambda limits: (limits.sure, -costs[limits]))


def _mean(flags: Flags, among: Flags) -> float:
    return float(flags[among].mean()) if among.any() else 0.0
