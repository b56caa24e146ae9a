"""What search found: entries, and how sure it is of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from retrieval.calibration import Confidence, confidence


@dataclass(frozen=True)
class Hit:
    """An entry and how sure search is of it, 0 to 1; over all entries of the guide these add up to 1."""

    entry: str
    score: float


@dataclass(frozen=True)
class Hits:
    """What search found, best first; `rejected` were found too weak, and are kept for `--json` and for tuning."""

    kept: tuple[Hit, ...] = ()
    rejected: tuple[Hit, ...] = ()
    features: tuple[float, ...] = ()  # what calibration looks at
    timings: Mapping[str, float] | None = None
    kind: str = "unrelated"  # what kind of outside question it would be, if it is one

    @cached_property
    def confidence(self) -> Confidence:
        """How likely the best entry is right, and how likely the guide has an answer at all."""
        return confidence(self.features) if self.kept or self.rejected else Confidence(0.0, 0.0)

    @property
    def all(self) -> tuple[Hit, ...]:
        """Kept and rejected together, best first."""
        return self.kept + self.rejected
