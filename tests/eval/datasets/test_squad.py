"""SQuAD's files."""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.datasets import Query, load
from index import DatelineError


def write(path: Path, data: object, **more: object) -> Path:
    path.write_text(json.dumps({"data": data, **more}))
    return path


def question(id_: object, text: object, *answers: str, **more: object) -> dict[str, Any]:
    return {"id": id_, "question": text, "answers": [{"text": each, "answer_start": 0} for each in answers], **more}


def test_paragraphs_are_articles_and_impossible_questions_have_no_gold(tmp_path: Path) -> None:
    plausible = {"is_impossible": True, "plausible_answers": [{"text": "seven", "answer_start": 4}]}
    ferry = {
        "title": "Island_ferry_%28Venn%29",
        "paragraphs": [
            {"context": "The ferry sails at six.", "qas": [question("q1", "When?", "six", "at six", "six")]},
            {"context": "It carries cars.", "qas": [question("q2", "How many?", **plausible), question(3, "What?")]},
        ],
    }
    path = write(tmp_path / "ferry.json", [ferry], version="v2.0")
    dataset = load(path)
    assert dataset.queries == (
        Query("q1", "When?", answers=("six", "at six")),
        Query("q2", "How many?", answerable=False),
        Query("3", "What?"),
    )
    assert dataset.qrels == {"q1": {"Island_ferry_%28Venn%29/1": 1}, "3": {"Island_ferry_%28Venn%29/2": 1}}
    assert dataset.articles == (
        {"_id": "Island_ferry_%28Venn%29/1", "title": "Island ferry (Venn)", "text": "The ferry sails at six."},
        {"_id": "Island_ferry_%28Venn%29/2", "title": "Island ferry (Venn)", "text": "It carries cars."},
    )
    assert (dataset.path, dataset.form, dataset.corpus, dataset.problems) == (path, "squad", None, ())


def test_gzip_and_entries_of_one_title(tmp_path: Path) -> None:
    entry = {"title": "Terns", "paragraphs": [{"context": "Terns nest.", "qas": []}]}
    other = {"paragraphs": [{"context": "They leave.", "qas": [question("q", "Who?", "They")]}]}
    path = tmp_path / "terns.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"data": [entry, entry, other]}).encode()))
    assert [article["_id"] for article in load(path).articles] == ["Terns/1", "Terns/2", "untitled/1"]


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ("?", "data[0].paragraphs[0].qas[0]: is not a JSON object"),
        (question(None, "Who?"), "data[0].paragraphs[0].qas[0]: has no _id"),
        (question("z", "Who?"), "data[0].paragraphs[0].qas[1]: its _id 'z' is taken by an earlier row"),
        ({"id": "q", "question": "Who?", "answers": [{}]}, "its answer is not a string or a list of strings"),
        ({"id": "q", "question": "Who?", "answers": {"text": "a"}}, "its answer is not a string or a list of strings"),
    ],
)
def test_a_broken_question_is_named_and_the_rest_is_read(tmp_path: Path, broken: object, problem: str) -> None:
    paragraph = {"context": "Terns nest.", "qas": [broken, question("z", "Who?", "Terns")]}
    dataset = load(write(tmp_path / "a.json", [{"title": "T", "paragraphs": [paragraph]}]))
    assert [query.id for query in dataset.queries] == ["z"]
    assert len(dataset.faults) == 1
    assert problem in dataset.faults[0]


def test_broken_entries_and_paragraphs_are_named(tmp_path: Path) -> None:
    whole = {"context": "Terns \ud800 nest.", "qas": [question("q", "Who?", "Terns")]}
    data = ["?", {"title": "A"}, {"title": "B", "paragraphs": [{"context": " ", "qas": []}, {"context": "b"}, whole]}]
    dataset = load(write(tmp_path / "a.json", data))
    assert dataset.faults == (
        "data[0]: is not a JSON object",
        "data[1].paragraphs: is not a list",
        "data[2].paragraphs[0]: has no context",
        "data[2].paragraphs[1].qas: is not a list",
    )
    assert [article["text"] for article in dataset.articles] == ["b", "Terns ? nest."]
    assert dataset.qrels == {"q": {"B/3": 1}}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.json", "{", "is not JSON"),
        ("a.json", "[" * 100_000, "is not JSON"),
        ("a.json", '{"data": {}}', "not of SQuAD's form"),
        ("a.json", "[]", "not of SQuAD's form"),
        ("a.json", '{"data": []}', "holds no question"),
        ("a.json.gz", "x", "cannot be read"),
        ("queries.jsonl", "{}", "give a folder that holds queries.jsonl, or SQuAD's .json file"),
    ],
)
def test_what_is_no_squad_file_is_a_sentence(tmp_path: Path, name: str, content: str, sentence: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(DatelineError, match=sentence):
        load(tmp_path / name)


WORDS = st.lists(st.sampled_from(["tern", "ferry", "tide", "six", "of"]), min_size=1, max_size=8)


@settings(deadline=None)  # each example is a file
@given(st.lists(st.tuples(WORDS, st.integers(0, 7), st.booleans()), min_size=1, max_size=6))
def test_every_answer_stands_in_the_paragraph_that_is_judged(paragraphs: list[tuple[list[str], int, bool]]) -> None:
    def paragraph(number: int, words: list[str], start: int, impossible: bool) -> dict[str, Any]:
        asked = question(f"q{number}", "?", words[start % len(words)], is_impossible=impossible)
        return {"context": " ".join(words), "qas": [asked]}

    listed = [paragraph(number, *each) for number, each in enumerate(paragraphs)]
    with tempfile.TemporaryDirectory() as folder:
        dataset = load(write(Path(folder) / "a.json", [{"title": "T", "paragraphs": listed}]))
    texts = {article["_id"]: article["text"] for article in dataset.articles}
    assert len(dataset.queries) == len(paragraphs)
    for query in dataset.queries:
        assert query.answerable == bool(query.answers) == (query.id in dataset.qrels)
        assert all(answer in texts[key] for key in dataset.qrels.get(query.id, {}) for answer in query.answers)
