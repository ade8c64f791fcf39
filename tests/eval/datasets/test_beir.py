"""BEIR's folders."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from eval.datasets import load
from eval.datasets.articles import find_articles
from index import DatelineError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [{"_id": f"q{n}", "text": f"What is tide {n}?", "metadata": {}} for n in range(4)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "queries.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    article = {"_id": "a1", "title": "Tides", "text": "The tide rises.", "metadata": {"year": 2024}}
    (tmp_path / "corpus.jsonl").write_text(json.dumps(article) + "\n")
    (tmp_path / "qrels").mkdir()
    return tmp_path


def judge(folder: Path, split: str, *lines: str) -> None:
    (folder / "qrels" / f"{split}.tsv").write_text("\n".join(("query-id\tcorpus-id\tscore", *lines)))


def test_only_the_questions_of_one_split_are_asked(folder: Path) -> None:
    judge(folder, "train", "q0\ta1\t1")
    judge(folder, "dev", "q1\ta1\t1")
    judge(folder, "test", "q3\ta1\t2", "q3\ta2\t0", "q2\ta1\t1")
    dataset = load(folder)
    assert [query.id for query in dataset.queries] == ["q2", "q3"]
    assert dataset.qrels == {"q3": {"a1": 2, "a2": 0}, "q2": {"a1": 1}}
    assert dataset.notes == ("asked are the questions that qrels/test.tsv judges; 2 of 4 are left out",)
    assert (dataset.form, dataset.faults, dataset.corpus) == ("beir", (), folder / "corpus.jsonl")


def test_without_a_test_split_the_next_one_is_asked(folder: Path) -> None:
    judge(folder, "train", "q0\ta1\t1")
    judge(folder, "dev", "q1\ta1\t1", "q1 a1 1")
    dataset = load(folder)
    assert [query.id for query in dataset.queries] == ["q1"]
    assert dataset.faults == ("dev.tsv:3: is not a query-id, a corpus-id and a whole number with tabs between",)


def test_only_the_corpus_is_read_as_articles(folder: Path) -> None:
    judge(folder, "test", "q0\ta1\t1")
    assert [(found.key, found.document().text) for found in find_articles(load(folder))] == [("a1", "The tide rises.")]


def test_no_split_and_nothing_judged_are_sentences(folder: Path) -> None:
    with pytest.raises(DatelineError, match=r"holds none of test.tsv, dev.tsv, train.tsv"):
        load(folder)
    judge(folder, "test")
    with pytest.raises(DatelineError, match=r"no question that can be asked: asked are .*; 4 of 4 are left out"):
        load(folder)
