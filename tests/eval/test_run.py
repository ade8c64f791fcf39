"""The whole way: a tiny dataset through the real engine to the five files, and the command line."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ir_measures
import pytest
from ir_measures import RR, Success, nDCG

from eval.__main__ import main
from eval.asking import Settings
from eval.run import evaluate
from index.command import run
from rag import Answer, Engine, Options

ARTICLES = [
    ("a1", "2024-03-01", "Ilmar Post", "The lighthouse at Orrin Point was sold to the baker Petra Nilsson."),
    ("a2", "2024-03-05", "Ilmar Post", "Snow closed the road over Kessel Pass for nine days, the highway office said."),
    ("a3", "2024-04-11", "Dovre Courier", "A choir of 200 children sang at the opening of Dovre's concert hall."),
    ("a4", "2024-05-20", "Dovre Courier", "Fishermen in Brel caught a blue lobster and gave it to an aquarium."),
    ("a5", "2024-06-02", "Ilmar Post", "The mayor of Ilmar, Joss Adeyemi, resigned over an unpaid parking fine."),
    ("a 6", "2024-07-15", "Dovre Courier", "Joss Adeyemi, who resigned as mayor of Ilmar, now drives the night bus."),
]  # fmt: skip
QUESTIONS: list[dict[str, Any]] = [
    {"_id": "q1", "text": "Who bought the lighthouse at Orrin Point?", "answer": ["Petra Nilsson"], "kind": "who"},
    {"_id": "q2", "text": "How long was Kessel Pass closed by snow?", "answer": ["nine days"], "kind": "number"},
    {"_id": "q3", "text": "Who sang at the opening of the Dovre concert hall?", "answer": ["children"], "kind": "who"},
    {"_id": "q4", "text": "What did the fishermen in Brel catch?", "answer": ["blue lobster"]},
    {"_id": "q5", "text": "What became of Adeyemi?", "answer": ["resigned"], "asked_on": "2024-06-30", "kind": "who"},
    {"_id": "q6", "text": "Xylophone zebra quantum tariffs?", "answer": [], "answerable": False, "kind": "nonsense"},
]  # fmt: skip
QRELS = [("q1", "a1"), ("q2", "a2"), ("q3", "a3"), ("q4", "a4"), ("q5", "a5"), ("q5", "a 6")]


@dataclass(frozen=True)
class Run:
    """A dataset that was run: its folder, where the results are, and the index's cache."""

    dataset: Path
    out: Path
    cache: Path

    def metrics(self) -> dict[str, Any]:
        """What is in metrics.json."""
        found: dict[str, Any] = json.loads((self.out / "metrics.json").read_text())
        return found

    def answers(self) -> list[dict[str, Any]]:
        """What is in answers.jsonl."""
        return [json.loads(line) for line in (self.out / "answers.jsonl").read_text().splitlines()]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Run:
    base = tmp_path_factory.mktemp("eval")
    dataset = base / "tiny"
    dataset.mkdir()
    write_rows(
        dataset / "corpus.jsonl",
        [{"_id": key, "text": text, "source": source, "date": date} for key, date, source, text in ARTICLES],
    )
    write_rows(dataset / "queries.jsonl", QUESTIONS)
    lines = ["query-id\tcorpus-id\tscore", *(f"{query}\t{key}\t1" for query, key in QRELS)]
    (dataset / "qrels.tsv").write_text("\n".join(lines) + "\n")
    out, cache = base / "out", base / "cache"
    evaluate(Settings(dataset, out, cache=cache))
    return Run(dataset, out, cache)


@pytest.fixture(scope="session")
def tiny_index(tiny: Run) -> Path:
    """The index that the run has built."""
    [folder] = tiny.cache.iterdir()
    return folder


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def command(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["eval", *map(str, arguments)])
    with pytest.raises(SystemExit) as left:
        run(main, "python -m eval")
    assert isinstance(left.value.code, int)
    return left.value.code


def test_answers_are_the_contract_with_the_id_first(tiny: Run) -> None:
    answers = tiny.answers()
    assert [answer["_id"] for answer in answers] == [question["_id"] for question in QUESTIONS]
    assert next(iter(answers[0])) == "_id"
    assert answers[0]["question"] == QUESTIONS[0]["text"]
    assert {"status", "reason", "confidence", "understood", "excerpts", "near_misses", "timings_ms"} <= set(answers[0])


def test_asked_on_is_the_as_of_day(tiny: Run) -> None:
    assert [answer["understood"]["as_of"] for answer in tiny.answers()] == [None] * 4 + ["2024-06-30", None]
    seen = {line.split()[2] for line in (tiny.out / "run.trec").read_text().splitlines() if line.startswith("q5 ")}
    assert "a5" in seen
    assert "a%206" not in seen


