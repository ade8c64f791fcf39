"""Floors and ceilings, and how they are written."""

from __future__ import annotations

import click
import pytest

from eval.floors import Bound, BoundType, check_ceilings, check_floors, exit_if_missed, flat

METRICS: dict[str, float | None] = {"RR@10": 0.8, "Success@4": 0.9, "short_EM": None}


@pytest.mark.parametrize(
    ("floor", "said"),
    [
        (Bound("RR@10", 0.8), None),
        (Bound("RR@10", 0.81), "RR@10 is 0.8, under its floor of 0.81"),
        (Bound("short_EM", 0.1), "short_EM has no value to hold to its floor of 0.1: nothing to measure it on"),
        (Bound("rr@10", 0.1), "there is no metric rr@10 to hold to a floor of 0.1: the nearest names are RR@10"),
    ],
)
def test_a_floor(floor: Bound, said: str | None) -> None:
    found = check_floors(METRICS, [floor])
    assert found == [] if said is None else found[0].startswith(said)


def test_a_ceiling() -> None:
    assert check_ceilings(METRICS, [Bound("RR@10", 0.8)]) == []
    assert check_ceilings(METRICS, [Bound("RR@10", 0.7)]) == ["RR@10 is 0.8, over its ceiling of 0.7"]


def test_rounding_misses_no_floor() -> None:
    assert check_floors({"x": 0.7 - 0.71}, [Bound("x", -0.01)]) == []


@pytest.mark.parametrize(
    ("text", "bound"), [("RR@10=0.8", Bound("RR@10", 0.8)), ("a=b.x=-1e-2", Bound("a=b.x", -0.01))]
)
def test_how_a_bound_is_written(text: str, bound: Bound) -> None:
    assert BoundType().convert(text, None, None) == bound


@pytest.mark.parametrize("text", ["RR@10", "=0.5", "RR@10=", "RR@10=high", "RR@10=nan", " =1"])
def test_what_is_no_bound(text: str) -> None:
    with pytest.raises(click.BadParameter, match=r"write it as RR@10=0\.8"):
        BoundType().convert(text, None, None)


def test_every_figure_has_one_name() -> None:
    metrics = {
        "metrics": {"RR@10": 0.8},
        "by_kind": {"latest": {"questions": 3, "RR@10": None}},
        "latency_ms": {"total": {"p50": 10.0}},
    }
    assert flat(metrics) == {
        "RR@10": 0.8, "latest.questions": 3, "latest.RR@10": None, "latency_ms.total.p50": 10.0,
    }  # fmt: skip


def test_what_is_missed_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    exit_if_missed([])
    with pytest.raises(SystemExit) as left:
        exit_if_missed(["one", "two"])
    assert left.value.code == 1
    assert capsys.readouterr().err == "failed: one\nfailed: two\n"
