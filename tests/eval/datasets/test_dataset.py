"""Dataset folders, whole and broken, and MultiHop-RAG's form."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval import load
from eval.datasets import Query
from index import DatelineError


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_fields_and_their_defaults(tmp_path: Path) -> None:
    full = {"_id": "q1", "text": "Who?", "asked_on": "2024-05-01T10:00", "answer": ["a", "b"], "answerable": False}
    write_rows(tmp_path / "queries.jsonl", [{**full, "kind": "who"}, {"_id": 2, "text": "What?", "answer": "c"}])
    dataset = load(tmp_path)
    assert dataset.queries == (
        Query("q1", "Who?", date(2024, 5, 1), ("a", "b"), False, "who"),
        Query("2", "What?", None, ("c",), True, None),
    )
    assert dataset.qrels == {}
    assert dataset.problems == ()
    assert dataset.corpus is None


def test_gzip_and_a_byte_order_mark(tmp_path: Path) -> None:
    line = "\ufeff" + json.dumps({"_id": "q1", "text": "Who?"}) + "\r\n"
    (tmp_path / "queries.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    (tmp_path / "corpus").mkdir()
    dataset = load(tmp_path)
    assert [query.id for query in dataset.queries] == ["q1"]
    assert dataset.corpus == tmp_path / "corpus"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{oops", "is not JSON in UTF-8"),
        ("[" * 100_000, "is not JSON in UTF-8"),
        (r'{"_id": "q", "text": "\ud800"}', "is not JSON in UTF-8"),
        ('["q"]', "is not a JSON object"),
        ('{"text": "Who?"}', "has no _id"),
        ('{"_id": true, "text": "Who?"}', "has no _id"),
        ('{"_id": "q", "text": "  "}', "has no text"),
        ('{"_id": "ok", "text": "Again?"}', "its _id 'ok' is taken by an earlier row"),
        ('{"_id": "q", "text": "Who?", "asked_on": "May"}', "its asked_on 'May' is not a day such as 2024-03-01"),
        ('{"_id": "q", "text": "Who?", "asked_on": 2024}', "its asked_on is not a day such as 2024-03-01"),
        ('{"_id": "q", "text": "Who?", "answer": [1]}', "its answer is not a string or a list of strings"),
        ('{"_id": "q", "text": "Who?", "answerable": "no"}', "its answerable is not true or false"),
        ('{"_id": "q", "text": "Who?", "kind": 3}', "its kind is not a string"),
    ],
)
def test_a_broken_row_is_named_and_the_rest_is_read(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "queries.jsonl").write_text(f'{{"_id": "ok", "text": "Who?"}}\n\n{line}\n{{"_id": "z", "text": "?"}}')
    dataset = load(tmp_path)
    assert [query.id for query in dataset.queries] == ["ok", "z"]
    assert dataset.problems == (f"queries.jsonl:3: {problem}",)


def test_broken_judgements_are_named(tmp_path: Path) -> None:
    write_rows(tmp_path / "queries.jsonl", [{"_id": "q", "text": "?"}])
    (tmp_path / "qrels.tsv").write_bytes(
        b"query-id\tcorpus-id\tscore\r\nq\ta b\t2\r\nq c 1\nq\td\tx\nq\t\xff\t1\nq\te\t0\n"
    )
    dataset = load(tmp_path)
    assert dataset.qrels == {"q": {"a b": 2, "e": 0}}
    assert [problem.split(" ")[0] for problem in dataset.problems] == ["qrels.tsv:3:", "qrels.tsv:4:", "qrels.tsv:5:"]


@pytest.mark.parametrize(
    ("name", "content"), [("other.jsonl", b""), ("queries.jsonl", b"\n"), ("queries.jsonl.gz", b"x")]
)
def test_no_questions_is_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DatelineError, match=r"no queries.jsonl|holds no question|cannot be read"):
        load(tmp_path)


def test_no_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="there is no dataset folder"):
        load(tmp_path / "nowhere")


def test_multihop_rows(tmp_path: Path) -> None:
    write_rows(
        tmp_path / "corpus.jsonl",
        [
            {"_id": "a1", "title": "Snow", "url": "https://example.org/snow", "body": "Snow."},
            {"_id": "a2", "title": "Ice", "body": "Ice."},
        ],
    )
    shared = {"question_type": "inference_query", "bodies_available": "full"}
    snow, ice = {"title": "Other words", "url": "https://example.org/snow"}, {"title": "Ice", "url": "https://gone"}
    write_rows(
        tmp_path / "queries.jsonl",
        [
            {"_id": "1", "text": "Who?", "answer": "Ann", "evidence": [snow, ice, snow, {"title": "Fog"}], **shared},
            {"_id": "2", "text": "Is it?", "answer": "no", "evidence": "?", **shared, "question_type": None},
            {"_id": "3", "text": "Why?", "answer": "Insufficient information.", "evidence": [], **shared},
            {"_id": "4", "text": "When?", "answer": "Yes", "evidence": [snow], **shared, "bodies_available": "no"},
        ],
    )
    dataset = load(tmp_path)
    assert dataset.queries == (
        Query("1", "Who?", None, ("Ann",), True, "inference_query"),
        Query("2", "Is it?", None, ("no",), True, "no question_type"),
        Query("3", "Why?", None, (), False, "inference_query"),
    )
    assert dataset.qrels == {"1": {"a1": 1, "a2": 1}}
    assert dataset.problems == ("1 questions need articles that the corpus does not hold",)


def test_judgements_beside_multihop_rows_are_kept(tmp_path: Path) -> None:
    write_rows(tmp_path / "queries.jsonl", [{"_id": "1", "text": "Who?", "answer": "Ann", "question_type": "x"}])
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta9\t1\n")
    assert load(tmp_path).qrels == {"1": {"a9": 1}}
