"""A trained model to the folder that is shipped: an int8 ONNX file, its tokenizer, and their hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import onnx
import torch

from index.onnx_file import export_int8

from ..reader import FILES, HASHES
from .model import ReaderModel

_INPUTS = ("ids", "mask", "types")


def export(model: ReaderModel, tokenizer: Path, folder: Path) -> None:
    """Writes the reader's files; `tokenizer` is a folder with a tokenizer.json."""
    folder.mkdir(parents=True, exist_ok=True)
    example = tuple(torch.ones((2, 16), dtype=torch.long) for _ in _INPUTS)
    axes = {name: {0: "rows", 1: "tokens"} for name in (*_INPUTS, "spans")} | {"whole": {0: "rows"}}
    export_int8(model.float().cpu(), example, folder / "reader.onnx", (_INPUTS, ("spans", "whole")), axes)
    onnx.checker.check_model(str(folder / "reader.onnx"))
    shutil.copyfile(tokenizer / "tokenizer.json", folder / "tokenizer.json")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / HASHES).write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")
