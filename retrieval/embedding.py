"""Our own static embedding: a text is the sum of its features' vectors. torch trains it on the guide, NumPy runs it."""

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from retrieval.query import Features
from retrieval.vectors import Vectors

FILE = Path(__file__).parent / "embedding.npz"
_LEVELS = 7  # half a byte a number: -7 to 7, kept as 1 to 15


@dataclass(frozen=True)
class Embedding:
    """packed: (BUCKETS, dim / 2), the first half of a row in the low half bytes; scales: (BUCKETS,).

    taught: hashes of the guide's questions, as the classifier has them.
    """

    packed: npt.NDArray[np.uint8]
    scales: npt.NDArray[np.float16]
    taught: npt.NDArray[np.uint32]

    @classmethod
    def load(cls, path: Path = FILE) -> "Embedding | None":
        """From the file; None when there is none or it is torn."""
        try:
            with np.load(path) as held:
                return cls(held["packed"], held["scales"], held["taught"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None

    @classmethod
    def of(cls, table: Vectors, taught: npt.NDArray[np.uint32]) -> "Embedding":
        """Half a byte a number and a scale a row; table: (BUCKETS, dim), dim even."""
        scales = (np.maximum(np.abs(table).max(axis=1), 1e-6) / _LEVELS).astype(np.float16)
        small = np.clip(np.rint(table / scales[:, None].astype(np.float32)), -_LEVELS, _LEVELS) + _LEVELS + 1
        low, high = np.split(small.astype(np.uint8), 2, axis=1)
        return cls(low | (high << 4), scales, taught)

    def save(self, path: Path = FILE) -> None:
        """Write the file; the same table gives the same bytes."""
        np.savez_compressed(path, packed=self.packed, scales=self.scales, taught=self.taught)

    @property
    def dim(self) -> int:
        """Numbers a vector."""
        return int(self.packed.shape[1]) * 2

    @property
    def name(self) -> str:
        """Changes whenever the vectors do."""
        return f"own-{self.dim}-{blake2b(self.packed.tobytes(), digest_size=4).hexdigest()}"

    def vector(self, features: Features) -> Vectors:
        """A text's vector of length 1 from its hashed features; zeros when it has none; shape (dim,)."""
        buckets, values = features
        weights = values * self.scales.take(buckets)
        rows = self.packed.take(buckets, axis=0)
        halves = [weights @ half.astype(np.float32) for half in (rows & 15, rows >> 4)]
        summed = np.concatenate(halves) - (_LEVELS + 1) * weights.sum()
        found: Vectors = (summed / max(float(np.sqrt(summed @ summed)), 1e-9)).astype(np.float32)
        return found
