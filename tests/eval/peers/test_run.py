"""The runner, with adapters made for the test in processes of their own: no other system is needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.datasets import Dataset
from eval.peers import run as run_module
from eval.peers.command import peers_command
from eval.peers.environment import peers_python
from eval.peers.line_up import SYSTEMS, System, chosen
from eval.peers.run import run_peers
from index import DatelineError
from index.command import run as run_command

ARTICLES = [
    {"_id": "a1", "title": "The lighthouse", "text": "It was sold.", "source": "Ilmar Post", "date": "2024-03-01"},
    {"_id": "a 2", "text": "Snow closed the road over Kessel Pass."},
]
QUESTIONS: list[dict[str, Any]] = [
    {"_id": "q1", "text": "lighthouse", "answer": ["sold"]},
    {"_id": "q2", "text": "snow", "asked_on": "2024-03-05", "answer": ["Kessel Pass"]},
    {"_id": "q3", "text": "nothing"},
    {"_id": "q4", "text": "zebra", "answerable": False},
]
ADAPTER = """
class Peer:
    packages = ("click",)
    settings = ("Finds what has the question's word in it.",)

    def build(self, articles):
        self.articles = articles
        with open("built", "w") as file:
            file.write("x" * 1000)

    def search(self, question, k):
        return [(each.key, 1.0) for each in self.articles if question.text in each.headed.casefold()][:k]


class Broken(Peer):
    def build(self, articles):
        raise ValueError("no | room")


class Killed(Peer):
    def build(self, articles):
        import os
        os.kill(os.getpid(), 9)
