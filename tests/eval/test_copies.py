"""Copies found, against judged pairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.copies import copies_command, measure, read_pairs
from index import DatelineError

FLOOD = (
    "The river Wenn rose four metres in a night and stood in the streets of Westmarsh until noon, firemen said. "
    "Boats took eighty people from their houses, and the school will stay closed until Thursday."
)
FAIR = (
    "Some nine thousand people came to the autumn fair in Kale Bay, the most since it was founded, its director said. "
    "A pumpkin of two hundred kilograms won the prize, and its grower gave the seeds away."
)
ARTICLES = {
    "a": (FLOOD, "Harbour Post"),
    "b": (f"WESTMARSH (Coast Wire) - {FLOOD}", "Wenn Courier"),
    "c": (FAIR, "Harbour Post"),
    "d": ("In Kale Bay the fair ended with a prize for a pumpkin, which a man of eighty had grown.", "Wenn Courier"),
}


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    rows = [{"_id": key, "text": text, "source": source} for key, (text, source) in ARTICLES.items()]
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def judged(folder: Path, *lines: str) -> Path:
    (folder / "pairs.tsv").write_text("".join(f"{line}\n" for line in lines))
    return folder / "pairs.tsv"


def test_precision_and_recall_on_judged_pairs(dataset: Path) -> None:
    found = measure(dataset, judged(dataset, "a\tb\t1", "c\td\t1", "a\tc\t0"))
    assert (found.documents, found.stories, found.largest) == (4, 3, 2)
    assert (found.pairs, found.copies, found.found, found.right) == (3, 2, 1, 1)
    result = CliRunner().invoke(copies_command, ["--dataset", str(dataset), "--pairs", str(dataset / "pairs.tsv")])
    assert result.exit_code == 0
    first, second = result.output.splitlines()
    assert first.startswith("4 documents, 3 stories, 2 documents in the largest; grouped in 0.")
    assert second == "of 3 judged pairs: precision 1.00 (1 of 1), recall 0.50 (1 of 2)"


def test_what_is_judged_no_copy_and_found_lowers_precision(dataset: Path) -> None:
    found = measure(dataset, judged(dataset, "a\tb\t0"))
    assert (found.copies, found.found, found.right) == (0, 1, 0)
    assert found.lines().endswith("precision 0.00 (0 of 1), recall none (0 of 0)")


@pytest.mark.parametrize("line", ["a\tb", "a\tb\tyes", "a b 1"])
def test_a_line_that_is_no_judged_pair_is_refused_by_name(dataset: Path, line: str) -> None:
    with pytest.raises(DatelineError, match=r"pairs.tsv:2 is not two keys and 1 or 0"):
        read_pairs(judged(dataset, "a\tb\t1", line))


def test_a_key_that_is_no_article_is_refused(dataset: Path) -> None:
    with pytest.raises(DatelineError, match=r"judges 'z', which is no article of"):
        measure(dataset, judged(dataset, "a\tz\t1"))


def test_a_folder_without_a_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="holds no corpus"):
        measure(tmp_path, judged(tmp_path))
