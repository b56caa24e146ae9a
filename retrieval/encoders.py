"""What turns text into vectors: our own embedding, hashed letters without it, any sentence-transformers model by setting.

The only importer of sentence_transformers.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retrieval import text
from retrieval.embedding import Embedding
from retrieval.kept_vectors import KeptVectors
from retrieval.query import Query
from retrieval.vectors import Encoder, Vectors

log = logging.getLogger(__name__)
OWN, HASH = "own", "hash"
# How each family wants questions and passages marked; what is not named wants nothing.
_PREFIXES = (
    ("e5", "query: ", "passage: "),
    ("nomic-embed", "search_query: ", "search_document: "),
    ("arctic-embed", "query: ", ""),
    ("qwen3-embedding", "Instruct: Find the guide entry that answers the question\nQuery: ", ""),
)


class OwnEncoder:
    """The static embedding that `scripts/train.py` makes of the guide: questions and entries as sums of their features' vectors."""

    def __init__(self, held: Embedding) -> None:
        self._held = held
        self.dim, self.name = held.dim, held.name

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Rows of unit length."""
        return self.encode_read([Query.of(one) for one in texts])

    def encode_read(self, queries: Sequence[Query], *, query: bool = False) -> Vectors:
        """The same for texts that search has read already."""
        rows = [self._held.vector(one.features()) for one in queries]
        return np.stack(rows) if rows else np.zeros((0, self.dim), np.float32)


class _TextEncoder:
    """For encoders that read the text themselves."""

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Rows of unit length."""
        raise NotImplementedError

    def encode_read(self, queries: Sequence[Query], *, query: bool = False) -> Vectors:
        """The same for texts that search has read already."""
        return self.encode([one.text for one in queries], query=query)


class HashEncoder(_TextEncoder):
    """Character n-grams hashed into a fixed number of signed buckets: no training, no files, any language."""

    def __init__(self, dim: int = 64) -> None:
        self.dim = dim
        self.name = f"hash-{dim}-1"

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Rows of unit length; an empty text gives a row of zeros."""
        rows = np.stack([self._row(one) for one in texts]) if texts else np.zeros((0, self.dim), np.float32)
        return unit(rows)

    def _row(self, one: str) -> Vectors:
        grams = text.grams(text.fold(one))
        signs = np.where(grams >> np.uint64(63), 1.0, -1.0)
        summed = np.bincount((grams % np.uint64(self.dim)).astype(np.int64), signs, minlength=self.dim)
        return (np.sign(summed) * np.sqrt(np.abs(summed))).astype(np.float32)


class LargeEncoder(_TextEncoder):
    """A sentence-transformers model. Passages are encoded once and kept on disk by the hash of their text."""

    def __init__(self, model: Any, name: str, kept: KeptVectors) -> None:
        self._model, self._kept = model, kept
        self._asked, self._told = prefixes(name)
        self.name = _plain(name)
        self.dim = int(model.get_embedding_dimension())

    def encode(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Rows of unit length."""
        if query:
            return self._run([self._asked + one for one in texts])
        return self._kept.of([self._told + one for one in texts], self._run, self.dim)

    def _run(self, texts: Sequence[str]) -> Vectors:
        found: Vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return found.astype(np.float32)


def prefixes(name: str) -> tuple[str, str]:
    """What the model's family puts before a question and before a passage."""
    last = name.rstrip("/").rpartition("/")[2].lower()
    return next(((asked, told) for family, asked, told in _PREFIXES if family in last), ("", ""))


def chosen(name: str, folder: Path) -> Encoder:
    """The encoder of the setting: `own`, `hash`, or a sentence-transformers model or folder; `own` when that cannot be loaded."""
    if name == OWN:
        return own()
    if name == HASH:
        return HashEncoder()
    try:
        from sentence_transformers import SentenceTransformer

        return LargeEncoder(SentenceTransformer(name, device="cpu"), name, KeptVectors(folder / f"{_plain(name)}.npz"))
    except Exception as error:  # a missing extra, a missing file, no network, a broken model: search works without
        log.warning("encoder %r cannot be loaded (%s): going on with our own", name, type(error).__name__)
        return own()


def own() -> Encoder:
    """Our own embedding; hashed letters, which count for nothing, where its file is missing."""
    held = Embedding.load()
    return OwnEncoder(held) if held else HashEncoder()


def _plain(name: str) -> str:
    return "st-" + "".join(c if c.isalnum() else "-" for c in name)[-60:]


def unit(rows: Vectors) -> Vectors:
    """Rows of length 1; rows of zeros stay."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(norms == 0, 1, norms)).astype(np.float32)
