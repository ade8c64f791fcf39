"""Faults of a dataset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eval.datasets.check import check, check_command

ARTICLE = {"_id": "a1", "text": "The ferry sails at six on Monday.", "date": "2024-03-01"}
QUERY = {"_id": "q1", "text": "When?", "answer": ["six o'clock", "Six"], "asked_on": "2024-03-02"}


def write(folder: Path, queries: list[Any], corpus: list[Any] | None, *qrels: str) -> Path:
    for name, rows in (("queries", queries), ("corpus", corpus)):
        if rows is not None:
            (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "qrels.tsv").write_text("\n".join(("query-id\tcorpus-id\tscore", *qrels)))
    return folder


def test_a_sound_dataset_has_no_findings(tmp_path: Path) -> None:
    yes = {"_id": "q2", "text": "Does it?", "answer": ["Yes."]}
    none = {"_id": "q3", "text": "Why?", "answerable": False}
    write(tmp_path, [QUERY, yes, none], [ARTICLE], "q1\ta1\t1", "q3\ta1\t0")
    assert check(tmp_path) == []
    result = CliRunner().invoke(check_command, [str(tmp_path)])
    assert (result.exit_code, result.output) == (0, "0 findings\n")


@pytest.mark.parametrize(
    ("query", "qrels", "finding"),
    [
        ({"answer": 3}, (), "queries.jsonl:1: its answer is not a string or a list of strings"),
        ({"asked_on": "May"}, (), "queries.jsonl:1: its asked_on 'May' is not a day such as 2024-03-01"),
        ({"_id": "z"}, (), "queries.jsonl:2: its _id 'z' is taken by an earlier row"),
        ({}, ("q1\ta1\thigh",), "qrels.tsv:2: is not a query-id, a corpus-id and a whole number with tabs between"),
        ({}, ("q1\ta9\t1",), "question q1: the corpus does not hold its relevant documents a9"),
        ({}, ("q7\ta1\t1",), "question q7 has judgements (a1) and is not among those asked"),
        (
            {"answer": ["noon", "at noon"]},
            ("q1\ta1\t1",),
            "question q1: its answer 'noon', 'at noon' stands nowhere in the corpus: "
            "add the words that do, or mark it as not answerable",
        ),
        (
            {"answer": "gull"},
            ("q1\ta1\t1",),
            "question q1: its answer 'gull' stands in none of its relevant documents (a1)",
        ),
        (
            {"answer": []},
            (),
            "question q1 has neither an answer nor a relevant document: nothing can be measured on it",
        ),
        (
            {"answerable": False},
            (),
            "question q1 is marked as not answerable and has the answer 'six o'clock': one of the two is wrong",
        ),
        (
            {"answerable": False, "answer": []},
            ("q1\ta1\t1",),
            "question q1 is marked as not answerable and has relevant documents (a1): one of the two is wrong",
        ),
        (
            {"asked_on": "2024-02-29"},
            ("q1\ta1\t1",),
            "question q1 is asked on 2024-02-29, which hides all its relevant documents (a1 2024-03-01)",
        ),
        (
            {"answer": "gull"},
            ("q1\ta2\t1",),
            "question q1 is asked on 2024-03-02, which hides all its relevant documents (a2 without a date)",
        ),
    ],
)
def test_a_fault_of_a_question(tmp_path: Path, query: dict[str, Any], qrels: tuple[str, ...], finding: str) -> None:
    other = {"_id": "z", "text": "What?", "answer": "gull"}
    write(tmp_path, [{**QUERY, **query}, other], [ARTICLE, {"_id": "a2", "text": "A gull watched the boats."}], *qrels)
    assert check(tmp_path) == [finding]


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        (["a"], "corpus.jsonl:line 2: is not a JSON object"),
        ({"_id": "a2", "text": " "}, "corpus.jsonl:line 2: has no text"),
        (
            {"_id": "a2", "text": "Share on Facebook"},
            "corpus.jsonl:line 2 ('a2'): holds no text besides page furniture",
        ),
        (
            ARTICLE,
            "corpus.jsonl:line 2: its key 'a1' is that of corpus.jsonl:line 1: it will not be indexed",
        ),
        (
            {**ARTICLE, "_id": "a2", "date": "soon"},
            "corpus.jsonl:line 2 ('a2'): its date 'soon' cannot be read: write it as 2024-03-01",
        ),
        (
            {**ARTICLE, "_id": "a2", "date": "0001-01-01"},
            "corpus.jsonl:line 2 ('a2'): its date '0001-01-01' cannot be meant",
        ),
    ],
)
def test_a_fault_of_the_corpus(tmp_path: Path, row: object, finding: str) -> None:
    write(tmp_path, [QUERY], [ARTICLE, row], "q1\ta1\t1")
    assert check(tmp_path) == [finding]


def test_files_of_a_corpus_folder_are_read_as_for_an_index(tmp_path: Path) -> None:
    write(tmp_path, [QUERY], None, "q1\tferry.html\t1")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "ferry.html").write_text("<html><body><p>The ferry sails at six on Monday.</p></body></html>")
    (corpus / "metadata.csv").write_text("file,date\nferry.html,2024-03-01\ngone.txt,2024-03-01\n")
    (corpus / "picture.png").write_bytes(b"\x89PNG")
    assert check(tmp_path) == [
        "metadata.csv:3: is not read: there is no file 'gone.txt'",
        "picture.png: .png is not a kind of file that Dateline reads",
    ]


def test_articles_of_a_squad_file_are_looked_into(tmp_path: Path) -> None:
    questions = [
        {"id": id_, "question": "?", "answers": [{"text": text}]} for id_, text in (("q1", "six"), ("q2", "ten"))
    ]
    paragraph = {"context": ARTICLE["text"], "qas": questions}
    (tmp_path / "a.json").write_text(json.dumps({"data": [{"title": "Ferry", "paragraphs": [paragraph]}]}))
    assert len(check(tmp_path / "a.json")) == 1


def test_many_findings_of_one_kind_are_counted(tmp_path: Path) -> None:
    rows = [{"_id": f"q{number}", "text": "?"} for number in range(14)]
    write(tmp_path, [*rows, ["?"]], [ARTICLE])
    found = check(tmp_path)
    assert found[0] == "queries.jsonl:15: is not a JSON object"
    assert len(found) == 12
    assert found[-1] == "and 4 more questions with nothing to measure"
    result = CliRunner().invoke(check_command, [str(tmp_path)])
    assert result.exit_code == 1
    assert result.output.endswith("\n15 findings\n")


def test_without_a_corpus_only_the_questions_are_checked(tmp_path: Path) -> None:
    write(tmp_path, [QUERY], None, "q1\ta1\t1")
    assert check(tmp_path) == [f"{tmp_path} has no corpus: answers and relevant documents are not looked up"]


@pytest.mark.parametrize(
    "dataset", ["sample", "eval/other_words", "eval/mixed_words", "eval/comparisons", "eval/over_time"]
)
def test_what_is_shipped_has_no_findings(dataset: str) -> None:
    assert check(Path(__file__).parents[3] / dataset) == []
