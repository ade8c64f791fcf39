"""Judged answers become a dataset that is checked and run like any other."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.datasets import load
from eval.datasets.articles import find_articles
from eval.datasets.check import check
from eval.gold import _article, export
from index import DatelineError, Document
from index.articles import to_document
from index.build import build
from index.command import run
from index.readers import Article
from index.readers.rows import read_jsonl
from rag import Answer, Engine, Options
from rag.contract import Understood
from rag.judgements import Judgement, Judgements

ROOT = Path(__file__).parent.parent.parent
ROWS = [
    ("lighthouse", "2024-03-01", "Ilmar Post", "The lighthouse at Orrin Point was sold to the baker Petra Nilsson."),
    ("snow", "2024-03-05", "Ilmar Post", "Snow closed the road over Kessel Pass for nine days, officials said."),
    ("lobster", "2024-05-20", "Dovre Courier", "Fishermen in Brel caught a blue lobster and gave it to an aquarium."),
    ("bus", None, "Dovre Courier", "Joss Adeyemi, who resigned as mayor of Ilmar, now drives the night bus."),
]  # fmt: skip
LIGHTHOUSE = "Who bought the lighthouse at Orrin Point?"
SNOW = "How many days was the road over Kessel Pass closed in March 2024?"
LOBSTER = "What did the fishermen in Brel catch?"
NOTHING = "Xylophone zebra quantum tariffs?"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of its own: judgements are kept in its folder."""
    write_rows(tmp_path / "news.jsonl", ROWS)
    build([tmp_path / "news.jsonl"], tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def engine(index: Path) -> Engine:
    return Engine.open(index)


def write_rows(path: Path, rows: list[tuple[str, str | None, str, str]]) -> None:
    lines = [json.dumps({"_id": key, "date": day, "source": name, "text": text}) for key, day, name, text in rows]
    path.write_text("\n".join(lines) + "\n")


def judge(index: Path, answer: Answer, right: bool = True, by: str = "", note: str = "") -> None:
    Judgements(index).keep(Judgement(answer, right, note, by, datetime.now(UTC)))


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def command(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int | str | None:
    monkeypatch.setattr(sys, "argv", ["eval", *map(str, arguments)])
    with pytest.raises(SystemExit) as left:
        run(main, "python -m eval")
    return left.value.code


def test_judged_answers_are_a_dataset_that_is_checked_and_run(
    index: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lighthouse = engine.ask(LIGHTHOUSE, Options(as_of=date(2024, 3, 31)))
    snow = replace(engine.ask(SNOW), short_answer=None)
    assert lighthouse.short_answer
    assert snow.understood.after == date(2024, 3, 1)
    judge(index, lighthouse, by="ana")
    judge(index, lighthouse, by="bo", note="read in print, too")
    judge(index, snow)
    judge(index, engine.ask(NOTHING))
    judge(index, engine.ask(LOBSTER), right=False, by="ana", note="it was no cod")
    out = tmp_path / "gold"
    assert command(monkeypatch, "gold", "--index", index, "--out", out) == 0
    first, *_ = capsys.readouterr().out.splitlines()
    assert first == "questions with gold: 3 (not answerable: 1); wrong answers to complete: 1"
    one, two, three = load(out).queries
    assert (one.text, one.asked_on, one.answers) == (LIGHTHOUSE, date(2024, 3, 31), (lighthouse.short_answer.text,))
    assert (two.text, two.asked_on, two.answers) == (SNOW, None, (snow.excerpts[0].text,))
    assert (three.text, three.answerable, three.answers) == (NOTHING, False, ())
    assert {name: set(judged) for name, judged in load(out).qrels.items()} == {
        one.id: {excerpt.document for excerpt in lighthouse.excerpts},
        two.id: {excerpt.document for excerpt in snow.excerpts},
    }
    [wrong] = rows_of(out / "wrong.jsonl")
    assert (wrong["text"], wrong["answer"], wrong["notes"]) == (LOBSTER, [], ["it was no cod"])
    assert command(monkeypatch, "check", out) == 0
    ran = ("run", "--dataset", out, "--out", tmp_path / "ran", "--cache", tmp_path / "cache")
    assert command(monkeypatch, *ran, "--fail-under", "RR@10=1", "--fail-under", "verbatim=1") == 0
    answers = rows_of(tmp_path / "ran" / "answers.jsonl")
    assert [answer["status"] for answer in answers] == ["answered", "answered", "not_found"]
    assert answers[0]["excerpts"][0]["text"] == lighthouse.excerpts[0].text


def test_a_completed_wrong_answer_is_a_question_of_the_dataset(index: Path, engine: Engine, tmp_path: Path) -> None:
    judge(index, engine.ask(LOBSTER), right=False)
    export(index, tmp_path / "gold")
    [wrong] = rows_of(tmp_path / "gold" / "wrong.jsonl")
    (tmp_path / "gold" / "queries.jsonl").write_text(json.dumps({**wrong, "answer": ["blue lobster"]}))
    with (tmp_path / "gold" / "qrels.tsv").open("a") as file:
        file.write(f"{wrong['_id']}\tlobster\t1\n")
    assert check(tmp_path / "gold") == []
    assert [query.answers for query in load(tmp_path / "gold").queries] == [("blue lobster",)]


def test_what_people_disagree_about_is_left_out(index: Path, engine: Engine, tmp_path: Path) -> None:
    judge(index, engine.ask(LIGHTHOUSE), by="ana")
    judge(index, engine.ask(LIGHTHOUSE), right=False, by="bo")
    judge(index, engine.ask(LOBSTER), by="ana")
    judge(index, engine.ask(LOBSTER, Options(threshold=1)), by="bo")
    exported = export(index, tmp_path / "gold")
    assert (exported.right, exported.wrong, dict(exported.left_out)) == ({}, [], {"people disagree": 3})
    assert "left out: 3 (people disagree)" in exported.lines()


def test_a_wrong_answer_is_not_to_be_completed_where_a_right_one_is_known(
    index: Path, engine: Engine, tmp_path: Path
) -> None:
    judge(index, engine.ask(LOBSTER, Options(threshold=1)), right=False, note="the Courier says it")
    judge(index, engine.ask(LOBSTER))
    exported = export(index, tmp_path / "gold")
    assert len(exported.right) == 1
    assert exported.wrong == []
    assert list(exported.left_out.values()) == [1]


@pytest.mark.parametrize(
    ("question", "options"),
    [
        (LIGHTHOUSE, Options(sources=("Ilmar Post",))),
        (LIGHTHOUSE, Options(before=date(2024, 4, 1))),
        (SNOW, Options(limits=Understood())),
        (SNOW, Options(literal=True)),
    ],
)
def test_limits_that_the_words_do_not_set_are_no_gold(
    index: Path, engine: Engine, tmp_path: Path, question: str, options: Options
) -> None:
    judge(index, engine.ask(question, options))
    exported = export(index, tmp_path / "gold")
    assert exported.right == {}
    [reason] = exported.left_out
    assert reason.startswith("asked under limits")


def test_limits_that_the_words_set_are(index: Path, engine: Engine, tmp_path: Path) -> None:
    for question in (SNOW, "According to the Ilmar Post, who bought the lighthouse?", "What is the latest from Brel?"):
        judge(index, engine.ask(question))
    assert len(export(index, tmp_path / "gold").right) == 3


def test_what_the_index_no_longer_bears_out_is_no_gold(index: Path, engine: Engine, tmp_path: Path) -> None:
    for question in (LIGHTHOUSE, LOBSTER, NOTHING, "What is the latest on the mayor of Ilmar?"):
        judge(index, engine.ask(question, Options(excerpts=1)))
    grown = [*ROWS[1:], ("lighthouse", "2024-03-01", "Ilmar Post", "The lighthouse at Orrin Point was not sold."),
             ("mill", "2024-06-30", "Ilmar Post", "The windmill in Hexel grinds flour again.")]  # fmt: skip
    write_rows(tmp_path / "news.jsonl", grown)
    build([tmp_path / "news.jsonl"], index)
    exported = export(index, tmp_path / "gold")
    assert [answers[0].question for answers in exported.right.values()] == [LOBSTER]
    assert sorted(exported.left_out.values()) == [1, 2]


def test_the_corpus_makes_the_same_documents_again(index: Path, engine: Engine, tmp_path: Path) -> None:
    judge(index, engine.ask(LOBSTER))
    export(index, tmp_path / "gold")
    again = [found.document() for found in find_articles(load(tmp_path / "gold"))]
    assert sorted(again, key=lambda each: each.key) == [replace(each, path="") for each in engine.store.documents()]


def plain(document: Document) -> Document:
    """Without what a corpus.jsonl does not keep: the file, where its date stood, and flags."""
    published = document.published and replace(document.published, origin="row")
    return replace(document, path="", published=published, flags=(), marks=())


def test_the_sample_is_unchanged_when_it_is_written_and_read_again() -> None:
    documents = [found.document() for found in find_articles(load(ROOT / "sample"))]
    articles = read_jsonl("\n".join(json.dumps(_article(each)) for each in documents).encode())
    again = [to_document(each, each.key or "", "", {}) for each in articles if isinstance(each, Article)]
    assert len(again) == 66
    assert list(map(plain, again)) == list(map(plain, documents))


def test_what_cannot_be_exported_is_a_sentence(index: Path, engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="there is no index at"):
        export(tmp_path / "none", tmp_path / "gold")
    with pytest.raises(DatelineError, match="was judged yet"):
        export(index, tmp_path / "gold")
    judge(index, engine.ask(LOBSTER))
    export(index, tmp_path / "gold")
    with pytest.raises(DatelineError, match="may have been completed by hand"):
        export(index, tmp_path / "gold")