def test_the_ranking_reads_back(tiny: Run) -> None:
    ranked = list(ir_measures.read_trec_run(str(tiny.out / "run.trec")))
    assert {scored.query_id for scored in ranked} >= {"q1", "q6"}, "abstentions are ranked too"
    assert "a%206" in {scored.doc_id for scored in ranked}, "white space would break the format"
    of_first = [scored for scored in ranked if scored.query_id == "q1"]
    assert [scored.score for scored in of_first] == [float(n) for n in range(len(of_first), 0, -1)]
    assert len({scored.doc_id for scored in of_first}) == len(of_first)
    qrels = [ir_measures.Qrel(query, key.replace(" ", "%20"), 1) for query, key in QRELS]
    again = ir_measures.calc_aggregate([RR @ 10], qrels, ranked)[RR @ 10]
    assert again == pytest.approx(tiny.metrics()["metrics"]["RR@10"], abs=1e-4)


def test_metrics_and_how_they_came_about(tiny: Run) -> None:
    found = tiny.metrics()
    assert found["questions"] == {"asked": 6, "answerable": 5, "judged": 5}
    assert found["metrics"]["verbatim"] == 1.0
    assert found["metrics"]["Success@4"] == 1.0
    assert list(found["by_kind"]) == ["who", "number", "none", "nonsense"]
    assert found["index"]["documents"] == len(ARTICLES)
    assert found["settings"]["excerpts"] == 3
    assert found["versions"]["python"]
    assert found["latency_ms"]["total"]["p50"] > 0
    assert set(found["seconds"]) == {"preparing", "asking"}
    assert found["machine"]["cores"] > 0
    assert found["cost"]["built"]["whole"]
    assert found["cost"]["first_question_ms"] > 0
    assert found["metrics"]["after_as_of"] == 0
    assert found["metrics"]["sentences_cited"] == 1
    assert set(found["by_time"]) == {"undated", "as-of"}
    assert found["notes"] == []


def test_one_row_a_question(tiny: Run) -> None:
    with (tiny.out / "per_question.tsv").open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert [row["_id"] for row in rows] == [f"q{n}" for n in range(1, 7)]
    assert rows[0]["RR@10"] == "1.0"
    assert rows[5]["answerable"] == "false"
    assert rows[5]["RR@10"] == rows[5]["answer_in_shown@1"] == ""
    mean = sum(float(row["nDCG@10"]) for row in rows[:5]) / 5
    assert mean == pytest.approx(tiny.metrics()["metrics"]["nDCG@10"], abs=1e-4)


def test_the_report_has_tables_pictures_and_what_went_wrong(tiny: Run) -> None:
    report = (tiny.out / "report.md").read_text()
    assert "| RR@10 | 1.000 |" in report
    assert "| nonsense | 1 | - | - |" in report
    pictures = re.findall(r"\]\((\w+\.png)\)", report)
    assert len(pictures) == 5
    assert all((tiny.out / name).stat().st_size > 1000 for name in pictures)
    assert "## How this was made" in report


def test_the_files_are_what_other_tools_read(tiny: Run) -> None:
    qrels = list(ir_measures.read_trec_qrels(str(tiny.out / "qrels.trec")))
    run = list(ir_measures.read_trec_run(str(tiny.out / "run.trec")))
    for measure, value in ir_measures.calc_aggregate([RR @ 10, Success @ 1, nDCG @ 10], qrels, run).items():
        assert value == pytest.approx(tiny.metrics()["metrics"][str(measure)], abs=1e-4)


