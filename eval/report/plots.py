"""The figures of a report: plain data in, PNG files and their alt texts out; what has no data has no figure.

Figures are made without pyplot, which keeps them in a global list, and without a note of who made
them: the same data gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypedDict

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, NullLocator, PercentFormatter

_INK, _QUIET, _LINE = "#1d1b18", "#69635a", "#dcd7cc"  # the page's colours ...
_COLOURS = _FIRST, _SECOND = "#8c2f1b", "#4c8fbd"  # ... and a pair that the colour-blind tell apart by lightness
_SMALL, _TEXT, _TITLE = 8.5, 9.5, 12
_WIDTH, _HEIGHT = 6.4, 4.0  # inches of 100 dots
_RANKS = (1, 2, 3, 5, 10, 20, 50, 100)
_CALLED_OUT = (1, 4, 10, 100)
_PERCENTILES = (50, 95, 99)
_TAIL = 1.5  # times the 99th percentile: what is slower would squeeze the rest into a few bins


class Plot(NamedTuple):
    """A figure's file name, and what it shows for those who do not see it."""

    name: str
    alt: str


class RiskPoint(TypedDict):
    """What comes of answering only from a confidence upward; `risk` is None where nothing is answered."""

    threshold: float
    coverage: float
    risk: float | None


class Bin(TypedDict):
    """A band of confidence: the number of questions, their mean confidence, and the share that was right."""

    low: float
    high: float
    questions: int
    confidence: float | None
    right: float | None


def first_relevant(ranks: Sequence[int | None], folder: Path) -> Plot | None:
    """How far down one has to read: the share of questions with a relevant article within the first k."""
    if not ranks:
        return None
    depths = range(1, _RANKS[-1] + 1)
    within = {k: sum(rank is not None and rank <= k for rank in ranks) / len(ranks) for k in depths}
    figure = _figure("How far down is the first relevant article?")
    axes = _axes(figure, "articles looked at, best first", f"share of {len(ranks)} questions")
    axes.step(list(within), list(within.values()), where="post", color=_FIRST, linewidth=1.8)
    axes.set_xscale("log")  # the first ranks are what people see, and take half the width
    axes.set_xlim(0.8, _RANKS[-1] * 1.12)
    axes.xaxis.set_major_locator(FixedLocator(_RANKS))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter("{x:g}")
    _percent(axes, "y", top=1.08)
    for k in _CALLED_OUT:
        axes.plot(k, within[k], "o", color=_FIRST, markersize=5, clip_on=False)
        _say(axes, f"{within[k]:.0%}", k, within[k], (0, 8))
    named = ", ".join(f"{within[k]:.0%} within the first {k}" for k in _CALLED_OUT)
    return _save(figure, folder / "first_relevant.png", f"Questions with a relevant article, of {len(ranks)}: {named}.")


def risk_coverage(points: Sequence[RiskPoint], threshold: float, folder: Path) -> Plot | None:
    """What a higher or lower threshold of confidence would bring; the one in force is marked."""
    drawn = sorted(
        (point["coverage"], point["risk"], point["threshold"]) for point in points if point["risk"] is not None
    )
    if not drawn:
        return None
    coverage, risk, _ = zip(*drawn, strict=True)
    figure = _figure("Answering more questions, and being wrong more often")
    axes = _axes(figure, "questions answered", "answers that are wrong")
    axes.plot(coverage, risk, color=_FIRST, linewidth=1.8, solid_joinstyle="round")
    _percent(axes, "x")
    _percent(axes, "y", top=max(0.1, *risk) * 1.15)  # room for the words, whatever the curve
    x, y, _ = min(drawn, key=lambda point: abs(point[2] - threshold))
    words = f"now, with a threshold of {threshold:g}: {x:.0%} answered, {y:.0%} of them wrong"
    axes.plot(x, y, "o", color=_INK, markersize=7, zorder=3, label=words)
    axes.legend(loc="upper left", frameon=False, fontsize=_TEXT, labelcolor=_INK, borderpad=0)
    return _save(
        figure,
        folder / "risk_coverage.png",
        f"At the present threshold of {threshold:g}, {x:.0%} of the questions are answered and {y:.0%} of the answers "
        f"are wrong; with {coverage[-1]:.0%} answered it would be {risk[-1]:.0%}.",
    )


