"""Values that a run must not fall under, or rise over: `--fail-under RR@10=0.8`, for a build to fail on."""

from __future__ import annotations

import difflib
import math
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import click

_ROUNDING = 1e-9  # 0.7 - 0.71 is -0.010000000000000009, which is not under -0.01
_NEAREST = 3


class Bound(NamedTuple):
    """A floor or a ceiling of one metric, by the name it has in `flat`."""

    metric: str
    limit: float


class BoundType(click.ParamType[Bound]):
    """`metric=value` as an option's value."""

    name = "METRIC=VALUE"

    def convert(self, value: str | Bound, param: click.Parameter | None, ctx: click.Context | None) -> Bound:
        """Reads `RR@10=0.8`; anything else is a usage error."""
        if isinstance(value, Bound):
            return value
        metric, _, number = value.rpartition("=")  # from the right: the name of a kind may hold a "="
        try:
            limit = float(number)
        except ValueError:
            limit = math.nan
        if not metric.strip() or not math.isfinite(limit):
            self.fail(f"'{value}' is not a metric and a number: write it as RR@10=0.8", param, ctx)
        return Bound(metric.strip(), limit)


fail_under_option = click.option(
    "--fail-under",
    "floors",
    multiple=True,
    type=BoundType(),
    help="Exit with 1 where the metric is under the value; may be repeated; latest.RR@10 is of one kind.",
)
fail_over_option = click.option(
    "--fail-over",
    "ceilings",
    multiple=True,
    type=BoundType(),
    help="Exit with 1 where the metric is over the value; may be repeated; latency_ms.total.p95 is one too.",
)


def flat(metrics: Mapping[str, Any]) -> dict[str, float | None]:
    """What metrics.json holds under one name each: `RR@10`, `latest.RR@10`, `latency_ms.total.p95`."""
    named: dict[str, float | None] = dict(metrics["metrics"])
    groups = {**metrics["by_kind"], **{f"latency_ms.{stage}": times for stage, times in metrics["latency_ms"].items()}}
    for group, values in groups.items():
        named |= {f"{group}.{name}": value for name, value in values.items()}
    return named


def check_floors(
    metrics: Mapping[str, float | None], floors: Iterable[Bound], tolerance: float = _ROUNDING
) -> list[str]:
    """A sentence for each floor that is missed; it is missed too where the metric is unknown or has no value."""
    return _missed(metrics, floors, "floor", lambda value, limit: value < limit - tolerance)


def check_ceilings(
    metrics: Mapping[str, float | None], ceilings: Iterable[Bound], tolerance: float = _ROUNDING
) -> list[str]:
    """A sentence for each ceiling that is broken; likewise where the metric is unknown or has no value."""
    return _missed(metrics, ceilings, "ceiling", lambda value, limit: value > limit + tolerance)


def exit_if_missed(sentences: Iterable[str]) -> None:
    """Writes the sentences to stderr and leaves with exit code 1; goes on where there are none."""
    missed = list(sentences)
    for sentence in missed:
        sys.stderr.write(f"failed: {sentence}\n")
    if missed:
        sys.exit(1)  # not click's own way out, whose code gets lost without its standalone mode


def _missed(
    metrics: Mapping[str, float | None], bounds: Iterable[Bound], what: str, beyond: Callable[[float, float], bool]
) -> list[str]:
    sentences: list[str] = []
    for metric, limit in bounds:
        value = metrics.get(metric)
        if metric not in metrics:
            sentences.append(f"there is no metric {metric} to hold to a {what} of {limit:g}{_nearest(metric, metrics)}")
        elif value is None:
            sentences.append(f"{metric} has no value to hold to its {what} of {limit:g}: nothing to measure it on")
        elif beyond(value, limit):
            side = "under" if what == "floor" else "over"
            sentences.append(f"{metric} is {value:.6g}, {side} its {what} of {limit:g}")
    return sentences


def _nearest(metric: str, metrics: Iterable[str]) -> str:
    """The names most like it, whatever their case."""
    names = {name.casefold(): name for name in metrics}
    near = difflib.get_close_matches(metric.casefold(), names, n=_NEAREST, cutoff=0.0)
    return f": the nearest names are {', '.join(names[name] for name in near)}" if near else ""
