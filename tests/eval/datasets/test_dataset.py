"""Dataset folders of our own form, whole and broken."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.datasets import Query, load
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
    assert (dataset.path, dataset.form) == (tmp_path, "folder")


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


def test_judgements_without_a_header(tmp_path: Path) -> None:
    write_rows(tmp_path / "queries.jsonl", [{"_id": "q", "text": "?"}])
    (tmp_path / "qrels.tsv").write_text("q\ta\t1\nq\tb\t1\n")
    assert load(tmp_path).qrels == {"q": {"a": 1, "b": 1}}


def test_an_answer_given_twice_counts_once(tmp_path: Path) -> None:
    write_rows(tmp_path / "queries.jsonl", [{"_id": "q", "text": "?", "answer": ["b", "a", "b"]}])
    assert load(tmp_path).queries[0].answers == ("b", "a")


def test_a_sentence_on_why_no_question_can_be_asked(tmp_path: Path) -> None:
    write_rows(tmp_path / "queries.jsonl", [{"id": "q", "question": "?"}])
    with pytest.raises(DatelineError, match=r"holds no question that can be asked: queries.jsonl:1: has no _id"):
        load(tmp_path)


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
