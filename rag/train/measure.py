"""How well a model reads what was held out."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from sklearn.metrics import roc_auc_score

from ..reader import LONGEST_SPAN
from .batches import Row, as_batch, inside
from .model import ReaderModel

_ROWS = 32


def best_spans(spans: torch.Tensor, passage: torch.Tensor) -> torch.Tensor:
    """The best first and last token of each row, shape (rows, 2); `spans` as ReaderModel gives them."""
    logits = inside(spans, passage)
    sums = logits[:, :, 0].unsqueeze(2) + logits[:, :, 1].unsqueeze(1)
    length = sums.shape[1]
    allowed = (
        torch.ones(length, length, dtype=torch.bool).triu() & ~torch.ones(length, length).triu(LONGEST_SPAN).bool()
    )
    best = sums.masked_fill(~allowed.to(sums.device), -1e9).flatten(1).argmax(dim=1)
    return torch.stack((best // length, best % length), dim=1)


def measure(model: ReaderModel, rows: Sequence[Row], device: str) -> dict[str, float]:
    """Of rows with a span, how many are found exactly, by tokens, and their mean token F1; and the AUC of `answers`."""
    model.eval()
    order = sorted(range(len(rows)), key=lambda n: len(rows[n].pair.ids))
    exact, overlap, labels, scores = list[float](), list[float](), list[float](), list[float]()
    with torch.inference_mode():
        for first in range(0, len(order), _ROWS):
            some = [rows[n] for n in order[first : first + _ROWS]]
            batch = as_batch(some)
            spans, whole = model(batch.ids.to(device), batch.mask.to(device), batch.types.to(device))
            found = best_spans(spans, batch.passage.to(device)).tolist()
            for row, span in zip(some, found, strict=True):
                if row.targets:
                    exact.append(max(float(tuple(span) == target) for target in row.targets))
                    overlap.append(max(_f1(span, target) for target in row.targets))
            labels += [row.answers for row in some]
            scores += whole[:, 1].float().tolist()
    model.train()
    return {
        "exact": sum(exact) / max(len(exact), 1),
        "f1": sum(overlap) / max(len(overlap), 1),
        "auc": float(roc_auc_score(labels, scores)),
    }


def _f1(found: Sequence[int], target: Sequence[int]) -> float:
    common = min(found[1], target[1]) - max(found[0], target[0]) + 1
    return max(0.0, 2 * common / (found[1] - found[0] + target[1] - target[0] + 2))
