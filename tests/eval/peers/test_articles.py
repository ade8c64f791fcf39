"""What all systems are given, from a real index."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.datasets import load
from eval.peers.articles import export
from index.embed import Embedder


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_articles_are_datelines_own_and_questions_have_their_day(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.build.Embedder", lambda name, precision: embedder)
    dataset = tmp_path / "set"
    dataset.mkdir()
    article = {"_id": "a1", "text": "Snow\n\nSnow fell on Kessel Pass.", "title": "Snow", "date": "2024-03-05"}
    (dataset / "corpus.jsonl").write_text(json.dumps(article) + "\n" + json.dumps({"_id": "a2", "text": "Rain."}))
    asked = [
        {"_id": "q1", "text": "Where?", "asked_on": "2024-03-06", "answer": ["Kessel"]},
        {"_id": 2, "text": "Why?"},
    ]
    (dataset / "queries.jsonl").write_text("\n".join(map(json.dumps, asked)))
    articles, questions = export(load(dataset), tmp_path / "cache", tmp_path)
    assert rows(articles) == [
        {"_id": "a1", "title": "Snow", "text": "Snow fell on Kessel Pass.", "date": "2024-03-05"},
        {"_id": "a2", "text": "Rain."},
    ]
    assert rows(questions) == [
        {"_id": "q1", "text": "Where?", "asked_on": "2024-03-06"},
        {"_id": "2", "text": "Why?"},
    ]
