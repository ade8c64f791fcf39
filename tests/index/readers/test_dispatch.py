from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import index.readers
from index.readers import Article, Unreadable, UnreadableFileError, read

FILES = {
    ".txt": b"First.",
    ".text": b"First.",
    "": b"First.",
    ".2023": b"First.",
    ". Smith goes": b"First.",
    ".md": b"*First.*",
    ".MARKDOWN": b"First.",
    ".html": b"<p>First.</p>",
    ".htm": b"<p>First.</p>",
    ".xhtml": b"<p>First.</p>",
    ".jsonl": b'{"text": "First."}',
    ".ndjson": b'{"text": "First."}',
    ".csv": b"text\nFirst.\n",
}


def refusal(path: Path, limit: int = 1000) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(path, limit)
    return str(caught.value)


def test_the_names_are_few() -> None:
    assert index.readers.__all__ == ["KINDS", "Article", "Stated", "Unreadable", "UnreadableFileError", "read"]


@pytest.mark.parametrize(("suffix", "data"), FILES.items())
def test_the_suffix_decides(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    [article] = read(path, 1000)
    assert isinstance(article, Article)
    assert article.text == "First."


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"x")
    assert refusal(tmp_path / "a.xls") == ".xls is not a kind of file that Dateline reads"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"x" * 1001, "is 1,001 bytes, over the limit of 1,000 bytes"),
        (b"x" * 3000, "is 3 kB, over the limit of 1 kB"),
        (b" \n\n", "holds no text"),
        (b"\xef\xbb\xbf", "holds no text"),
        (b"a\0b", "is not text: it holds binary data"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert refusal(tmp_path / "a.txt") == reason


def test_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert refusal(tmp_path / "folder") == "is not a file"
    assert refusal(tmp_path / "missing.txt") == "does not exist"


def test_every_string_can_be_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(r'{"_id": "\ud800", "text": "a\u0000\udfff😀", "title": "\ud83d", "source": "\ud800x"}')
    [article] = read(path, 1000)
    assert isinstance(article, Article)
    assert (article.text, article.key, article.title) == ("a\ufffd😀", "\ufffd", "\ufffd")
    assert article.source is not None
    assert article.source.value == "\ufffdx"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_characters="\0\r\ufeff", exclude_categories=["Cs"])),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_any_text_file_round_trips(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    if text.strip():
        assert read(path, 100_000) == [Article(text, first_line=1)]
    else:
        assert refusal(path, 100_000) in ("is empty", "holds no text")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from([*FILES, ".pdf", ".docx", ".gz", ".zip", ".csv.gz"]))
def test_any_bytes_give_articles_or_a_refusal(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"the story{suffix}"
    path.write_bytes(data)
    try:
        assert all(isinstance(item, Article | Unreadable) for item in read(path, 10_000))
    except UnreadableFileError as error:
        assert str(error)
        assert "the story" not in str(error)
