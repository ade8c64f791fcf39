"""A model as an ONNX file: made from torch with 8-bit weights, and opened to run one text on one thread."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import onnxruntime

if TYPE_CHECKING:
    import torch

_OPSET = 17
# A sum and its normalisation in one piece take nine times what the normalisation alone does. Without it, on two
# cores without AMX, 94 texts are embedded in a second instead of 82, and ten passages read in 138 ms instead of 164.
_SLOWER = "SkipLayerNormFusion"


def open_session(path: Path) -> onnxruntime.InferenceSession:
    """The model of a file.

    Each run takes one thread: texts are computed side by side, by threads of the caller's.
    """
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        path, options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOWER]
    )


def export_int8(
    model: torch.nn.Module,
    example: tuple[torch.Tensor, ...],
    path: Path,
    names: tuple[Sequence[str], Sequence[str]],
    axes: Mapping[str, Mapping[int, str]],
) -> None:
    """Writes a torch model; `names` are of its inputs and outputs, `axes` those of their axes that vary.

    Weights of matrices become int8, a scale for each column; activations are rounded as they come.
    """
    import torch  # these take seconds to import: only when needed
    from onnxruntime.quantization import QuantType, quantize_dynamic

    exact = path.with_name("exact.onnx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch names its other exporter, which needs one more package
        torch.onnx.export(
            model.eval(),
            example,
            exact,
            input_names=list(names[0]),
            output_names=list(names[1]),
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )
    logging.disable(logging.WARNING)  # ONNX Runtime recommends a step that changes nothing here
    try:
        quantize_dynamic(exact, path, weight_type=QuantType.QInt8, per_channel=True)
    finally:
        logging.disable(logging.NOTSET)
    exact.unlink()
