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


class _OneRow(torch.nn.Module):
    """A reader of a single row: it has no padding, and without a mask for it ten passages take a twentieth less."""

    def __init__(self, model: ReaderModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        spans, whole = self.model(ids, None, types)
        return spans, whole


def export(model: ReaderModel, tokenizer: Path, folder: Path) -> None:
    """Writes the reader's files; `tokenizer` is a folder with a tokenizer.json."""
    folder.mkdir(parents=True, exist_ok=True)
    row = torch.ones((1, 16), dtype=torch.long)
    axes = {name: {1: "tokens"} for name in ("ids", "types", "spans")}
    names = ("ids", "types"), ("spans", "whole")
    export_int8(_OneRow(model.float().cpu()), (row, row), folder / "reader.onnx", names, axes)
    onnx.checker.check_model(str(folder / "reader.onnx"))
    shutil.copyfile(tokenizer / "tokenizer.json", folder / "tokenizer.json")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / HASHES).write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")
