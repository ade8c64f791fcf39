"""Any sentence-transformers model, computed by torch."""

from __future__ import annotations

import copy
import logging
import os
from typing import TYPE_CHECKING, Any, Literal, cast

from .errors import DatelineError
from .sentences import Span
from .store import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 16  # chunks; on two cores 16 ran at 47 texts a second, 6 at 42 and 32 at 39
_PADDING = 32  # tokens


class Transformer:
    """A model by name or path, in float32 or bfloat16.

    `dimension` is the length of its vectors, `limit` the most tokens that it reads.
    """

    def __init__(self, name: str, precision: Literal["float32", "bfloat16"]) -> None:
        self._model = _load(name, precision)
        # One of its own: a tokenizer cannot be told to cut, for vectors, while another thread has it not cut.
        self._tokenizer = copy.deepcopy(self._model.tokenizer)
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise DatelineError(f"the model '{name}' does not say how long its vectors are; choose another")
        self.dimension: int = dimension
        self.limit: int = self._model.max_seq_length or self._model.tokenizer.model_max_length

    def tokens(self, text: str) -> list[Span]:
        """The offsets of a text's tokens, special ones included, however many there are."""
        encoded = self._tokenizer(text, truncation=False, return_offsets_mapping=True, verbose=False)
        offsets: list[Span] = encoded["offset_mapping"]
        return offsets

    def vectors(self, texts: list[str]) -> Vectors:
        """A vector of each text, not yet scaled to length 1; shape (len(texts), dimension)."""
        found = self._model.encode(texts, batch_size=_BATCH, show_progress_bar=False, convert_to_tensor=True)
        vectors: Vectors = found.float().numpy()
        return vectors


def _load(name: str, precision: str) -> SentenceTransformer:
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
        model = SentenceTransformer(name, device="cpu", model_kwargs={"dtype": precision})
    except (OSError, ValueError) as error:
        raise DatelineError(
            f"the embedding model '{name}' could not be loaded ({type(error).__name__}): give a folder that holds one, "
            "or set HF_HUB_OFFLINE=0 to let it be downloaded"
        ) from error
    if precision == "bfloat16":  # oneDNN keeps code for each shape that it meets: 3.2 GB after 16,000 chunks, else 0.7
        cast(Any, model[0]).processing_kwargs = {"text": {"pad_to_multiple_of": _PADDING}}
    return model
