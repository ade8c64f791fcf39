from __future__ import annotations

import os
from pathlib import Path

import pytest

from index import DatelineError, Skipped
from index.scan import scan
from tests.index.helpers import write


def keys(root: Path, leave_out: Path = Path("/nowhere")) -> list[str]:
    return [file.key for file in scan(root, leave_out).files]


def test_a_folder_brings_its_files_in_the_order_of_their_keys(news: Path) -> None:
    assert keys(news) == ["bridge.md", "ferry.txt", "town/bakery.txt", "town/rows.jsonl"]


def test_a_file_brings_itself(news: Path) -> None:
    assert keys(news / "town" / "bakery.txt") == ["bakery.txt"]


def test_a_file_in_the_index_folder_has_its_key_relative_to_that(news: Path) -> None:
    assert keys(news / "town" / "bakery.txt", leave_out=news) == ["town/bakery.txt"]


def test_a_path_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match=r"no file or folder at .*/gone"):
        scan(tmp_path / "gone", tmp_path)


def test_hidden_files_and_the_index_are_passed_over(news: Path) -> None:
    write(news, {".hidden.txt": "x", ".git/config.txt": "x", "index/words/a.txt": "x", "town/.b": "x"})
    assert keys(news, news / "index") == ["bridge.md", "ferry.txt", "town/bakery.txt", "town/rows.jsonl"]
    assert scan(news, news / "index").skipped == []


def test_of_a_dataset_folder_only_the_corpus_is_read(tmp_path: Path) -> None:
    write(
        tmp_path, {"queries.jsonl": "{}", "qrels.tsv": "", "README.md": "x", "corpus/a.txt": "x", "corpus/b/c.md": "x"}
    )
    assert keys(tmp_path) == ["a.txt", "b/c.md"]


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.jsonl.gz"])
def test_of_a_dataset_folder_with_rows_only_these_are_read(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"queries.jsonl.gz": "x", name: "{}", "README.md": "x"})
    assert keys(tmp_path) == [name]


def test_a_folder_named_corpus_without_questions_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {"corpus/a.txt": "x", "b.txt": "x"})
    assert keys(tmp_path) == ["b.txt", "corpus/a.txt"]


def test_links_are_not_followed(news: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.txt": "x"})
    (news / "out.txt").symlink_to(outside / "secret.txt")
    (news / "outdir").symlink_to(outside)
    (news / "in.txt").symlink_to(news / "ferry.txt")
    (news / "dangling").symlink_to(tmp_path / "gone")
    found = scan(news, tmp_path / "index")
    assert [file.key for file in found.files] == ["bridge.md", "ferry.txt", "town/bakery.txt", "town/rows.jsonl"]
    reasons = {skipped.name: skipped.reason for skipped in found.skipped}
    assert "leaves the folder" in reasons["out.txt"]
    assert "leaves the folder" in reasons["outdir"]
    assert "leaves the folder" in reasons["dangling"]
    assert "read where it is" in reasons["in.txt"]


def test_a_loop_of_links_ends(news: Path) -> None:
    (news / "town" / "up").symlink_to(news)
    assert len(keys(news)) == 4


def test_what_is_no_regular_file_is_named(news: Path) -> None:
    os.mkfifo(news / "pipe.txt")
    found = scan(news, Path("/nowhere"))
    assert found.skipped == [Skipped("pipe.txt", "not a regular file")]


def test_metadata_belongs_to_the_files_it_names(news: Path) -> None:
    write(
        news,
        {"metadata.csv": "file,title,source,date,url\nferry.txt,,Harbour Post,2024-03-01,\ntown/bakery.txt,Bread,,,\n"},
    )
    files = {file.key: file.metadata for file in scan(news, Path("/nowhere")).files}
    assert files["ferry.txt"] == {"source": "Harbour Post", "date": "2024-03-01"}
    assert files["town/bakery.txt"] == {"title": "Bread"}
    assert files["bridge.md"] == {}
    assert "metadata.csv" not in files


def test_metadata_in_a_subfolder_speaks_of_files_beside_it(news: Path) -> None:
    write(news, {"town/metadata.csv": "file,source\nbakery.txt,Wenn Courier\n"})
    files = {file.key: file.metadata for file in scan(news, Path("/nowhere")).files}
    assert files["town/bakery.txt"] == {"source": "Wenn Courier"}


def test_rows_of_metadata_about_nothing_are_named(news: Path) -> None:
    write(news, {"metadata.csv": "file,source\ngone.txt,Harbour Post\nferry.txt,Harbour Post\n"})
    found = scan(news, Path("/nowhere"))
    assert found.skipped == [Skipped("metadata.csv:2", "there is no file 'gone.txt'")]


def test_metadata_without_a_column_of_files_is_named(news: Path) -> None:
    write(news, {"metadata.csv": "name,source\nferry.txt,Harbour Post\n"})
    found = scan(news, Path("/nowhere"))
    assert [skipped.name for skipped in found.skipped] == ["metadata.csv"]
    assert "file, title, source, date, url" in found.skipped[0].reason


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"file,source\n,\n",
        b"file,source\nferry.txt\n",
        b"file\n../../../etc/passwd\n",
        b'file,"source\nx',
        b"\x00\x01\x02",
        b"file,source\n" + b"x" * 5000 + b",y\n",
        b"file,source\nferry.txt," + b"x" * 200_000 + b"\n",
    ],
)
def test_no_metadata_stops_a_scan(news: Path, content: bytes) -> None:
    write(news, {"metadata.csv": content})
    assert len(scan(news, Path("/nowhere")).files) == 4


def test_metadata_may_begin_with_a_byte_order_mark_and_use_semicolons(news: Path) -> None:
    write(news, {"metadata.csv": "\ufefffile,source\r\nferry.txt,Harbour Post\r\n"})
    files = {file.key: file.metadata for file in scan(news, Path("/nowhere")).files}
    assert files["ferry.txt"] == {"source": "Harbour Post"}


def test_metadata_cannot_speak_of_files_outside(news: Path, tmp_path: Path) -> None:
    write(tmp_path, {"outside.txt": "x"})
    write(news, {"metadata.csv": "file,source\n../outside.txt,Harbour Post\n"})
    found = scan(news, Path("/nowhere"))
    assert all(not file.metadata for file in found.files)
    assert found.skipped == [Skipped("metadata.csv:2", "there is no file '../outside.txt'")]


def test_metadata_may_speak_of_files_in_the_folder_above(news: Path) -> None:
    write(news, {"town/metadata.csv": "file,source\n../ferry.txt,Harbour Post\n"})
    files = {file.key: file.metadata for file in scan(news, Path("/nowhere")).files}
    assert files["ferry.txt"] == {"source": "Harbour Post"}