"""


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    folder = tmp_path / "pair"
    folder.mkdir()
    (folder / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in QUESTIONS))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\ta1\t1\nq2\ta 2\t1\nq3\ta1\t1\nq4\ta1\t1\n")
    return folder


@pytest.fixture(autouse=True)
def without_embedding(monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles as they are: what exports them is tested with the real index, in test_articles.py."""

    def export(dataset: Dataset, cache: Path, folder: Path) -> tuple[Path, Path]:
        for name, rows in (("articles.jsonl", ARTICLES), ("queries.jsonl", QUESTIONS)):
            (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
        return folder / "articles.jsonl", folder / "queries.jsonl"

    monkeypatch.setattr(run_module, "export", export)


def fakes(root: Path, *names: str) -> tuple[System, ...]:
    """Systems by the adapter above, run with the tests' own Python."""
    (root / "adapter.py").write_text(ADAPTER)
    return tuple(System(name.lower(), f"The {name}", f"adapter:{name}", own=True, root=root) for name in names)


def results(out: Path) -> dict[str, Any]:
    """What is in peers.json."""
    found: dict[str, Any] = json.loads((out / "peers.json").read_text())
    return found


def test_a_system_is_measured(dataset: Path, tmp_path: Path) -> None:
    text = run_peers(dataset, tmp_path / "out", tmp_path, fakes(tmp_path, "Peer"))
    found = results(tmp_path / "out")
    (system,) = found["systems"]
    assert (found["articles"], found["questions"], found["judged"]) == (2, 4, 3)
    assert system["figures"]["Success@1"] == system["figures"]["RR@10"] == pytest.approx(2 / 3, abs=1e-4)
    assert system["figures"]["index_mb"] == 0.0
    assert 5 < system["figures"]["memory_mb"] < 500
    assert system["versions"].keys() == {"python", "click"}
    assert (tmp_path / "out" / "peer.trec").read_text() == "q1 Q0 a1 1 1 peer\nq2 Q0 a%202 1 1 peer\n"
    assert "| The Peer | 0.667 |" in text
    assert "- Finds what has the question's word in it." in text
    assert (tmp_path / "out" / "peers.md").read_text() == text


def test_a_system_that_fails_is_named_and_stops_none(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = run_peers(dataset, tmp_path / "out", tmp_path, fakes(tmp_path, "Broken", "Peer"))
    broken, whole = results(tmp_path / "out")["systems"]
    assert broken == {"name": "broken", "title": "The Broken", "failed": "ValueError: no | room"}
    assert whole["figures"]["Success@1"] > 0
    (row,) = [line for line in text.splitlines() if "The Broken" in line]
    (header,) = [line for line in text.splitlines() if line.startswith("| system")]
    assert "failed: ValueError: no" in row
    assert row.replace(r"\|", "").count("|") == header.count("|")
    assert "The Broken failed: ValueError" in capsys.readouterr().err


def test_a_system_that_is_killed(dataset: Path, tmp_path: Path) -> None:
    run_peers(dataset, tmp_path / "out", tmp_path, fakes(tmp_path, "Killed"))
    assert results(tmp_path / "out")["systems"][0]["failed"] == "ended by signal 9"


def test_what_was_measured_is_kept(dataset: Path, tmp_path: Path) -> None:
    systems = fakes(tmp_path, "Peer")
    out = tmp_path / "out"
    run_peers(dataset, out, tmp_path, systems)
    written = (out / "peer.json").stat().st_mtime_ns
    first = results(out)["systems"]
    run_peers(dataset, out, tmp_path, systems)
    assert (out / "peer.json").stat().st_mtime_ns == written
    assert results(out)["systems"] == first


def test_a_changed_adapter_or_article_is_measured_again(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    systems = fakes(tmp_path, "Peer")
    out = tmp_path / "out"
    run_peers(dataset, out, tmp_path, systems)
    (tmp_path / "adapter.py").write_text(ADAPTER.replace("Finds what", "Finds all that"))
    run_peers(dataset, out, tmp_path, systems)
    assert results(out)["systems"][0]["settings"] == ["Finds all that has the question's word in it."]
    monkeypatch.setitem(ARTICLES[0], "title", "Nothing of the kind")
    run_peers(dataset, out, tmp_path, systems)
    assert results(out)["systems"][0]["figures"]["Success@1"] == pytest.approx(2 / 3, abs=1e-4)
    assert "q3 Q0 a1" in (out / "peer.trec").read_text()


def test_the_asking_date_has_no_row_where_there_is_none(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "adapter.py").write_text(ADAPTER)
    dated = System("dated", "Dated", "adapter:Peer", own=True, dated=True, root=tmp_path)
    run_peers(dataset, tmp_path / "with", tmp_path, [dated])
    assert len(results(tmp_path / "with")["systems"]) == 1
    queries = dataset / "queries.jsonl"
    queries.write_text(queries.read_text().replace("asked_on", "noted_on"))
    run_peers(dataset, tmp_path / "without", tmp_path, [dated])
    assert results(tmp_path / "without")["systems"] == []


def test_where_results_cannot_be_written(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatelineError, match="cannot be written"):
        run_peers(dataset, tmp_path / "file" / "out", tmp_path, fakes(tmp_path, "Peer"))


def test_every_system_has_its_adapter() -> None:
    assert all(system.source.is_file() for system in SYSTEMS)
    assert len({system.name for system in SYSTEMS}) == len(SYSTEMS)


def test_systems_are_chosen_by_name() -> None:
    assert chosen(()) == SYSTEMS
    assert [system.name for system in chosen(("minilm", "bm25"))] == ["bm25", "minilm"]
    with pytest.raises(DatelineError, match="no system 'lucene': choose from dateline, "):
        chosen(("lucene",))


def test_a_wrong_name_on_the_command_line(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["peers", "--dataset", str(dataset), "--out", str(tmp_path / "out"), "--system", "lucene"]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as stopped:
        run_command(peers_command, "peers")
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("error: there is no system 'lucene'")


class Pip:
    """Stands for the making of an environment: counts, and fails if told to."""

    def __init__(self) -> None:
        self.runs = 0
        self.returncode = 0
        self.stderr = "ERROR: No matching distribution found for txtai\n\n"

    def create(self, folder: Path, **_: object) -> None:
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, _: Sequence[str], **__: object) -> Pip:
        self.runs += 1
        return self


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> Pip:
    made = Pip()
    monkeypatch.setattr("eval.peers.environment.venv.create", made.create)
    monkeypatch.setattr("eval.peers.environment.subprocess.run", made.run)
    return made


def test_the_environment_is_made_once(pip: Pip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert peers_python(tmp_path) == peers_python(tmp_path) == tmp_path / "peers-environment" / "bin" / "python"
    assert pip.runs == 1
    (tmp_path / "changed.txt").write_text("txtai==1\n")
    monkeypatch.setattr("eval.peers.environment.REQUIREMENTS", tmp_path / "changed.txt")
    peers_python(tmp_path)
    assert pip.runs == 2


def test_an_environment_that_cannot_be_made(pip: Pip, tmp_path: Path) -> None:
    pip.returncode = 1
    with pytest.raises(DatelineError, match="could not be installed: ERROR: No matching distribution found for txtai"):
        peers_python(tmp_path)
    pip.returncode = 0
    peers_python(tmp_path)
    assert pip.runs == 2
