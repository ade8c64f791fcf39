"""The training itself: steps, a log, and checkpoints that a run goes on from."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from .batches import UNKNOWN, Batch, Row, as_batch, batches, inside
from .curves import draw_curves
from .measure import measure
from .model import ReaderModel

_log = logging.getLogger(__name__)

_WARM_UP = 0.05  # of all steps
_DECAY = 0.01
_LONGEST_STEP = 1.0  # norm that gradients are clipped to
_SAVE_EVERY = 300.0  # seconds
_MEASURE_EVERY = 1_000  # steps
_LOG_EVERY = 50
_LESSON = 0.7  # what a larger reader's word on a row weighs against what is known of it; another was not tried


@dataclass
class Progress:
    """How far a run is, kept with its weights: steps done, and what was logged."""

    step: int = 0
    curve: list[dict[str, float]] = field(default_factory=list)
    dev: list[dict[str, float]] = field(default_factory=list)


def loss_of(spans: Tensor, whole: Tensor, batch: Batch) -> Tensor:
    """The mean loss of the rows: from what is known of each, and, where a larger reader read it, from its lesson."""
    logs = functional.log_softmax(inside(spans, batch.passage), dim=1)
    known = _known(logs, whole.float(), batch)
    taught = batch.lesson_whole[:, 0] != UNKNOWN
    if not bool(taught.any()):
        return known.mean()
    lesson = _lesson(logs, whole.float(), batch)
    return torch.where(taught, (1 - _LESSON) * known + _LESSON * lesson, known).mean()


def _known(logs: Tensor, whole: Tensor, batch: Batch) -> Tensor:
    """Of each row the sum of three losses, those that it has; shape (rows,).

    Of a row with an answer the negative log of the probability that its spans have in all (softmax
    over the passage's tokens), and binary cross-entropy for whether it answers and whether it is on
    the question's matter.
    """
    known = batch.targets[..., 0] >= 0
    at = batch.targets.clamp(min=0)
    both = logs[..., 0].gather(1, at[..., 0]) + logs[..., 1].gather(1, at[..., 1])
    has = known.any(dim=1)
    total = logs.new_zeros(len(logs))
    total[has] = -torch.logsumexp(both.masked_fill(~known, -1e4)[has], dim=1)
    for column, label in ((0, batch.relevant), (1, batch.answers)):
        lost = functional.binary_cross_entropy_with_logits(whole[:, column], label.clamp(min=0.0), reduction="none")
        total = total + torch.where(label == UNKNOWN, 0.0, lost)
    return total


def _lesson(logs: Tensor, whole: Tensor, batch: Batch) -> Tensor:
    """Of each row the cross-entropy to its lesson (Hinton et al. 2015, at temperature 1); shape (rows,).

    The spans count as far as the passage answers: as is known, or as the lesson has it.
    """
    told = batch.lesson_whole.clamp(min=0.0)
    answers = torch.where(batch.answers == UNKNOWN, told[:, 1], batch.answers)
    spans = -(batch.lesson_spans * logs).sum(dim=(1, 2))
    lost = functional.binary_cross_entropy_with_logits(whole, told, reduction="none")
    return answers * spans + lost.sum(dim=1)


class Trainer:
    """A model in the precision it computes in, and its weights in float32, which are what is learned."""

    def __init__(self, model: ReaderModel, steps: int, rate: float, device: str, precision: torch.dtype) -> None:
        self.model = model.to(device)
        self.masters = [each.detach().clone().float() for each in self._learned()]
        self.fixed = [each.detach().clone() for each in self._fixed()]
        self.model.to(precision)
        self.device = device
        self.optimizer = torch.optim.AdamW(self.masters, lr=rate, weight_decay=_DECAY, fused=True)
        warm = max(int(_WARM_UP * steps), 1)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: min((step + 1) / warm, max((steps - step) / max(steps - warm, 1), 0.0))
        )

    def _learned(self) -> list[torch.nn.Parameter]:
        return [each for each in self.model.parameters() if each.requires_grad]

    def _fixed(self) -> list[torch.nn.Parameter]:
        return [each for each in self.model.parameters() if not each.requires_grad]

    def step(self, batch: Batch) -> float:
        """Learns from a batch; its loss."""
        moved = Batch(**{name: value.to(self.device) for name, value in vars(batch).items()})
        spans, whole = self.model(moved.ids, moved.mask, moved.types)
        loss = loss_of(spans, whole, moved)
        self.model.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        for master, each in zip(self.masters, self._learned(), strict=True):
            master.grad = None if each.grad is None else each.grad.float()
        torch.nn.utils.clip_grad_norm_(self.masters, _LONGEST_STEP)
        self.optimizer.step()
        self.schedule.step()
        with torch.no_grad():
            for master, each in zip(self.masters, self._learned(), strict=True):
                each.copy_(master)
        return float(loss.detach())

    def state(self) -> dict[str, Any]:
        """What a run goes on from."""
        return {
            "masters": self.masters,
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
        }

    def load(self, state: dict[str, Any]) -> None:
        """Goes on from a state."""
        with torch.no_grad():
            for master, kept, each in zip(self.masters, state["masters"], self._learned(), strict=True):
                master.copy_(kept)
                each.copy_(kept)
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])

    def finish(self) -> None:
        """Leaves the model in float32, with what was learned, and the rest as it was before it was rounded."""
        self.model.float()
        with torch.no_grad():
            for before, each in zip([*self.masters, *self.fixed], [*self._learned(), *self._fixed()], strict=True):
                each.copy_(before)


@dataclass(frozen=True)
class Plan:
    """How often all rows are seen, the highest learning rate, and what the order is drawn with."""

    epochs: int
    rate: float
    seed: int

    def batches(self, rows: Sequence[Row]) -> list[list[int]]:
        """All batches of all epochs, in order."""
        return [batch for epoch in range(self.epochs) for batch in batches(rows, self.seed + epoch)]


def train(
    model: ReaderModel,
    rows: Sequence[Row],
    dev: Sequence[Row],
    plan: Plan,
    folder: Path,
    device: str,
    dtype: torch.dtype,
) -> None:
    """Learns from the rows as planned, from where the folder's checkpoint left off, and leaves the model in float32."""
    folder.mkdir(exist_ok=True)
    steps = plan.batches(rows)
    trainer = Trainer(model, len(steps), plan.rate, device, dtype)
    progress = _resumed(trainer, folder)
    saved, losses = time.monotonic(), list[float]()
    for place in range(progress.step, len(steps)):
        losses.append(trainer.step(as_batch([rows[n] for n in steps[place]])))
        progress.step = place + 1
        last = progress.step == len(steps)
        if progress.step % _LOG_EVERY == 0 or last:
            progress.curve.append({"step": progress.step, "loss": sum(losses) / len(losses)})
            _log.info("step %d of %d: loss %.3f", progress.step, len(steps), progress.curve[-1]["loss"])
            losses = []
        if progress.step % _MEASURE_EVERY == 0 or last:
            progress.dev.append({"step": progress.step, **measure(model, dev, device)})
            _log.info("held out: %s", progress.dev[-1])
        if last or time.monotonic() - saved > _SAVE_EVERY:
            saved = time.monotonic()
            _save(trainer, progress, folder)
    trainer.finish()
    draw_curves(folder)


def _resumed(trainer: Trainer, folder: Path) -> Progress:
    saved = folder / "checkpoint.pt"
    if not saved.exists():
        return Progress()
    kept = torch.load(saved, weights_only=True)
    trainer.load(kept["trainer"])
    _log.info("going on after step %d", kept["progress"]["step"])
    return Progress(**kept["progress"])


def _save(trainer: Trainer, progress: Progress, folder: Path) -> None:
    fresh = folder / "checkpoint.new"
    torch.save({"trainer": trainer.state(), "progress": vars(progress)}, fresh)
    (folder / "curves.json").write_text(json.dumps(vars(progress), indent=1) + "\n", encoding="utf-8")
    fresh.replace(folder / "checkpoint.pt")
