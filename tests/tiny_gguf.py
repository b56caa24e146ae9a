"""Tiny GGUF files that tests make: one that talks noise, and one whose hand-set weights recite a given text, word for word.

The reciting one: attention and feed-forward are zero and embeddings are one-hot, so the last token alone decides the next; the
output matrix is a table of successors. A word that comes again is joined to the next until the pair is new: any text works.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import gguf
import numpy as np

TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>\n{{ m['content'] }}</s>\n{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
)
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіabcdefghijklmnopqrstuvwxyz0123456789.,?!:;-()\"'{}[]\n"
EOS = 2


@dataclass
class Shape:
    """How large a noisy file is; `context` in tokens."""

    layers: int = 2
    dim: int = 64
    heads: int = 4
    feed: int = 128
    context: int = 4096
    vocabulary: int = 0
    half: bool = False


def noise(path: Path, shape: Shape | None = None, seed: int = 0) -> Path:
    """A file with random weights, which never stops by itself."""
    shape = shape or Shape()
    rng = np.random.default_rng(seed)
    kind = np.float16 if shape.half else np.float32
    pieces = ["\u2581", *LETTERS, *(f"\u2581w{n}" for n in range(shape.vocabulary))]
    size = 3 + 256 + len(pieces)

    def weights(rows: int, columns: int, scale: float) -> np.ndarray:
        return (rng.standard_normal((rows, columns), np.float32) * scale).astype(kind)

    output = weights(size, shape.dim, 0.3)
    output[:259] = 0  # no end and no half letters: it talks until it is stopped
    return _write(path, shape, pieces, weights(size, shape.dim, 1.0), output, lambda r, c: weights(r, c, 0.05))


def reciting(path: Path, text: str) -> Path:
    """A file whose greedy decoding says `text` and stops, whatever it is asked."""
    chain = _distinct(text)
    base = ["\u2581", *LETTERS]
    size = 3 + 256 + len(base) + len(chain)
    dim = -(-size // 64) * 64
    first = size - len(chain)
    follow = [*range(first, size), EOS]
    output = np.zeros((size, dim), np.float32)
    output[first, :] = 1.0  # after anything else, the text begins
    for token, following in pairwise(follow):
        output[:, token] = 0.0
        output[following, token] = 1.0
    embedding = np.eye(size, dim, dtype=np.float32)
    shape = Shape(layers=1, dim=dim, heads=dim // 32, feed=32)
    return _write(
        path, shape, [*base, *chain], embedding, output, lambda rows, columns: np.zeros((rows, columns), np.float32)
    )


def _distinct(text: str) -> list[str]:
    """The text in pieces of one or more words, no two alike: a vocabulary holds each piece once, and each has one successor."""
    taken: set[str] = {"\u2581", *LETTERS}
    pieces: list[str] = []
    current = ""
    for word in re.findall(r"\s*\S+", " " + text):
        current += word.replace(" ", "\u2581")
        if current not in taken:
            taken.add(current)
            pieces.append(current)
            current = ""
    return [*pieces[:-1], pieces[-1] + current] if current else pieces


def _write(path, shape, pieces, embedding, output, weights) -> Path:
    writer = gguf.GGUFWriter(str(path), "llama")
    _describe(writer, shape)
    _vocabulary(writer, pieces)
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output_norm.weight", np.ones(shape.dim, np.float32))
    writer.add_tensor("output.weight", output)
    for layer in range(shape.layers):
        name = f"blk.{layer}."
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{name}{norm}.weight", np.ones(shape.dim, np.float32))
        for square in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"{name}{square}.weight", weights(shape.dim, shape.dim))
        writer.add_tensor(f"{name}ffn_gate.weight", weights(shape.feed, shape.dim))
        writer.add_tensor(f"{name}ffn_up.weight", weights(shape.feed, shape.dim))
        writer.add_tensor(f"{name}ffn_down.weight", weights(shape.dim, shape.feed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _describe(writer: gguf.GGUFWriter, shape: Shape) -> None:
    writer.add_name("tiny-test")
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.dim)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(shape.dim // shape.heads)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16 if shape.half else gguf.LlamaFileType.ALL_F32)
    writer.add_chat_template(TEMPLATE)


def _vocabulary(writer: gguf.GGUFWriter, pieces: list[str]) -> None:
    kind = gguf.TokenType
    tokens = [
        b"<unk>",
        b"<s>",
        b"</s>",
        *(f"<0x{byte:02X}>".encode() for byte in range(256)),
        *(p.encode() for p in pieces),
    ]
    types = [kind.UNKNOWN, kind.CONTROL, kind.CONTROL, *[kind.BYTE] * 256, *[kind.NORMAL] * len(pieces)]
    scores = [0.0] * 259 + [-float(n) for n in range(1, len(pieces) + 1)]
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores(scores)
    writer.add_token_types([int(one) for one in types])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(EOS)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(True)
