"""The figures of a report: plain data in, PNG files and their alt texts out; what has no data has no figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

import numpy as np
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, NullLocator

from .drawing import (
    COLOURS,
    FIRST,
    HEIGHT,
    INK,
    LINE,
    QUIET,
    SECOND,
    SMALL,
    TEXT,
    Plot,
    bars,
    new_axes,
    new_figure,
    percent,
    save,
    say,
    style,
)

_RANKS = (1, 2, 3, 5, 10, 20, 50, 100)
_CALLED_OUT = (1, 4, 10, 100)
_PERCENTILES = (50, 95, 99)
_TAIL = 1.5  # times the 99th percentile: what is slower would squeeze the rest into a few bins


class RiskPoint(TypedDict):
    """What comes of answering only from a confidence upward."""

    threshold: float
    coverage: float
    risk: float


class Bin(TypedDict):
    """A band of confidence: the number of questions, their mean confidence, and the share that was right."""

    low: float
    high: float
    questions: int
    confidence: float
    right: float


def first_relevant(ranks: Sequence[int | None], folder: Path) -> Plot | None:
    """How far down one has to read: the share of questions with a relevant article within the first k."""
    if not ranks:
        return None
    depths = range(1, _RANKS[-1] + 1)
    within = {k: sum(rank is not None and rank <= k for rank in ranks) / len(ranks) for k in depths}
    figure = new_figure("How far down is the first relevant article?")
    axes = new_axes(figure, "articles looked at, best first", f"share of {len(ranks)} questions")
    axes.step(list(within), list(within.values()), where="post", color=FIRST, linewidth=1.8)
    axes.set_xscale("log")  # the first ranks are what people see, and take half the width
    axes.set_xlim(0.8, _RANKS[-1] * 1.12)
    axes.xaxis.set_major_locator(FixedLocator(_RANKS))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter("{x:g}")
    percent(axes, "y", top=1.08)
    for k in _CALLED_OUT:
        axes.plot(k, within[k], "o", color=FIRST, markersize=5, clip_on=False)
        say(axes, f"{within[k]:.0%}", k, within[k], (0, 8))
    named = ", ".join(f"{within[k]:.0%} within the first {k}" for k in _CALLED_OUT)
    return save(figure, folder / "first_relevant.png", f"Questions with a relevant article, of {len(ranks)}: {named}.")


def risk_coverage(points: Sequence[RiskPoint], threshold: float, folder: Path) -> Plot | None:
    """What a higher or lower threshold of confidence would bring; the one in force is marked."""
    drawn = sorted((point["coverage"], point["risk"], point["threshold"]) for point in points)
    if not drawn:
        return None
    coverage, risk, _ = zip(*drawn, strict=True)
    figure = new_figure("Answering more questions, and being wrong more often")
    axes = new_axes(figure, "questions answered", "answers that are wrong")
    axes.plot(coverage, risk, color=FIRST, linewidth=1.8, solid_joinstyle="round")
    percent(axes, "x")
    percent(axes, "y", top=max(0.1, *risk) * 1.15)  # room for the words, whatever the curve
    x, y, _ = max((point for point in drawn if point[2] >= threshold), default=(0.0, 0.0, threshold))
    words = f"now, with a threshold of {threshold:g}: {x:.0%} answered, {y:.0%} of them wrong"
    axes.plot(x, y, "o", color=INK, markersize=7, zorder=3, label=words)
    axes.legend(loc="upper left", frameon=False, fontsize=TEXT, labelcolor=INK, borderpad=0)
    return save(
        figure,
        folder / "risk_coverage.png",
        f"At the present threshold of {threshold:g}, {x:.0%} of the questions are answered and {y:.0%} of the answers "
        f"are wrong; with {coverage[-1]:.0%} answered it would be {risk[-1]:.0%}.",
    )


def reliability(bins: Sequence[Bin], folder: Path) -> Plot | None:
    """Whether stated confidence is what it says: the share that was right in each band of it."""
    drawn = [(each["confidence"], each["right"], each["questions"]) for each in bins]
    if not drawn:
        return None
    figure = new_figure("Is Dateline right as often as it is confident?")
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    style(upper, "", "share that was right")
    style(lower, "stated confidence", "questions")
    upper.plot([0, 1], [0, 1], color=QUIET, linewidth=1, linestyle=(0, (4, 3)))
    upper.text(0.03, 0.07, "as stated", color=QUIET, fontsize=SMALL, rotation=22)
    stated, right, _ = zip(*drawn, strict=True)
    upper.plot(stated, right, "o-", color=FIRST, linewidth=1.8, markersize=6, clip_on=False)
    percent(upper, "y")
    percent(lower, "x")
    for each in bins:
        middle = (each["low"] + each["high"]) / 2
        lower.bar(middle, each["questions"], width=(each["high"] - each["low"]) * 0.92, color=LINE)
        say(lower, str(each["questions"]), middle, each["questions"], (0, 4))
    lower.set_ylim(0, max(each["questions"] for each in bins) * 1.45)
    lower.set_yticks([])
    lower.grid(visible=False)
    figure.align_ylabels()
    said = "; ".join(f"{sure:.0%} stated, {share:.0%} right ({number} questions)" for sure, share, number in drawn)
    return save(figure, folder / "reliability.png", f"Stated confidence and the share that was right: {said}.")


def latency(totals: Sequence[float], stages: Mapping[str, float], folder: Path) -> Plot | None:
    """How long an answer takes, and the median of each of its stages, in milliseconds."""
    if not totals:
        return None
    marks = [float(np.percentile(totals, share)) for share in _PERCENTILES]
    shown = [each for each in totals if each <= marks[-1] * _TAIL]
    beyond = f" (slower, and not drawn: {len(totals) - len(shown)})" if len(shown) < len(totals) else ""
    figure = new_figure("How long does an answer take?", HEIGHT + 0.7)
    panels = figure.subplots(2 if stages else 1, 1, squeeze=False, height_ratios=(3, 2.2) if stages else None)
    upper = panels[0, 0]
    style(upper, f"milliseconds{beyond}", f"of {len(totals)} questions")
    upper.hist(shown, bins=30, range=(0, max(shown) * 1.02 or 1), color=SECOND, edgecolor="white", linewidth=0.6)
    upper.set_ylim(0, upper.get_ylim()[1] * 1.25)  # room for the words
    upper.set_xlim(left=0)
    for number, (share, mark) in enumerate(zip(_PERCENTILES, marks, strict=True)):
        upper.axvline(mark, color=INK, linewidth=1, linestyle=(0, (4, 2)))
        height = upper.get_ylim()[1] * (0.96 - 0.12 * number)  # stepped: close marks do not write over each other
        say(upper, f"p{share}: {mark:,.0f} ms", mark, height, (4, -8), "left")
    if stages:
        style(panels[1, 0], "median of each stage, in milliseconds", "")
        bars(panels[1, 0], list(stages), [list(stages.values())], "{:,.1f}".format)
    said = ", ".join(f"{share} % within {mark:,.0f} ms" for share, mark in zip(_PERCENTILES, marks, strict=True))
    parts = ", ".join(f"{stage} {median:,.1f} ms" for stage, median in stages.items())
    return save(figure, folder / "latency.png", f"Of {len(totals)} questions {said}. Medians: {parts or 'none'}.")


def by_kind(
    kinds: Mapping[str, Mapping[str, float | None]], measures: Sequence[str], folder: Path, title: str
) -> Plot | None:
    """A measure or two of each kind, as in metrics.json's `by_kind`; a kind without any value is left out."""
    drawn = {kind: values for kind, values in kinds.items() if any(values.get(name) is not None for name in measures)}
    if not drawn:
        return None
    rows = len(drawn) * len(measures)
    figure = new_figure(title, 1 + 0.17 * rows + 0.1 * len(drawn))
    axes = figure.subplots()
    style(axes, "", "")
    labels = [f"{kind}  (n = {values['questions']:g})" for kind, values in drawn.items()]
    bars(axes, labels, [[values.get(name) for values in drawn.values()] for name in measures], "{:.0%}".format)
    handles = [Patch(color=colour) for colour, _ in zip(COLOURS, measures, strict=False)]
    names = axes.legend(handles, measures, loc="lower left", ncols=len(measures), frameon=False, fontsize=TEXT)
    names.set_bbox_to_anchor((-0.02, 1), axes.transAxes)  # above the bars
    axes.set_xlim(0, 1.08)  # a share: half of the width is half
    said = "; ".join(
        f"{kind} ({values['questions']:g} questions): "
        + ", ".join(f"{name} {value:.0%}" for name in measures if (value := values.get(name)) is not None)
        for kind, values in drawn.items()
    )
    return save(figure, folder / "by_kind.png", f"By kind of question: {said}.")
