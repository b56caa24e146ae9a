"""Trains our static embedding with torch: texts of one entry come together in any language, others and the outside move apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from scipy.sparse import csr_matrix, diags
from sklearn.preprocessing import normalize
from torch.nn import functional

from retrieval.classify import fingerprints
from retrieval.embedding import Embedding
from retrieval.guide import Guide
from retrieval.query import BUCKETS
from retrieval.training.samples import SEED, Sample

DIM, STEPS, BATCH = 128, 600, 1024
_RATE, _SHARPNESS, _START = 0.01, 10.0, 0.05
_DROPPED = 0.5  # of a text's features: what is left must do, so that no single word decides
_OUTSIDE = 8  # one text in so many lies outside
Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


def train(guide: Guide, learned: Sequence[Sample], counts: csr_matrix, steps: int = STEPS) -> Embedding:
    """Fit the table; a few minutes of one core. counts: (samples, BUCKETS)."""
    torch.set_num_threads(1)  # sums in one order: the same guide, the same table
    chance = np.random.default_rng(SEED)
    rarity = np.log((1 + len(learned)) / (1 + np.bincount(counts.indices, minlength=BUCKETS))) + 1
    rows = normalize(counts @ diags(rarity)).tocsr().astype(np.float32)
    pool = _Pool.of(learned)
    table = torch.nn.Parameter(torch.randn(BUCKETS, DIM, generator=torch.Generator().manual_seed(SEED)) * _START)
    optimiser = torch.optim.Adam([table], lr=_RATE)
    for step in range(steps):
        for held in optimiser.param_groups:
            held["lr"] = _RATE * (1 - step / steps)
        drawn = pool.draw(chance)
        loss = _apart(_encode(table, _batch(rows, drawn, chance)), torch.from_numpy(pool.group[drawn]))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return Embedding.of((table.detach().numpy() * rarity[:, None]).astype(np.float32), fingerprints(guide))


@dataclass(frozen=True)
class _Pool:
    """group: a number an entry, and one of its own for every text from outside, which nothing is like; how often each is drawn."""

    group: npt.NDArray[np.int64]
    inside: npt.NDArray[np.float64]
    outside: npt.NDArray[np.float64]

    @classmethod
    def of(cls, learned: Sequence[Sample]) -> "_Pool":
        """Entries with many texts are drawn a little less than their share."""
        names = [sample.label if sample.inside else f"outside {at}" for at, sample in enumerate(learned)]
        group = np.unique(names, return_inverse=True)[1]
        weight = np.array([sample.weight for sample in learned])
        inside = np.array([sample.inside for sample in learned])
        often = np.where(inside, weight / np.sqrt(np.bincount(group, weight)[group]), 0.0)
        return cls(group, _shares(often), _shares(np.where(inside, 0.0, weight)))

    def draw(self, chance: np.random.Generator) -> npt.NDArray[np.int64]:
        """Places of a batch."""
        sizes = (BATCH - BATCH // _OUTSIDE, self.inside), (BATCH // _OUTSIDE, self.outside)
        return np.concatenate([
            chance.choice(len(often), min(size, int((often > 0).sum())), replace=False, p=often) for size, often in sizes
        ])  # fmt: skip


def _shares(often: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    found: npt.NDArray[np.float64] = often / max(often.sum(), 1e-9)
    return found


def _batch(rows: csr_matrix, drawn: npt.NDArray[np.int64], chance: np.random.Generator) -> Batch:
    """Buckets, where each text begins, values; some values are dropped."""
    some = rows[drawn]
    values = some.data * (chance.random(len(some.data)) > _DROPPED)
    held = (some.indices.astype(np.int64), some.indptr[:-1].astype(np.int64), values.astype(np.float32))
    buckets, begins, kept = (torch.from_numpy(one) for one in held)
    return buckets, begins, kept


def _encode(table: torch.Tensor, batch: Batch) -> torch.Tensor:
    buckets, begins, values = batch
    summed = functional.embedding_bag(buckets, table, begins, mode="sum", per_sample_weights=values)
    return functional.normalize(summed, dim=1)


def _apart(vectors: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    """Supervised contrastive loss (Khosla and others, 2020): texts of one group against all others of the batch."""
    itself = torch.eye(len(vectors), dtype=torch.bool)
    shares = torch.log_softmax((vectors @ vectors.T * _SHARPNESS).masked_fill(itself, -1e9), dim=1)
    same = (groups[:, None] == groups[None, :]) & ~itself
    number = same.sum(dim=1)
    each = -shares.masked_fill(~same, 0).sum(dim=1)[number > 0] / number[number > 0]
    return each.mean()
