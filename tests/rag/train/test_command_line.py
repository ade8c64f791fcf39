"""`python -m rag.train`: from public sets and news to the folder that is shipped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import rag.train.__main__ as command
from index.embed import Embedder
from index.errors import DatelineError
from rag import Engine
from rag.reader import HASHES, OnnxReader
from rag.train import agree, stages
from rag.train.kept import kept
from rag.train.loop import Trainer
from rag.train.model import ReaderModel
from rag.train.news import Asked

from .making import (
    asked_of,
    clapnq_row,
    qamr_folder,
    qamr_row,
    squad_file,
    teacher_folder,
    tiny,
    written_folder,
    zipped_rows,
)


def test_help_says_what_is_made_of_what() -> None:
    called = CliRunner().invoke(command.main, ["--help"])
    assert called.exit_code == 0
    assert "A run that was cut off goes on where it was" in " ".join(called.output.split())
    for option in ("--public", "--news", "--index", "--left-out", "--out", "--teacher", "--precision"):
        assert option in called.output


@pytest.mark.parametrize("arguments", [[], ["--precision", "int8"], ["--public", "/no/such/folder"]])
def test_a_call_that_is_not_whole_is_refused(arguments: list[str]) -> None:
    assert CliRunner().invoke(command.main, arguments).exit_code == 2


# --- a whole run, of little ----------------------------------------------------------------------

TOLL = "The toll on the Kessel bridge is five crowns for a car."


def public_sets(folder: Path) -> Path:
    pages = {
        f"Page {n}": {
            f"{TOLL} It is bridge {n}.": [
                asked_of(TOLL, "five crowns"),
                asked_of(TOLL, question=f"Who built bridge {n}?", is_impossible=True),
            ]
        }
        for n in range(12)
    }
    for name in ("squadshifts/new_wiki", "squadshifts/reddit", "squadshifts/amazon_reviews"):
        squad_file(folder / f"{name}.json.gz", pages)
    for name in ("squad2/half-of-dev", "squad2/xquad-en"):
        squad_file(folder / f"{name}.json.gz", pages)
    qamr_folder(folder / "qamr", [qamr_row("Wiki1k:wikinews:12:3:0", "What?", "0", "9:0")])
    for name in ("answerable", "unanswerable"):
        rows = [clapnq_row(name, "Kessel", TOLL, *["It is five."] * (name == "answerable"))]
        zipped_rows(folder / f"clapnq/clapnq_dev_{name}.jsonl.gz", rows)
    return folder


def news_quiz(folder: Path) -> Path:
    asked = {
        "Who bought the lighthouse at Orrin Point?": "Petra Nilsson",
        "What is the toll on the Kessel bridge?": "five crowns",
        "Who was the mayor of Ilmar?": "Joss Adeyemi",
        "What did fishermen in Brel catch?": "a blue lobster",
        "Who won the race?": "nobody",
    }
    rows = [
        {"_id": f"week{n}_1", "text": text, "answer": [said], "asked_on": "2024-12-31"}
        for n, (text, said) in enumerate(asked.items())
    ]
    zipped_rows(folder / "queries.jsonl.gz", rows)
    return folder


def left_out(folder: Path) -> Path:
    zipped_rows(folder / "queries.jsonl.gz", [{"_id": "week2_9"}])
    zipped_rows(folder / "corpus.jsonl.gz", [{"_id": "snow"}])
    return folder


@pytest.fixture
def little(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, embedder: Embedder, news_index: Path, tmp_path: Path
) -> None:
    """A small model, few questions of our own, and all that may be learned from is."""
    opened = Engine.open
    monkeypatch.setattr(ReaderModel, "start", lambda folder: tiny())
    monkeypatch.setattr(command, "Embedder", lambda: embedder)
    monkeypatch.setattr(Engine, "open", lambda folder: engine if folder == news_index else opened(folder))
    monkeypatch.setattr(command, "WRITTEN", written_folder(tmp_path / "written"))
    monkeypatch.setattr(stages, "_TITLES_HELD_OUT", 0.5)
    monkeypatch.setattr(stages, "_WEEKS_HELD_OUT", 0.5)
    monkeypatch.setattr(stages, "_SETTINGS_HELD_OUT", 0.5)
    monkeypatch.setattr(agree, "_BEST", 0.0)
    monkeypatch.setattr(agree, "_MORE", 0.0)


def test_a_run_makes_a_reader_and_one_that_is_started_again_learns_nothing_anew(
    little: None, tmp_path: Path, news_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    folders = {
        "--public": public_sets(tmp_path / "public"),
        "--news": news_quiz(tmp_path / "quiz"),
        "--index": news_index,
        "--left-out": left_out(tmp_path / "left-out"),
        "--teacher": teacher_folder(tmp_path / "larger"),
        "--out": out,
    }
    arguments = ["--precision", "float32", *(str(part) for pair in folders.items() for part in pair)]
    CliRunner().invoke(command.main, arguments, catch_exceptions=False)
    (reading,) = OnnxReader(out / "model").read("What is the toll?", [("Kessel", TOLL)])
    assert reading.spans
    for stage in ("general", "news", "teacher", "lessons", "written"):
        curves = json.loads((out / stage / "curves.json").read_text())
        assert curves["dev"][-1]["step"] == curves["step"] > 0
        assert (out / stage / "curves.svg").stat().st_size > 0

    asked = kept(out / "asked.jsonl.gz", Asked, list)
    assert {each.group for each in asked if each.origin == "quiz"} == {"week0", "week1", "week3", "week4"}
    assert "snow" not in {each.group for each in asked}
    assert "cloze" in {each.origin for each in asked}

    made = (out / "model" / HASHES).read_bytes()
    monkeypatch.setattr(Trainer, "step", None)
    CliRunner().invoke(command.main, arguments, catch_exceptions=False)
    assert (out / "model" / HASHES).read_bytes() == made

    brel = tmp_path / "written" / "Brel.jsonl"
    brel.write_text(f"{brel.read_text(encoding='utf-8')}\n", encoding="utf-8")
    done = CliRunner().invoke(command.main, arguments)
    assert isinstance(done.exception, DatelineError)
    assert "other written questions" in str(done.exception)
