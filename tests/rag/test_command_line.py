"""`python -m rag`: the contract's object on stdout, a person's mistakes in one line on stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import click
import pytest

import index.__main__
from index.command import run
from rag.__main__ import main

ROOT = Path(__file__).parents[2]
LIGHTHOUSE = "Who bought the lighthouse at Orrin Point?"


class Call(Protocol):
    """Runs a command line in this process: (exit code, stdout, stderr)."""

    def __call__(self, *arguments: object, command: click.Command = main) -> tuple[object, str, str]: ...


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    monkeypatch.delenv("DATELINE_MODEL", raising=False)

    def called(*arguments: object, command: click.Command = main) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["rag", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            run(command, "python -m rag")
        out, err = capsys.readouterr()
        return left.value.code, out, err

    return called


def test_ask_prints_the_contracts_object_with_true_offsets(call: Call, news_index: Path) -> None:
    code, out, _ = call("ask", LIGHTHOUSE, "--index", news_index, "--json")
    answer = json.loads(out)
    assert (code, answer["status"]) == (0, "answered")
    assert answer["excerpts"]
    for excerpt in answer["excerpts"]:
        _, text, _ = call("show", excerpt["document"], "--index", news_index, command=index.__main__.main)
        assert text[excerpt["start"] : excerpt["end"]] == excerpt["text"]


def test_search_prints_the_contracts_object_with_true_offsets(call: Call, news_index: Path) -> None:
    code, out, _ = call("search", LIGHTHOUSE, "--index", news_index, "--json", "--k", 4)
    found = json.loads(out)
    assert (code, len(found["passages"])) == (0, 4)
    for passage in found["passages"]:
        _, text, _ = call("show", passage["document"], "--index", news_index, command=index.__main__.main)
        assert text[passage["start"] : passage["end"]] == passage["text"]


def test_every_option_arrives(call: Call, news_index: Path) -> None:
    limits = ("--as-of", "2024-06-01", "--after", "2024-01-01", "--before", "2024-05-01", "--excerpts", "1")
    sources = ("--source", "ilmar post", "--source", "Nowhere")
    _, out, _ = call("ask", LIGHTHOUSE, "--index", news_index, "--json", *limits, *sources)
    answer = json.loads(out)
    assert answer["understood"] == {
        "as_of": "2024-06-01",
        "after": "2024-01-01",
        "before": "2024-05-01",
        "sources": ["Ilmar Post", "Nowhere"],
        "not_sources": [],
        "latest": False,
        "earliest": False,
        "days": [],
        "told_of": None,
    }
    assert len(answer["excerpts"]) == 1


def test_literal_reads_nothing_out_of_the_question(call: Call, news_index: Path) -> None:
    text = "According to Reuters, who bought the lighthouse at Orrin Point in March 2023?"
    _, out, _ = call("ask", text, "--index", news_index, "--json", "--literal")
    answer = json.loads(out)
    assert (answer["status"], answer["understood"]["sources"], answer["understood"]["after"]) == ("answered", [], None)


def test_without_json_a_person_can_read_it(call: Call, news_index: Path) -> None:
    code, out, _ = call("ask", "Who sang at the opening of the concert hall in Dovre?", "--index", news_index)
    assert code == 0
    assert "A choir of 200 children sang" in out
    assert "also in choir-radio (Brel Radio)" in out
    assert "2024-04" in out
    _, out, _ = call("search", LIGHTHOUSE, "--index", news_index)
    assert "lighthouse" in out


def test_silence_is_no_error_and_names_its_reason(call: Call, news_index: Path) -> None:
    code, out, err = call("ask", LIGHTHOUSE, "--index", news_index, "--source", "Nowhere Times")
    assert (code, err) == (0, "")
    assert "source_absent" in out


MISTAKES = [
    (["ask", " "], "empty"),
    (["ask", "a" * 3000], "2000"),
    (["ask", LIGHTHOUSE, "--after", "2024-05-01", "--before", "2024-04-01"], "before it starts"),
    (["ask", LIGHTHOUSE, "--after", "2024-05-01", "--as-of", "2024-04-01"], "as of"),
    (["ask", LIGHTHOUSE, "--as-of", "last week"], "2024-03-01"),
    (["ask", LIGHTHOUSE, "--as-of", "2024-02-30"], "2024-02-30"),
    (["ask", LIGHTHOUSE, "--excerpts", "0"], "at least 1"),
    (["ask", LIGHTHOUSE, "--excerpts", "many"], "many"),
    (["ask", LIGHTHOUSE, "--model", "another-model"], "model"),
    (["ask", LIGHTHOUSE, "--nonsense"], "nonsense"),
    (["ask"], "QUESTION"),
    (["search", ""], "empty"),
    (["search", LIGHTHOUSE, "--k", "0"], "--k"),
]


@pytest.mark.parametrize(("arguments", "words"), MISTAKES)
def test_a_mistake_is_one_line_on_stderr_and_exit_2(
    call: Call, news_index: Path, arguments: list[str], words: str
) -> None:
    code, out, err = call(*arguments, "--index", news_index)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert words in err


@pytest.mark.parametrize("command", ["ask", "search"])
def test_no_index_is_one_line_that_says_what_to_do(call: Call, tmp_path: Path, command: str) -> None:
    code, out, err = call(command, LIGHTHOUSE, "--index", tmp_path / "nothing")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "index build" in err
    assert not (tmp_path / "nothing").exists()


def python(*arguments: str | bytes) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATELINE_MODEL"}
    command = [sys.executable, "-m", "rag", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_as_a_process_it_prints_json_and_nothing_else(news_index: Path) -> None:
    done = python("ask", LIGHTHOUSE, "--index", str(news_index), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["excerpts"][0]["document"] == "lighthouse"


def test_as_a_process_a_mistake_leaves_no_traceback(tmp_path: Path) -> None:
    done = python("ask", LIGHTHOUSE, "--index", str(tmp_path / "nothing"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_bytes_that_are_no_text_are_a_question_all_the_same(news_index: Path) -> None:
    done = python("ask", b"Who bought the lighthouse \xff at Orrin Point?", "--index", str(news_index), "--json")
    assert done.returncode == 0
    assert "Petra Nilsson" in done.stdout
