"""`eval fit` on a dataset of its own: the page, and weights written only where they are asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eval import fit as fitting
from eval.datasets import load
from eval.fit import PAGE, fit_command, sets_of
from index import DatelineError
from index.build import build
from index.embed import Embedder
from rag import Engine
from rag import signals as ranking
from rag.signals import SIGNALS
from tests.eval.fitting import dataset_folder, take

# An article, its day, a question that it answers, and the day of asking, if there is one.
NEWS = [
    ("The lighthouse at Orrin Point was sold to Petra Nilsson.", "2024-03-01", "Who bought the lighthouse?", None),
    ("Snow closed Kessel Pass for nine days.", "2024-03-05", "How long was Kessel Pass closed?", "2024-03-08"),
    ("A choir of 200 children sang in Dovre.", "2024-04-11", "Who sang in Dovre?", "2024-04-12"),
    ("Fishermen in Brel caught a blue lobster.", "2024-05-20", "What was caught in Brel?", None),
    ("The mayor of Ilmar resigned over a parking fine.", "2024-06-02", "Why did the mayor resign?", "2024-06-03"),
    ("The ferry to Skarn costs 14 crowns.", "2024-07-01", "What does the ferry to Skarn cost?", "2024-07-20"),
    ("The windmill in Hexel grinds flour again.", "2024-08-02", "What does the windmill do?", "2024-08-04"),
    ("The library in Brel lends umbrellas.", "2023-11-02", "What does the library lend?", None),
]


@pytest.fixture(autouse=True)
def weights_file(embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where weights are written in these tests."""
    take(embedder, monkeypatch)
    monkeypatch.setattr(fitting, "WEIGHTS_FILE", tmp_path / "weights.json")
    return tmp_path / "weights.json"


def write_dataset(folder: Path, judged: int = len(NEWS), asked: bool = True) -> Path:
    articles = [{"_id": f"a{n}", "text": text, "date": day} for n, (text, day, _, _) in enumerate(NEWS)]
    queries = [
        {"_id": f"q{n}", "text": text, "answer": ["?"], **({"asked_on": day} if day and asked else {})}
        for n, (_, _, text, day) in enumerate(NEWS)
    ]
    return dataset_folder(folder, articles, queries, judged)


def fit(tmp_path: Path, dataset: Path, *more: str) -> Result:
    arguments = ["--dataset", str(dataset), "--out", str(tmp_path / "out"), "--cache", str(tmp_path / "cache"), *more]
    return CliRunner().invoke(fit_command, arguments)


def test_the_page_has_a_row_for_each_signal_in_each_set(tmp_path: Path, weights_file: Path) -> None:
    before = ranking.WEIGHTS_FILE.read_bytes()
    result = fit(tmp_path, write_dataset(tmp_path / "coast"))
    assert result.exit_code == 0, result.output
    page = (tmp_path / "out" / PAGE).read_text()
    assert page in result.output
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## coast, as of the asking day: 5 questions",
        "## coast, without a day: 8 questions",
    ]
    rows = [line.split(" | ")[0].removeprefix("| ") for line in page.splitlines() if line.startswith("| ")]
    for name in ("all signals", *(f"without {signal}" for signal in SIGNALS), "both, fitted"):
        assert rows.count(name) == 2
    assert "| chunk alone | 1.000 | 1.000 | 1.000 | 1.000 |" in page
    assert not weights_file.exists()
    assert ranking.WEIGHTS_FILE.read_bytes() == before


def test_weights_are_written_where_they_are_asked_for_and_read_again(
    tmp_path: Path, weights_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ranking.WEIGHTS_FILE.read_bytes()
    result = fit(tmp_path, write_dataset(tmp_path / "coast"), "--write")
    assert result.exit_code == 0, result.output
    weights = json.loads(weights_file.read_text())
    assert tuple(weights) == SIGNALS
    assert result.output.startswith(weights_file.read_text())
    assert ranking.WEIGHTS_FILE.read_bytes() == before
    monkeypatch.setattr(ranking, "WEIGHTS_FILE", weights_file)
    assert ranking.read_weights().tolist() == list(weights.values())


def test_questions_without_a_day_are_one_set(tmp_path: Path) -> None:
    build([write_dataset(tmp_path / "coast", judged=3, asked=False)], tmp_path / "index")
    [only] = sets_of(load(tmp_path / "coast"), Engine.open(tmp_path / "index"))
    assert only.name == "coast, without a day"
    assert [each.group for each in only.examples] == ["q0", "q1", "q2"], "the judged ones, each for itself"
    assert all(each.found and each.relevant.sum() == 1 for each in only.examples)
    assert all(each.signals.shape == (len(NEWS), len(SIGNALS)) for each in only.examples)


def test_questions_of_one_week_are_one_group(tmp_path: Path) -> None:
    build([write_dataset(tmp_path / "coast")], tmp_path / "index")
    dated, free = sets_of(load(tmp_path / "coast"), Engine.open(tmp_path / "index"))
    assert [each.group for each in dated.examples] == ["2024-10", "2024-15", "2024-23", "2024-29", "2024-31"]
    assert free.examples[1].group == dated.examples[0].group


def test_what_cannot_be_fitted_on_is_refused_with_a_sentence(tmp_path: Path) -> None:
    result = fit(tmp_path, write_dataset(tmp_path / "none", judged=0))
    assert isinstance(result.exception, DatelineError)
    assert "judges no document relevant" in str(result.exception)
    result = fit(tmp_path, write_dataset(tmp_path / "one", judged=1))
    assert isinstance(result.exception, DatelineError)
    assert "too few questions" in str(result.exception)
