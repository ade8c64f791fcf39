"""A plot of how a training went."""

from __future__ import annotations

import json
from pathlib import Path

from matplotlib.figure import Figure


def draw_curves(folder: Path) -> None:
    """Draws the curves.json of a stage's folder as curves.svg: the loss, and what is held out."""
    progress = json.loads((folder / "curves.json").read_text(encoding="utf-8"))
    figure = Figure(figsize=(9, 3.2), layout="constrained")
    loss, held = figure.subplots(1, 2)
    loss.plot([row["step"] for row in progress["curve"]], [row["loss"] for row in progress["curve"]], linewidth=0.8)
    loss.set(xlabel="step", ylabel="training loss", title="Loss")
    for name, label in (("exact", "exact tokens"), ("f1", "token F1"), ("auc", "AUC: answers or not")):
        held.plot([row["step"] for row in progress["dev"]], [row[name] for row in progress["dev"]], "o-", label=label)
    held.set(xlabel="step", title="Held out")
    held.legend()
    figure.savefig(folder / "curves.svg")
