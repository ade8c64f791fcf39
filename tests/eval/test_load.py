"""People at once in front of a real page."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from eval.datasets import Query
from eval.load import crowd
from index import DatelineError
from index.build import build
from tests.page.browser import Site, serving
from tests.page.running import ROOT

TEXT = "The lighthouse at Orrin Point was sold to the baker Petra Nilsson."
QUESTION = "Who bought the lighthouse at Orrin Point?"
GOOD = (Query("q1", QUESTION), Query("q2", QUESTION, date(2024, 5, 1)), Query("q3", "Xylophone tariffs?"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("load")
    row = {"_id": "lighthouse", "date": "2024-03-01", "source": "Ilmar Post", "text": TEXT}
    (folder / "corpus.jsonl").write_text(json.dumps(row) + "\n")
    build([folder / "corpus.jsonl"], folder / "index")
    with serving(folder / "index", password="lantern") as served:
        yield served


def load_command(site: Site, *queries: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs the command for two people."""
    dataset = site.index.parent
    (dataset / "queries.jsonl").write_text("".join(json.dumps(query) + "\n" for query in queries))
    command = [sys.executable, "-m", "eval", "load", site.address, "--dataset", str(dataset), "--password", "lantern"]
    return subprocess.run(
        [*command, "--people", "2", "--seconds", "2"], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_everyone_gets_answers_and_the_waiting_is_told(site: Site) -> None:
    told = load_command(
        site, {"_id": "q1", "text": QUESTION}, {"_id": "q2", "text": QUESTION, "asked_on": "2024-05-01"}
    )
    assert told.returncode == 0, told.stderr
    first, waits, rate = told.stdout.splitlines()
    assert first.endswith("errors: 0")
    assert waits.startswith("seconds to an answer: median ")
    assert float(rate.removeprefix("answers per second: ")) > 0


def test_an_answer_that_fails_is_an_error(site: Site) -> None:
    told = load_command(site, {"_id": "q1", "text": "x" * 100_000})
    assert told.returncode == 1


def test_each_wait_is_counted(site: Site) -> None:
    waiting = asyncio.run(crowd(site.address, GOOD, people=2, seconds=1.0, password="lantern"))
    assert len(waiting.answered) >= 2
    assert waiting.errors.total() == 0
    assert max(waiting.answered) <= waiting.took


@pytest.mark.parametrize(
    ("address", "password", "sentence"),
    [
        ("http://127.0.0.1:1/", "", "nothing answers"),
        (None, "candle", "another password"),
        (None, "", "another password"),
    ],
)
def test_a_page_that_cannot_be_asked_is_named(site: Site, address: str | None, password: str, sentence: str) -> None:
    with pytest.raises(DatelineError, match=sentence):
        asyncio.run(crowd(address or site.address, GOOD, people=1, seconds=0.1, password=password))
