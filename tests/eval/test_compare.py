"""Two runs side by side, from folders written here."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.compare import compare
from eval.metrics.abstention import abstention
from eval.report.comparison import markdown, to_json
from index import DatelineError
from index.command import run
from tests.eval.making import NONE, ONE, outcome

COLUMNS = ("_id", "kind", "answerable", "status", "confidence", "Success@4", "verbatim", "total_ms")
METRICS = {"Success@4": 0.0, "verbatim": 1.0, "abstention_precision": 0.0, "confidence_AUC": 0.5, "Brier": 0.1}


def row(name: str, success: str, status: str = "answered", confidence: float = 0.5, **others: str) -> dict[str, str]:
    made = {"_id": name, "kind": "who", "answerable": "true", "status": status, "confidence": str(confidence)}
    return {**made, "Success@4": success, "verbatim": "3/3", "total_ms": "100", **others}


def results(folder: Path, rows: list[dict[str, str]], **made: dict[str, Any]) -> Path:
    folder.mkdir(parents=True)
    with (folder / "per_question.tsv").open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    settings = {"dataset": "d", "as_of": True, "out": str(folder)}
    (folder / "metrics.json").write_text(json.dumps({"metrics": METRICS, "settings": settings, **made}))
    asked = [{"_id": each["_id"], "question": f"Why *{each['_id']}*?"} for each in rows]
    (folder / "answers.jsonl").write_text("".join(json.dumps(each) + "\n" for each in asked))
    return folder


def twelve(*successes: int) -> list[dict[str, str]]:
    return [row(f"q{n}", str(float(n in successes))) for n in range(12)]


def test_what_changed_both_ways(tmp_path: Path) -> None:
    a = results(tmp_path / "a", twelve(0, 1, 2))
    b = results(tmp_path / "b", [*twelve(1, 2, 3, 4, 5, 6), row("new", "1.0")])
    found = compare(a, b)
    assert found.questions == 12
    assert (found.only_a, found.only_b) == ((), ("new",))
    assert found.measures["Success@4"].difference == pytest.approx(0.25)
    assert found.changed["Success@4"].better == ("q3", "q4", "q5", "q6")
    assert found.changed["Success@4"].worse == ("q0",)
    assert found.changed["status"].better == found.changed["status"].worse == ()
    assert found.by_kind["who.Success@4"] == pytest.approx(0.25)
    assert found.measures["verbatim"].difference == 0
    text = markdown(found)
    assert "Left out, as only B has them: 1" in text
    assert r"- q3 Why \*q3\*?" in text
    assert "The settings are the same." in text
    assert "Brier" in next(note for note in found.notes if note.startswith("not to be had"))


def test_a_change_that_every_question_has_is_marked(tmp_path: Path) -> None:
    slow = [{**each, "total_ms": "150"} for each in twelve(*range(12))]
    found = compare(results(tmp_path / "a", twelve()), results(tmp_path / "b", slow))
    assert found.measures["Success@4"].excludes_zero
    assert found.latency["latency_ms.total.p50"].difference == 50
    assert "| Success@4 | 12 | 0.000 | 1.000 | +1.000 | +1.000 to +1.000 | * |" in markdown(found)


def test_measures_of_sets_are_those_of_a_run(tmp_path: Path) -> None:
    asked = [(True, False, 0.9), (True, True, 0.2), (False, True, 0.4), (False, False, 0.6), (True, False, 0.6)] * 3
    rows = [
        row(f"q{n}", "", "not_found" if silent else "answered", sure, answerable=str(has).lower())
        for n, (has, silent, sure) in enumerate(asked)
    ]
    expected = abstention(
        [outcome(ONE if has else NONE, cited=() if silent else ("x",), confidence=sure) for has, silent, sure in asked]
    )
    found = compare(results(tmp_path / "a", rows), results(tmp_path / "b", rows))
    for name in ("abstention_precision", "confidence_AUC"):
        assert found.measures[name].a == pytest.approx(expected[name])
        assert (found.measures[name].low, found.measures[name].high) == (0, 0)


def test_settings_that_differ_are_told(tmp_path: Path) -> None:
    a = results(tmp_path / "a", twelve(1), index={"documents": 3})
    b = results(tmp_path / "b", twelve(1), settings={"dataset": "d", "as_of": False}, index={"documents": 4})
    assert compare(a, b).settings == {"as_of": (True, False), "index: documents": (3, 4)}


def test_few_questions_are_said_to_be_few(tmp_path: Path) -> None:
    found = compare(results(tmp_path / "a", twelve()[:3]), results(tmp_path / "b", twelve(1)[:3]))
    assert "the questions are fewer than 10: the intervals mean nothing" in found.notes


def test_json_has_what_the_words_have(tmp_path: Path) -> None:
    found = to_json(compare(results(tmp_path / "a", twelve(0)), results(tmp_path / "b", twelve(1))))
    assert found["changed"]["Success@4"]["better"]["questions"] == [{"_id": "q1", "question": "Why *q1*?"}]
    assert found["metrics"]["Success@4"]["questions"] == 12


def test_mistakes_are_named(tmp_path: Path) -> None:
    good = results(tmp_path / "good", twelve(1))
    other = results(tmp_path / "other", [row("x", "1.0")])
    broken = results(tmp_path / "broken", [row("q0", "high")])
    for a, b, said in (
        (tmp_path / "no", good, "there is no results folder"),
        (good, tmp_path, "per_question.tsv cannot be read"),
        (good, other, "have no question in common"),
        (good, broken, "Success@4 is not a number"),
    ):
        with pytest.raises(DatelineError, match=said):
            compare(a, b)
    (good / "metrics.json").write_text("[]")
    with pytest.raises(DatelineError, match=r"metrics\.json holds no metrics"):
        compare(good, other)


def test_a_fall_fails_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = results(tmp_path / "a", twelve(1, 2, 3)), results(tmp_path / "b", twelve(1, 2))
    for floor, code in (("Success@4=-0.1", 0), ("Success@4=-0.05", 1), ("who.Success@4=-0.05", 1)):
        monkeypatch.setattr(sys, "argv", ["eval", "compare", str(a), str(b), "--json", "--fail-under", floor])
        with pytest.raises(SystemExit) as left:
            run(main, "python -m eval")
        assert left.value.code == code
    printed = capsys.readouterr()
    assert "failed: B - A: Success@4 is -0.0833333, under its floor of -0.05" in printed.err
