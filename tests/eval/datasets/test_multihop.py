"""MultiHop-RAG's form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eval.datasets import Query, load


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_multihop_rows(tmp_path: Path) -> None:
    write_rows(
        tmp_path / "corpus.jsonl",
        [
            {"_id": "a1", "title": "Snow", "url": "https://example.org/snow", "body": "Snow."},
            {"_id": "a2", "title": "Ice", "body": "Ice."},
        ],
    )
    shared = {"question_type": "inference_query", "bodies_available": "full"}
    snow = {"title": "Other words", "url": "https://example.org/snow", "fact": "It snows.", "source": "Coast Wire"}
    ice = {"title": "Ice", "url": "https://gone", "fact": "It freezes.", "source": None}
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
        Query("1", "Who?", None, ("Ann",), True, "inference_query", ("It snows.", "It freezes.")),
        Query("2", "Is it?", None, ("no",), True, "no question_type"),
        Query("3", "Why?", None, (), False, "inference_query"),
    )
    assert dataset.qrels == {"1": {"a1": 1, "a2": 1}}
    left_out, told_apart = dataset.notes
    assert left_out == "1 further questions need articles that the corpus does not hold: they are left out"
    assert told_apart.startswith("1 of the 1 questions without an answer begin with a word that no other begins with")
    assert dataset.faults == ()
    assert dataset.form == "multihop"
    assert dataset.corpus == tmp_path / "corpus.jsonl"


def test_judgements_beside_multihop_rows_are_kept(tmp_path: Path) -> None:
    write_rows(tmp_path / "queries.jsonl", [{"_id": "1", "text": "Who?", "answer": "Ann", "question_type": "x"}])
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta9\t1\n")
    assert load(tmp_path).qrels == {"1": {"a9": 1}}


def test_rows_without_a_type_are_known_by_their_bodies(tmp_path: Path) -> None:
    write_rows(tmp_path / "queries.jsonl", [{"_id": "1", "text": "Who?", "answer": "Ann", "bodies_available": "full"}])
    dataset = load(tmp_path)
    assert dataset.form == "multihop"
    assert dataset.queries[0].kind == "no question_type"


def test_a_broken_row_is_named_once_and_the_rest_is_asked(tmp_path: Path) -> None:
    write_rows(
        tmp_path / "queries.jsonl", [{"_id": "1", "text": "Who?", "question_type": 3}, {"_id": "2", "text": "?"}]
    )
    dataset = load(tmp_path)
    assert dataset.problems == ("queries.jsonl:1: its kind is not a string",)
    assert dataset.queries == (Query("2", "?"),)


def test_outlets_are_those_of_all_evidence_and_of_the_facts(tmp_path: Path) -> None:
    evidence = [{"source": "Coast Wire"}, {"source": " "}, {"source": 3}, "?"]
    left_out = {"_id": "2", "text": "What?", "bodies_available": "no", "evidence": [{"source": "Tide Post"}]}
    write_rows(
        tmp_path / "queries.jsonl", [{"_id": "1", "text": "Who?", "question_type": "x", "evidence": evidence}, left_out]
    )
    write_rows(tmp_path / "facts.jsonl", [{"source": "Valley Sun"}, {"source": "Coast Wire"}])
    assert load(tmp_path).outlets == ("Valley Sun", "Coast Wire", "Tide Post")