def test_a_run_that_was_cut_off_goes_on(
    tiny: Run, tiny_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = Engine.ask

    def ask(engine: Engine, text: str, options: Options | None = None) -> Answer:
        asked.append(text)
        if len(asked) == 4:
            raise KeyboardInterrupt
        return real(engine, text, options)

    monkeypatch.setattr(Engine, "ask", ask)
    settings = Settings(tiny.dataset, tmp_path, index=tiny_index)
    with pytest.raises(KeyboardInterrupt):
        evaluate(settings)
    asked[:] = ["on again"] * 10
    evaluate(settings)
    first, *rest = asked[10:]
    assert first == QUESTIONS[0]["text"], "the first question is timed anew"
    assert rest == [question["text"] for question in QUESTIONS[2:]], "two had been answered"
    assert [answer["_id"] for answer in Run(tiny.dataset, tmp_path, tmp_path).answers()] == [
        question["_id"] for question in QUESTIONS
    ]


def test_without_gold_each_question_has_a_twin(tiny: Run, tiny_index: Path, tmp_path: Path) -> None:
    evaluate(Settings(tiny.dataset, tmp_path, index=tiny_index, without_gold=True))
    result = Run(tiny.dataset, tmp_path, tmp_path)
    assert [answer["_id"] for answer in result.answers()[:4]] == [
        "q1", "q1~without-gold", "q2", "q2~without-gold",
    ]  # fmt: skip
    for answer in result.answers():
        shown = {excerpt["document"] for excerpt in (*answer["excerpts"], *answer["near_misses"])}
        gold = {key for query, key in QRELS if answer["_id"] == f"{query}~without-gold"}
        assert not shown & gold
    found = result.metrics()
    assert found["questions"] == {"asked": 10, "answerable": 5, "judged": 5}
    assert "5 questions are asked again with 6 articles judged relevant taken out" in found["notes"][0]
    assert found["by_kind"]["without gold"]["questions"] == 5


def test_the_command_line_with_a_limit_a_built_index_and_broken_rows(
    tiny: Run, tiny_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset, out = tmp_path / "set", tmp_path / "out" / "deep"
    dataset.mkdir()
    shutil.copy(tiny.dataset / "qrels.tsv", dataset)
    with (dataset / "qrels.tsv").open("a") as file:
        file.write("q5\tgone\t1\nq6\tnot asked\t1\n")
    late = {"_id": "late", "text": "What happened after 2030 and before 2020?", "answer": ["x"]}
    write_rows(dataset / "queries.jsonl", [{"_id": "bad"}, {**late, "text": "x" * 3000}, QUESTIONS[4], *QUESTIONS[:2]])
    arguments = ("run", "--dataset", dataset, "--out", out, "--index", tiny_index, "--limit", 2, "--no-as-of")
    assert command(monkeypatch, *arguments, "--excerpts", 1, "--literal") == 0
    printed = capsys.readouterr()
    assert "note: queries.jsonl:1: has no text" in printed.err
    assert "note: question late: the question is 3000 characters long" in printed.err
    assert "note: 1 of 3 relevant documents are not in the index: gone" in printed.err
    result = Run(dataset, out, tmp_path)
    [answer] = result.answers()
    assert answer["_id"] == "q5"
    assert answer["understood"]["as_of"] is None
    assert len(answer["excerpts"]) <= 1
    assert "a%206" in (out / "run.trec").read_text()
    metrics = result.metrics()
    assert metrics["questions"]["asked"] == 1
    assert len(metrics["notes"]) == 3
    assert metrics["settings"]["as_of"] is False
    assert metrics["settings"]["index"] == str(tiny_index)
    summary, said = printed.out.rsplit("\n\n", 1)
    assert (out / "report.md").read_text().startswith(summary)
    assert said == f"all of it: {out / 'report.md'}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--dataset", "nowhere", "--out", "out"), "nowhere"),
        (("--dataset", "empty", "--out", "out"), "empty holds no queries.jsonl"),
        (("--dataset", "bare", "--out", "out"), "bare holds no corpus.jsonl or corpus/"),
        (("--dataset", "bare", "--out", "out", "--index", "no"), "no"),
        (("--dataset", "bare", "--out", "out", "--index", "no", "--extra-corpus", "bare"), "--extra-corpus goes into"),
        (("--dataset", "bare", "--out", "out", "--extra-corpus", "no"), "there is no file or folder at"),
        (("--dataset", "bare", "--out", "out", "--limit", "0"), "--limit"),
        (("--dataset", "bare", "--out", "file"), "file"),
        (("--dataset", "bare", "--out", "file/out"), "the results cannot be written to file/out"),
        (("--dataset", "bare"), "--out"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("bare").mkdir()
    Path("file").touch()
    write_rows(Path("bare") / "queries.jsonl", QUESTIONS)
    assert command(monkeypatch, "run", *arguments) == 2
    printed = capsys.readouterr().err
    assert printed.startswith("error: ")
    assert printed.count("\n") == 1
    assert sentence in printed


def test_the_page_of_benchmarks_says_what_the_runs_found(
    tiny: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    peers = tmp_path / "peers"
    peers.mkdir()
    (peers / "peers.md").write_text("# Side by side\n\n| system |\n| --- |\n| other |\n")
    fitted = tmp_path / "fit"
    fitted.mkdir()
    (fitted / "signals.md").write_text("# What each signal is worth\n\n## coast: 8 questions\n")
    page = tmp_path / "docs" / "benchmarks.md"
    assert command(monkeypatch, "benchmarks", tiny.out, peers, fitted, "--out", page) == 0
    text = page.read_text()
    assert "| RR@10 | 1.000 |" in text
    assert f"| out | tiny | 6 | 5 | 5 | {len(ARTICLES)} | as of the asking day, where there is one |" in text
    assert "## Side by side" in text
    assert "## What each signal is worth\n\n### coast: 8 questions" in text
    assert "| nonsense | 1 |" in text
    assert "Nothing was left out, and nothing failed." in text
    assert str(tiny.dataset.parent) not in text, "a page that is published names no folder of the machine"
    assert command(monkeypatch, "benchmarks", tmp_path, "--out", page) == 2
    assert "holds no results" in capsys.readouterr().err
    assert command(monkeypatch, "benchmarks", peers, "--out", page) == 2


def test_a_floor_that_is_missed_fails_the_run(
    tiny: Run, tiny_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("run", "--dataset", tiny.dataset, "--out", tmp_path, "--index", tiny_index)
    assert command(monkeypatch, *arguments, "--fail-under", "RR@10=0.99", "--fail-over", "after_as_of=0") == 0
    assert command(monkeypatch, *arguments, "--fail-under", "short_EM=2", "--fail-under", "who.Success@1=1") == 1
    printed = capsys.readouterr().err
    assert printed.count("failed: ") == 1
    assert re.search(r"short_EM is \S+, under its floor of 2", printed)
