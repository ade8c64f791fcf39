"""The adapters that run in the project's environment, and what measures them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from eval.datasets import load
from eval.metrics.retrieval import retrieval_values
from eval.outcome import ranking_of
from eval.peers.figures import figures, judged
from eval.peers.systems import dateline, minilm
from eval.peers.systems.measure import FOUND, TIMED, measure, ranking
from eval.peers.systems.peer import Article, Question
from rag import Options

STORY = "The baker Petra Nilsson bought the lighthouse at Orrin Point and will live in it with her goats."
ARTICLES = [
    Article("a1", STORY, "Lighthouse sold", "Ilmar Post", "2024-03-01"),
    Article("copy", STORY, "Lighthouse sold", "Dovre Courier", "2024-03-01"),
    Article("a2", "Snow closed the road over Kessel Pass for nine days.", date="2024-03-05"),
    Article("a3", "Petra Nilsson sold the lighthouse at Orrin Point to a hotel.", date="2024-09-01"),
]
QUESTION = Question("q1", "Who bought the lighthouse at Orrin Point?", date(2024, 4, 1))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("current")


@pytest.fixture(scope="module")
def built(folder: Path) -> dateline.Dated:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        peer = dateline.Dated()
        peer.build(ARTICLES)
        return peer


def test_dateline_is_asked_as_of_the_day(built: dateline.Dated) -> None:
    assert set(ranking(built.search(QUESTION, FOUND))) == {"a1", "copy", "a2"}
    assert "a3" in ranking(built.search(Question("q1", QUESTION.text), FOUND))


def test_plain_dateline_is_told_no_day() -> None:
    assert dateline.Peer.options(dateline.Dated.__new__(dateline.Dated), QUESTION) == Options()


def test_dateline_ranks_as_an_evaluation_does(built: dateline.Dated) -> None:
    found = built._engine.search(QUESTION.text, built.options(QUESTION), FOUND)
    assert tuple(ranking(built.search(QUESTION, FOUND))) == ranking_of(found)


def test_minilm_reads_every_word_once() -> None:
    peer = minilm.Peer()
    text = " ".join(f"word{number}" for number in range(400))
    windows = list(peer._windows(text))
    assert len(windows) > 3
    assert "".join("".join(windows).split()) == "".join(text.split())
    assert all(len(peer._model.tokenizer(window)["input_ids"]) <= 256 + 4 for window in windows)
    peer.build(ARTICLES)
    assert next(key for key, _ in peer.search(Question("q", "Kessel Pass snow"), 2)) == "a2"
    assert list(peer._windows("")) == []


def test_a_headed_article() -> None:
    assert ARTICLES[0].headed == f"Lighthouse sold\n\n{STORY}"
    assert ARTICLES[2].headed == ARTICLES[2].text
    assert ARTICLES[2].metadata == {"date": "2024-03-05"}


def test_an_article_is_ranked_by_its_best_passage() -> None:
    assert ranking([("b", 3.0), ("a", 2.0), ("b", 1.0)]) == ["b", "a"]
    assert len(ranking([(str(number), 1.0) for number in range(200)])) == 100


def test_times_are_of_questions_spread_over_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "counting.py").write_text(
        "class Peer:\n    settings = packages = ()\n    asked = []\n"
        "    def build(self, articles):\n        pass\n"
        "    def search(self, question, k):\n        self.asked.append((question.id, k))\n        return []\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    questions = [Question(str(number), "?") for number in range(3 * TIMED)]
    measured = measure("counting:Peer", [], questions)
    assert len(measured["query_ms"]) == TIMED
    assert measured["rankings"].keys() == {question.id for question in questions}
    import counting  # type: ignore[import-not-found]

    assert [name for name, k in counting.Peer.asked if k == 10][1:3] == ["0", "3"]


def test_figures_are_those_of_all_runs(tmp_path: Path) -> None:
    rows = [
        {"_id": "q1", "text": "a?", "answer": ["x"]},
        {"_id": "q2", "text": "b?", "answer": ["x"]},
        {"_id": "q3", "text": "c?", "answerable": False},
        {"_id": "q4", "text": "d?", "answer": ["x"]},
    ]
    (tmp_path / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\ta\t1\nq2\tb\t1\nq3\tc\t1\nq4\td\t0\n")
    dataset = load(tmp_path)
    measured = {
        "rankings": {"q1": ["z", "a"], "q3": ["c"]},
        "query_ms": [1.0, 3.0],
        "build_seconds": 2.0,
        "first_query_ms": 5.0,
        "memory_mb": 100.0,
        "index_mb": None,
    }
    found = figures(measured, dataset, 10)
    assert judged(dataset) == ["q1", "q2"]
    values = retrieval_values({"q1": ["z", "a"], "q2": []}, dataset.qrels)
    for name, value in values["q1"].items():
        assert found[name] == pytest.approx((value + values["q2"][name]) / 2, abs=1e-4)
    assert (found["Success@1"], found["RR@10"]) == (0.0, 0.25)
    assert (found["articles_per_s"], found["query_p50_ms"], found["index_mb"]) == (5.0, 2.0, None)