def reliability(bins: Sequence[Bin], folder: Path) -> Plot | None:
    """Whether stated confidence is what it says: the share that was right in each band of it."""
    drawn = [
        (each["confidence"], each["right"], each["questions"])
        for each in bins
        if each["confidence"] is not None and each["right"] is not None
    ]
    if not drawn:
        return None
    figure = _figure("Is Dateline right as often as it is confident?")
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    _style(upper, "", "share that was right")
    _style(lower, "stated confidence", "questions")
    upper.plot([0, 1], [0, 1], color=_QUIET, linewidth=1, linestyle=(0, (4, 3)))
    upper.text(0.03, 0.07, "as stated", color=_QUIET, fontsize=_SMALL, rotation=22)
    stated, right, _ = zip(*drawn, strict=True)
    upper.plot(stated, right, "o-", color=_FIRST, linewidth=1.8, markersize=6, clip_on=False)
    _percent(upper, "y")
    _percent(lower, "x")
    for each in bins:
        middle = (each["low"] + each["high"]) / 2
        lower.bar(middle, each["questions"], width=(each["high"] - each["low"]) * 0.92, color=_LINE)
        _say(lower, str(each["questions"]), middle, each["questions"], (0, 4))
    lower.set_ylim(0, max(each["questions"] for each in bins) * 1.45)
    lower.set_yticks([])
    lower.grid(visible=False)
    figure.align_ylabels()
    said = "; ".join(f"{sure:.0%} stated, {share:.0%} right ({number} questions)" for sure, share, number in drawn)
    return _save(figure, folder / "reliability.png", f"Stated confidence and the share that was right: {said}.")


def latency(totals: Sequence[float], stages: Mapping[str, float], folder: Path) -> Plot | None:
    """How long an answer takes, and the median of each of its stages, in milliseconds."""
    if not totals:
        return None
    marks = [float(np.percentile(totals, share)) for share in _PERCENTILES]
    shown = [each for each in totals if each <= marks[-1] * _TAIL]
    beyond = f" (slower, and not drawn: {len(totals) - len(shown)})" if len(shown) < len(totals) else ""
    figure = _figure("How long does an answer take?", _HEIGHT + 0.7)
    panels = figure.subplots(2 if stages else 1, 1, squeeze=False, height_ratios=(3, 2.2) if stages else None)
    upper = panels[0, 0]
    _style(upper, f"milliseconds{beyond}", f"of {len(totals)} questions")
    upper.hist(shown, bins=30, range=(0, max(shown) * 1.02 or 1), color=_SECOND, edgecolor="white", linewidth=0.6)
    upper.set_ylim(0, upper.get_ylim()[1] * 1.25)  # room for the words
    upper.set_xlim(left=0)
    for number, (share, mark) in enumerate(zip(_PERCENTILES, marks, strict=True)):
        upper.axvline(mark, color=_INK, linewidth=1, linestyle=(0, (4, 2)))
        height = upper.get_ylim()[1] * (0.96 - 0.12 * number)  # stepped: close marks do not write over each other
        _say(upper, f"p{share}: {mark:,.0f} ms", mark, height, (4, -8), "left")
    if stages:
        _style(panels[1, 0], "median of each stage, in milliseconds", "")
        _bars(panels[1, 0], list(stages), [list(stages.values())], "{:,.1f}".format)
    said = ", ".join(f"{share} % within {mark:,.0f} ms" for share, mark in zip(_PERCENTILES, marks, strict=True))
    parts = ", ".join(f"{stage} {median:,.1f} ms" for stage, median in stages.items())
    return _save(figure, folder / "latency.png", f"Of {len(totals)} questions {said}. Medians: {parts or 'none'}.")


