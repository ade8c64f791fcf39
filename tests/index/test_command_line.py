from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.__main__ import main
from index.command import run
from index.embed import Embedder
from index.local import LocalStore
from tests.index.helpers import FERRY, start, write

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], embedder: Embedder) -> Run:
    """Runs the command line in this process: exit code, stdout, stderr."""
    monkeypatch.setattr("index.build.Embedder", lambda name, precision: embedder)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["index", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            run(main, "python -m index")
        out, err = capfd.readouterr()
        return int(end.value.code or 0), out, err

    return call


def test_build_says_what_it_did_and_what_it_left_out(cli: Run, news: Path, tmp_path: Path) -> None:
    write(news, {"bad.txt": b"\x00"})
    code, out, err = cli("build", news, "--index", tmp_path / "index")
    assert (code, err) == (0, "")
    assert "5 files looked at in " in out
    assert "5 added or changed, 0 unchanged, 0 removed" in out
    assert "the index holds 5 documents, 5 chunks, 2 undated, 1 skipped" in out
    assert "bad.txt: is not text" in out


def test_remove_says_what_it_did(cli: Run, news: Path, tmp_path: Path) -> None:
    cli("build", news, "--index", tmp_path / "index")
    code, out, err = cli("remove", news, "--index", tmp_path / "index")
    assert (code, err) == (0, "")
    assert "5 removed" in out
    assert "the index holds 0 documents" in out


def test_status_states_what_is_not_stated(cli: Run, news: Path, tmp_path: Path) -> None:
    write(news, {"note.txt": f"{FERRY}\n\nAs an AI language model, I have no view.\n"})
    cli("build", news, "--index", tmp_path / "index")
    code, out, err = cli("status", "--index", tmp_path / "index")
    assert (code, err) == (0, "")
    for line in (
        "documents  6",
        "stories    5",
        "dates      2023-11-01 to 2024-05-02",
        "undated    3",
        "model      all-MiniLM-L6-v2 (384 dimensions, float32)",
        "       1  Harbour Post",
        "       3  source not stated",
        "  machine-note: note.txt",
    ):
        assert line in out.splitlines()


def test_status_as_json_carries_the_same(cli: Run, news: Path, tmp_path: Path) -> None:
    write(news, {"bad.txt": b"\x00"})
    cli("build", news, "--index", tmp_path / "index")
    code, out, err = cli("status", "--json", "--index", tmp_path / "index")
    assert (code, err) == (0, "")
    status = json.loads(out)
    assert (status["documents"], status["chunks"], status["undated"], status["source_not_stated"]) == (5, 5, 2, 2)
    assert status["sources"] == {"Cape Radio": 1, "Harbour Post": 1, "Wenn Courier": 1}
    assert (status["first"], status["last"]) == ("2023-11-01", "2024-05-02")
    assert [each["name"] for each in status["skipped"]] == ["bad.txt"]
    assert (status["model"], status["dimension"], status["precision"]) == ("all-MiniLM-L6-v2", 384, "float32")


def test_show_prints_exactly_the_text(cli: Run, news: Path, tmp_path: Path) -> None:
    write(news, {"odd.txt": "Tëxt – “so” 渡轮 sails every hour from the old quay."})
    cli("build", news, "--index", tmp_path / "index")
    store = LocalStore.open(tmp_path / "index")
    for key in ("odd.txt", "ferry.txt", "row-1"):
        document = store.document(key)
        assert document is not None
        assert cli("show", key, "--index", tmp_path / "index") == (0, document.text, "")
    store.close()


def test_help_is_printed(cli: Run) -> None:
    code, out, err = cli("--help")
    assert (code, err) == (0, "")
    assert all(command in out for command in ("build", "remove", "status", "show"))


ERRORS: dict[str, tuple[list[str], str]] = {
    "no such path": (["build", "GONE"], "there is no file or folder at"),
    "no path": (["build"], "Missing argument"),
    "no command": (["rebuild"], "No such command 'rebuild'"),
    "no option": (["build", "NEWS", "--fast"], "No such option"),
    "no size": (["build", "NEWS", "--max-file-mb", "0"], "max-file-mb"),
    "no number": (["build", "NEWS", "--max-file-mb", "big"], "max-file-mb"),
    "no model": (["build", "NEWS", "--model", "GONE"], "was made with the model"),
    "never given": (["remove", "GONE"], "was never given to 'index build'"),
    "no key": (["show", "unknown"], "no document has the key 'unknown'"),
    "no index to show": (["show", "a", "--index", "GONE"], "make one with 'python -m index build PATH"),
    "no index to ask": (["status", "--index", "GONE"], "there is no index at"),
    "no index to take from": (["remove", "NEWS", "--index", "GONE"], "there is no index at"),
    "a file for an index": (["build", "NEWS", "--index", "NEWS/ferry.txt"], ""),
    "a broken index": (
        ["status", "--index", "BROKEN"],
        "delete all in that folder but judgements.sqlite and uploads, and build it again",
    ),
    "other things": (["build", "NEWS", "--index", "NEWS/town"], "give another --index"),
}


@pytest.mark.parametrize(("arguments", "message"), ERRORS.values(), ids=list(ERRORS))
def test_a_mistake_is_one_line_on_stderr(
    cli: Run, news: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    write(tmp_path / "broken", {"index.sqlite": b"garbage" * 1000})
    cli("build", news, "--index", tmp_path / "index")
    places = {"GONE": tmp_path / "gone", "NEWS": news, "BROKEN": tmp_path / "broken"}
    for name, place in places.items():
        arguments = [argument.replace(name, str(place)) for argument in arguments]
    if "--index" not in arguments:
        arguments = [*arguments, "--index", str(tmp_path / "index")]
    code, out, err = cli(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    assert message in err


def test_a_model_that_is_not_there_is_one_line_too(
    cli: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.build.Embedder", Embedder)
    code, out, err = cli("build", news, "--index", tmp_path / "index", "--model", tmp_path / "gone")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "could not be loaded" in err


def test_the_module_runs_as_a_program(tmp_path: Path) -> None:
    process = start("status", "--index", tmp_path / "gone")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert err.startswith("error: there is no index at")
    assert err.count("\n") == 1
