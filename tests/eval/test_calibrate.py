"""What is fitted on read questions: which cases weigh what, and how silence is measured."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from numpy.typing import NDArray

from eval import calibrate
from eval.calibrate import PAGE, _silence, calibrate_command, cases_of, read_set
from eval.datasets import load
from eval.logistic import Case, fit_logistic
from eval.weights import Example, fit
from index.build import build
from index.embed import Embedder
from rag import Engine
from rag.confidence import EVIDENCE
from rag.read import FEATURES
from tests.eval.fitting import dataset_folder, take

NEWS = [
    ("The lighthouse at Orrin Point was sold to Petra Nilsson.", "Who bought the lighthouse?", "Petra Nilsson"),
    ("Snow closed Kessel Pass for nine days.", "How long was Kessel Pass closed?", "nine days"),
    ("A choir of 200 children sang in Dovre on Sunday.", "Who sang in Dovre?", "A choir of 200 children"),
    ("Fishermen in Brel caught a blue lobster.", "What was caught in Brel?", "a blue lobster"),
    ("The mayor of Ilmar resigned over a parking fine.", "Why did the mayor resign?", "a parking fine"),
    ("The ferry to Skarn costs 14 crowns.", "What does the ferry to Skarn cost?", "14 crowns"),
]


@pytest.fixture(autouse=True)
def weights_file(embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where weights are written in these tests."""
    take(embedder, monkeypatch)
    monkeypatch.setattr(calibrate, "WEIGHTS_FILE", tmp_path / "reading.json")
    return tmp_path / "reading.json"


def dataset(folder: Path) -> Path:
    articles = [{"_id": f"a{n}", "text": text} for n, (text, _, _) in enumerate(NEWS)]
    queries = [{"_id": f"q{n}", "text": text, "answer": [answer]} for n, (_, text, answer) in enumerate(NEWS)]
    return dataset_folder(folder, articles, queries, len(NEWS))


def fitted(folder: Path, *more: str) -> Result:
    given = ["--dataset", str(dataset(folder / "news")), "--out", str(folder / "out"), "--cache", str(folder / "cache")]
    result = CliRunner().invoke(calibrate_command, [*given, *more], catch_exceptions=False)
    assert result.exit_code == 0
    return result


def case(right: bool) -> Case:
    return Case("g", np.zeros(1), right)


def test_silence_is_measured_over_all_repeats() -> None:
    found = np.array([[0.9, 0.4, 0.2, 0.6], [0.9, 0.8, 0.2, 0.1]])
    area, precision, recall = _silence([case(True), case(True), case(False), case(False)], found)
    assert area == pytest.approx((3 + 4) / 8)
    assert precision == pytest.approx(3 / 4)
    assert recall == pytest.approx(3 / 4)


def test_those_with_an_answer_count_as_much_as_those_without(tmp_path: Path) -> None:
    folder = dataset(tmp_path / "news")
    build([folder / "corpus.jsonl"], tmp_path / "index")
    cases = cases_of(read_set(load(folder), Engine.open(tmp_path / "index")), np.ones(len(FEATURES)))
    for right in (True, False):
        assert sum(each.weight for each in cases if each.right is right) == pytest.approx(1.0)


@pytest.mark.parametrize("among", [False, True])
def test_a_light_set_counts_less_and_for_confidence_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, among: bool
) -> None:
    found: list[Case] = []
    ranked: list[Example] = []

    def seen_cases(cases: list[Case]) -> tuple[NDArray[np.float64], float]:
        found.extend(cases)
        return fit_logistic(cases)

    def seen_examples(examples: list[Example]) -> NDArray[np.float64]:
        ranked.extend(examples)
        return fit(examples)

    monkeypatch.setattr(calibrate, "fit_logistic", seen_cases)
    monkeypatch.setattr(calibrate, "fit", seen_examples)
    light_set = dataset(tmp_path / "light")
    if among:
        build([light_set / "corpus.jsonl"], tmp_path / "large")
    given = ("--among", str(light_set), str(tmp_path / "large")) if among else ("--light", str(light_set))
    fitted(tmp_path, *given, "0.25")
    whole, light = found[: len(found) // 2], found[len(found) // 2 :]
    assert sum(each.weight for each in light) == pytest.approx(sum(each.weight for each in whole) / 4)
    assert len(ranked) == len(NEWS)
    page = (tmp_path / "out" / PAGE).read_text()
    assert (
        f"Fitted with these weights beside 1 of each of the others: light{' in large' if among else ''} 0.25." in page
    )


def test_the_page_tells_of_sentences_and_of_silence(tmp_path: Path, weights_file: Path) -> None:
    result = fitted(tmp_path)
    page = (tmp_path / "out" / PAGE).read_text(encoding="utf-8")
    assert page in result.output
    rows = [line.split(" | ")[0].removeprefix("| ") for line in page.splitlines()]
    assert {"all features", "all numbers", *(f"without {name}" for name in (*FEATURES, *EVIDENCE))} <= set(rows)
    assert not weights_file.exists()


def test_weights_are_written_where_they_are_asked_for(tmp_path: Path, weights_file: Path) -> None:
    fitted(tmp_path, "--write")
    written = json.loads(weights_file.read_text(encoding="utf-8"))
    assert set(written["sentence"]) == set(FEATURES)
    assert set(written["evidence"]) == {*EVIDENCE, "offset"}
