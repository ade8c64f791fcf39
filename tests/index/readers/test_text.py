from __future__ import annotations

from pathlib import Path

import pytest

from index.readers import Article, read


def test_text_is_whole_and_counts_lines_from_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\r\nTitle\r\n\r\n<p> is a tag.\r\n")
    assert read(path, 1000) == [Article(text="\nTitle\n\n<p> is a tag.\n", first_line=1)]


@pytest.mark.parametrize("name", ["a.txt", "a"])
@pytest.mark.parametrize("start", ["<!DOCTYPE html>\n<html>", "\ufeff <HTML lang='en'>", "<!-- saved -->\n<html>"])
def test_a_page_saved_as_text_is_read_as_html(tmp_path: Path, name: str, start: str) -> None:
    path = tmp_path / name
    path.write_text(f"{start}<head><title>Talks</title></head><body><p>First line.</p></body></html>", "utf-8")
    assert read(path, 1000) == [Article(text="First line.", title="Talks")]