def by_kind(
    kinds: Mapping[str, Mapping[str, float | None]], measures: Sequence[str], folder: Path, title: str
) -> Plot | None:
    """A measure or two of each kind, as in metrics.json's `by_kind`; a kind without any value is left out."""
    drawn = {kind: values for kind, values in kinds.items() if any(values.get(name) is not None for name in measures)}
    if not drawn:
        return None
    rows = len(drawn) * len(measures)
    figure = _figure(title, 1 + 0.17 * rows + 0.1 * len(drawn))
    axes = figure.subplots()
    _style(axes, "", "")
    labels = [f"{kind}  (n = {values['questions']:g})" for kind, values in drawn.items()]
    _bars(axes, labels, [[values.get(name) for values in drawn.values()] for name in measures], "{:.0%}".format)
    handles = [Patch(color=colour) for colour, _ in zip(_COLOURS, measures, strict=False)]
    names = axes.legend(handles, measures, loc="lower left", ncols=len(measures), frameon=False, fontsize=_TEXT)
    names.set_bbox_to_anchor((-0.02, 1), axes.transAxes)  # above the bars
    axes.set_xlim(0, 1.08)  # a share: half of the width is half
    said = "; ".join(
        f"{kind} ({values['questions']:g} questions): "
        + ", ".join(f"{name} {value:.0%}" for name in measures if (value := values.get(name)) is not None)
        for kind, values in drawn.items()
    )
    return _save(figure, folder / "by_kind.png", f"By kind of question: {said}.")


def _figure(title: str, height: float = _HEIGHT) -> Figure:
    figure = Figure(figsize=(_WIDTH, height), dpi=100, layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.1))
    figure.suptitle(title, x=0.02, horizontalalignment="left", color=_INK, fontsize=_TITLE, fontweight="bold")
    return figure


def _axes(figure: Figure, x: str, y: str) -> Axes:
    axes = figure.subplots()
    _style(axes, x, y)
    return axes


def _style(axes: Axes, x: str, y: str) -> None:
    axes.set_xlabel(x, color=_QUIET, fontsize=_TEXT)
    axes.set_ylabel(y, color=_QUIET, fontsize=_TEXT)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(_QUIET)
    axes.tick_params(colors=_QUIET, labelsize=_TEXT, length=0)
    axes.grid(axis="y", color=_LINE, linewidth=0.7)
    axes.set_axisbelow(True)


def _percent(axes: Axes, which: Literal["x", "y"], top: float = 1.03) -> None:
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_formatter(PercentFormatter(1, decimals=0))
    (axes.set_xlim if which == "x" else axes.set_ylim)(0, top)


def _bars(
    axes: Axes, labels: Sequence[str], rows: Sequence[Sequence[float | None]], words: Callable[[float], str]
) -> None:
    """Horizontal bars with their values, the first label on top; each label has a bar of every row."""
    thick = 0.8 / len(rows)
    for number, (row, colour) in enumerate(zip(rows, _COLOURS, strict=False)):
        places = [place + (number + 0.5) * thick - 0.4 for place in range(len(labels))]
        bars = axes.barh(places, [value or 0 for value in row], height=thick * 0.88, color=colour)
        named = ["" if value is None else words(value) for value in row]
        axes.bar_label(bars, named, padding=3, color=_INK, fontsize=_SMALL)
    axes.set_yticks(range(len(labels)), labels, color=_INK, fontsize=_TEXT)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(0, axes.get_xlim()[1] * 1.08)  # room for the values, which stand for an axis
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=False)


def _say(
    axes: Axes,
    words: str,
    x: float,
    y: float,
    shift: tuple[float, float],
    align: Literal["left", "center", "right"] = "center",
) -> None:
    """Words at a point, shifted to the right and up, on white: no line runs through them."""
    said = axes.annotate(words, (x, y), shift, textcoords="offset points", color=_INK, fontsize=_SMALL)
    said.set(horizontalalignment=align, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})


def _save(figure: Figure, path: Path, alt: str) -> Plot:
    figure.savefig(path, format="png", metadata={"Software": None})
    return Plot(path.name, alt)
