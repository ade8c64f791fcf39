"""A trained model to the folder that is shipped: an int8 ONNX file, its tokenizer, and their hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from ..reader import FILES, HASHES
from .model import ReaderModel

_INPUTS = ("ids", "mask", "types")
_OPSET = 17


def export(model: ReaderModel, tokenizer: Path, folder: Path) -> None:
    """Writes the reader's files; `tokenizer` is a folder with a tokenizer.json.

    Weights of matrices become int8, a scale for each column; activations are rounded as they come.
    """
    folder.mkdir(parents=True, exist_ok=True)
    exact = folder / "exact.onnx"
    example = tuple(torch.ones((2, 16), dtype=torch.long) for _ in _INPUTS)
    axes = {name: {0: "rows", 1: "tokens"} for name in (*_INPUTS, "spans")} | {"whole": {0: "rows"}}
    torch.onnx.export(
        model.float().cpu().eval(),
        example,
        exact,
        input_names=list(_INPUTS),
        output_names=["spans", "whole"],
        dynamic_axes=axes,
        opset_version=_OPSET,
        dynamo=False,
    )
    quantize_dynamic(exact, folder / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    exact.unlink()
    onnx.checker.check_model(str(folder / "reader.onnx"))
    shutil.copyfile(tokenizer / "tokenizer.json", folder / "tokenizer.json")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / HASHES).write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")
