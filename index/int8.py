"""A small BERT in int8, computed by ONNX Runtime: for processors that are slow with floating point."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from onnxruntime import InferenceSession
from tokenizers import Tokenizer

from .errors import DatelineError
from .onnx_file import export_int8, open_session
from .sentences import Span
from .store import Vectors

_REVISION = 1  # of what `_convert` makes: another number, and it is made anew


class Int8Model:
    """The model of a folder, its weights and activations rounded to 8 bits, its tokens' mean as the vector.

    The folder has the files of a sentence-transformers model of that kind, which reads `limit` tokens.
    They are converted once (four seconds) and kept in the person's cache, as `name`; what is kept there
    and damaged is made anew. Raises DatelineError where nothing can be kept, or int8 cannot be computed.
    """

    def __init__(self, name: str, folder: Path, limit: int) -> None:
        self.limit = limit
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        # Texts are computed side by side, each by one thread: 75 a second on two cores without AMX, of 200
        # tokens, where both threads reach 56 on one text after the other, and 37 on sixteen at a time.
        self._pool = ThreadPoolExecutor(os.cpu_count())
        self._session = _session(name, folder)
        self.dimension: int = self._session.get_outputs()[0].shape[1]

    def tokens(self, text: str) -> list[Span]:
        """The offsets of a text's tokens, special ones included, however many there are."""
        offsets: list[Span] = self._tokenizer.encode(text).offsets
        return offsets

    def vectors(self, texts: list[str]) -> Vectors:
        """A vector of each text, not yet scaled to length 1; shape (len(texts), dimension)."""
        return np.concatenate(list(self._pool.map(self._one, texts)))

    def _one(self, text: str) -> Vectors:
        """The vector of a text by itself, so that it depends on no other; shape (1, dimension)."""
        ids = self._tokenizer.encode(text).ids
        if len(ids) > self.limit:
            ids = [*ids[: self.limit - 1], ids[-1]]
        [vector] = self._session.run(["vector"], {"ids": np.array([ids], np.int64)})
        found: Vectors = vector
        return found


def _session(name: str, folder: Path) -> InferenceSession:
    """The converted model, which is made if it is not there or cannot be run as it is."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"
    path = cache / f"{name}-int8-{_REVISION}.onnx"
    if path.is_file():
        with suppress(Exception):  # ONNX Runtime's own have no common base
            return open_session(path)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache) as made:  # whoever else converts at this moment has a folder of its own
            _convert(folder, Path(made)).replace(path)
    except OSError as error:
        raise DatelineError(
            f"the int8 model cannot be kept in {cache} ({error.strerror or error}): set XDG_CACHE_HOME to a folder "
            "that can be written, or DATELINE_PRECISION=float32"
        ) from error
    try:
        return open_session(path)
    except Exception as error:
        raise DatelineError(
            f"{path} cannot be run here ({type(error).__name__}): set DATELINE_PRECISION=float32"
        ) from error


def _convert(folder: Path, made: Path) -> Path:
    """Writes a model as an int8 ONNX file, and returns its path."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import torch  # these take seconds to import: only when needed
    from transformers import AutoModel
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()

    class Mean(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            # Attention spelled out: as torch has it in one piece, the file is slower by a sixth.
            self.bert = AutoModel.from_pretrained(str(folder), attn_implementation="eager")

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            mean: torch.Tensor = self.bert(input_ids=ids).last_hidden_state.mean(1)
            return mean

    path, example = made / "int8.onnx", torch.ones((1, 16), dtype=torch.int64)
    export_int8(Mean(), (example,), path, (["ids"], ["vector"]), {"ids": {1: "tokens"}})
    return path
