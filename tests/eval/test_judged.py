"""Counts of answers that a person has read."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.judged import judged_page
from index import DatelineError


def test_verdicts_are_counted_the_most_frequent_first(tmp_path: Path) -> None:
    path = tmp_path / "read.tsv"
    path.write_text("# Read with care.\nq1\tright\nq2\twrong | sentence\n\nq3\tright\n")
    page = judged_page(path)
    assert page.startswith("## 3 answers that were read\n\nRead with care.")
    assert page.index("| right | 2 |") < page.index(r"| wrong \| sentence | 1 |")


def test_a_line_of_another_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "read.tsv"
    path.write_text("q1 right\n")
    with pytest.raises(DatelineError, match="'q1 right'"):
        judged_page(path)
