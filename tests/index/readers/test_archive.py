from __future__ import annotations

import gzip
import io
import struct
import zipfile
from pathlib import Path

import pytest

from index.readers import Article, Unreadable, UnreadableFileError, read

LIMIT = 100_000
BOMB = b"a" * 3_000_000


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def patched(path: Path, offset_local: int, offset_central: int, value: bytes) -> Path:
    """Overwrite a field of the first member's header, in both places where it stands."""
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\3\4", offset_local), (b"PK\1\2", offset_central)):
        start = data.index(mark) + offset
        data[start : start + len(value)] = value
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(path, LIMIT)
    return str(caught.value)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.gz", "a.TXT.GZ"])
def test_gzip_is_read_by_its_inner_suffix(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"First.\n"))
    assert read(tmp_path / name, LIMIT) == [Article("First.\n", first_line=1)]


def test_rows_in_gzip_keep_their_names(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "a"}\n{broken'))
    assert [item.name for item in read(path, LIMIT)] == ["line 1", "line 2"]


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(BOMB))
    assert refusal(path) == "unpacks to more than the limit of 100 kB"


@pytest.mark.parametrize(  # the time that gzip writes is in a test's name, which must be the same in all processes
    "data", [b"no gzip", gzip.compress(b"First.", mtime=0)[:-9], gzip.compress(b"First." * 99, mtime=0)[:30]]
)
def test_broken_gzip_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt.gz").write_bytes(data)
    assert refusal(tmp_path / "a.txt.gz") == "is a broken gzip file, or none at all"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.zip.gz", "is an archive inside an archive"),
        ("a.gz.gz", "is an archive inside an archive"),
        ("a.exe.gz", ".exe is not a kind of file that Dateline reads"),
    ],
)
def test_gzip_of_something_else_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"First."))
    assert refusal(tmp_path / name) == reason


def test_an_empty_gzip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b""))
    assert refusal(tmp_path / "a.txt.gz") == "is empty"


def test_members_are_read_under_their_names(tmp_path: Path) -> None:
    members = {
        "in/a.txt": b"First.",
        "b.jsonl": b'{"text": "x"}\n{broken',
        "c.exe": b"x",
        "d.zip": b"x",
        "e.txt.gz": b"x",
        "f.txt": b"",
        "g.txt": b"a\0b",
        "__MACOSX/._a.txt": b"\0",
        "in/.DS_Store": b"\0",
    }
    assert read(zipped(tmp_path / "a.zip", members), LIMIT) == [
        Article("First.", "in/a.txt", first_line=1),
        Article("x", "b.jsonl line 1"),
        Unreadable("b.jsonl line 2", "is not JSON: Expecting property name enclosed in double quotes"),
        Unreadable("c.exe", ".exe is not a kind of file that Dateline reads"),
        Unreadable("d.zip", "is an archive inside an archive"),
        Unreadable("e.txt.gz", "is an archive inside an archive"),
        Unreadable("f.txt", "is empty"),
        Unreadable("g.txt", "is not text: it holds binary data"),
    ]


@pytest.mark.parametrize("name", ["../a.txt", "in/../../a.txt", "/etc/a.txt", "C:\\a.txt", "..\\a.txt"])
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    [item, other] = read(zipped(tmp_path / "a.zip", {name: b"First.", "b.txt": b"Second."}), LIMIT)
    assert item == Unreadable(name, "has a name that points outside the zip file")
    assert isinstance(other, Article)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_read_once(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "First.")
        archive.writestr("a.txt", "Second.")
    [first, second] = read(tmp_path / "a.zip", LIMIT)
    assert isinstance(first, Article)
    assert isinstance(second, Unreadable)


@pytest.mark.parametrize("members", [{"a.txt": BOMB}, {"a.txt": BOMB[:60_000], "b.txt": BOMB[:60_000]}])
def test_a_zip_bomb_is_refused(tmp_path: Path, members: dict[str, bytes]) -> None:
    assert refusal(zipped(tmp_path / "a.zip", members)) == "unpacks to more than the limit of 100 kB"


@pytest.mark.parametrize("stated", [10, 90_000])
def test_a_zip_bomb_with_a_lying_header_is_not_unpacked(tmp_path: Path, stated: int) -> None:
    path = patched(zipped(tmp_path / "a.zip", {"a.txt": BOMB}), 22, 24, struct.pack("<I", stated))
    assert read(path, LIMIT) == [Unreadable("a.txt", "is broken inside the zip file")]


def test_methods_that_cannot_be_counted_are_refused(tmp_path: Path) -> None:
    [item] = read(zipped(tmp_path / "a.zip", {"a.txt": b"First."}, zipfile.ZIP_LZMA), LIMIT)
    assert isinstance(item, Unreadable)
    assert "packed in a way" in item.reason


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = patched(zipped(tmp_path / "a.zip", {"a.txt": b"First."}), 6, 8, b"\1\0")
    assert refusal(path) == "is encrypted: save it without its password"


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    path = patched(zipped(tmp_path / "a.zip", {"a.txt": b"First.", "b.txt": b"Second."}), 6, 8, b"\1\0")
    [item, other] = read(path, LIMIT)
    assert item == Unreadable("a.txt", "is encrypted: save it without its password")
    assert isinstance(other, Article)


def test_a_broken_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\3\4 broken")
    assert refusal(tmp_path / "a.zip") == "is a broken zip file, or none at all"


def test_a_zip_without_files_is_refused(tmp_path: Path) -> None:
    assert refusal(zipped(tmp_path / "a.zip", {"in/": b""})) == "is a zip file that holds no files"


def test_an_encrypted_document_is_refused(tmp_path: Path) -> None:
    path = patched(zipped(tmp_path / "a.docx", {"[Content_Types].xml": b"<x/>"}), 6, 8, b"\1\0")
    assert refusal(path) == "is encrypted: save it without its password"


def test_memory_stays_within_the_limit(tmp_path: Path) -> None:
    import tracemalloc

    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb") as stream:
        for _ in range(30):
            stream.write(b"a" * 1_000_000)
    (tmp_path / "a.txt.gz").write_bytes(out.getvalue())
    zipped(tmp_path / "a.zip", {"a.txt": b"a" * 30_000_000})
    for name in ("a.txt.gz", "a.zip"):
        tracemalloc.start()
        refusal(tmp_path / name)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 2_000_000
