"""Vectors kept on disk under the hash of their text, for encoders that take minutes over a guide."""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from retrieval.vectors import Vectors


class KeptVectors:
    """One file a model; texts that have gone are dropped when new ones come."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors], dim: int) -> Vectors:
        """Vectors of texts, shape (len(texts), dim); only those that are not kept are encoded."""
        keys = [blake2b(one.encode(), digest_size=12).hexdigest() for one in texts]
        kept = self._read(dim)
        missing = {key: one for key, one in zip(keys, texts, strict=True) if key not in kept}
        if missing:
            kept |= dict(zip(missing, encode(list(missing.values())), strict=True))
            self._write(keys, kept)
        return np.stack([kept[key] for key in keys]) if keys else np.zeros((0, dim), np.float32)

    def _read(self, dim: int) -> dict[str, Vectors]:
        try:
            with np.load(self._path) as held:
                keys, vectors = held["keys"].tolist(), held["vectors"]
            return dict(zip(keys, vectors, strict=True)) if vectors.shape[1:] == (dim,) else {}
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return {}

    def _write(self, keys: Sequence[str], kept: dict[str, Vectors]) -> None:
        names = list(dict.fromkeys(keys))
        partial = self._path.with_suffix(".tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as file:
                np.savez(file, keys=np.array(names), vectors=np.stack([kept[name] for name in names]))
            partial.replace(self._path)
        except OSError:
            return  # a read-only disk costs the encoding at the next start, nothing more
