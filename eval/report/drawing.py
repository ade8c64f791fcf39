"""How figures look: one style for all, and nothing of who or what made them in their bytes.

They are made without pyplot, which keeps them in a global list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import PercentFormatter

INK, QUIET, LINE = "#1d1b18", "#69635a", "#dcd7cc"  # the page's colours ...
COLOURS = FIRST, SECOND = "#8c2f1b", "#4c8fbd"  # ... and a pair that the colour-blind tell apart by lightness
SMALL, TEXT, TITLE = 8.5, 9.5, 12
WIDTH, HEIGHT = 6.4, 4.0  # inches of 100 dots


class Plot(NamedTuple):
    """A figure's file name, and what it shows for those who do not see it."""

    name: str
    alt: str


def new_figure(title: str, height: float = HEIGHT) -> Figure:
    """An empty figure under a title; `height` is in inches of 100 dots."""
    figure = Figure(figsize=(WIDTH, height), dpi=100, layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.1))
    figure.suptitle(title, x=0.02, horizontalalignment="left", color=INK, fontsize=TITLE, fontweight="bold")
    return figure


def new_axes(figure: Figure, x: str, y: str) -> Axes:
    """The only axes of a figure, with what stands along them."""
    axes = figure.subplots()
    style(axes, x, y)
    return axes


def style(axes: Axes, x: str, y: str) -> None:
    """Says what stands along the axes, and takes away the frame."""
    axes.set_xlabel(x, color=QUIET, fontsize=TEXT)
    axes.set_ylabel(y, color=QUIET, fontsize=TEXT)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(QUIET)
    axes.tick_params(colors=QUIET, labelsize=TEXT, length=0)
    axes.grid(axis="y", color=LINE, linewidth=0.7)
    axes.set_axisbelow(True)


def percent(axes: Axes, which: Literal["x", "y"], top: float = 1.03) -> None:
    """Makes an axis one of shares, from 0 to `top`."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_formatter(PercentFormatter(1, decimals=0))
    (axes.set_xlim if which == "x" else axes.set_ylim)(0, top)


def bars(
    axes: Axes, labels: Sequence[str], rows: Sequence[Sequence[float | None]], words: Callable[[float], str]
) -> None:
    """Horizontal bars with their values, the first label on top; each label has a bar of every row."""
    thick = 0.8 / len(rows)
    for number, (row, colour) in enumerate(zip(rows, COLOURS, strict=False)):
        places = [place + (number + 0.5) * thick - 0.4 for place in range(len(labels))]
        drawn = axes.barh(places, [value or 0 for value in row], height=thick * 0.88, color=colour)
        named = ["" if value is None else words(value) for value in row]
        axes.bar_label(drawn, named, padding=3, color=INK, fontsize=SMALL)
    axes.set_yticks(range(len(labels)), labels, color=INK, fontsize=TEXT)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(0, axes.get_xlim()[1] * 1.08)  # room for the values, which stand for an axis
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=False)


def say(
    axes: Axes,
    words: str,
    x: float,
    y: float,
    shift: tuple[float, float],
    align: Literal["left", "center", "right"] = "center",
) -> None:
    """Words at a point, shifted to the right and up, on white: no line runs through them."""
    said = axes.annotate(words, (x, y), shift, textcoords="offset points", color=INK, fontsize=SMALL)
    said.set(horizontalalignment=align, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})


def save(figure: Figure, path: Path, alt: str) -> Plot:
    """Writes a figure as PNG, without the name of its maker: the same data gives the same bytes."""
    figure.savefig(path, format="png", metadata={"Software": None})
    return Plot(path.name, alt)
