"""Which reader reads which file, by its suffix; and what holds for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from .archive import Member, gunzip, inner_name, unzip
from .article import Article, Stated, Unreadable, UnreadableFileError
from .docx import read_docx
from .html import read_html
from .limits import check_size
from .markdown import read_markdown
from .pdf import read_pdf
from .rows import Read, read_csv, read_jsonl
from .text import read_text

Reader = Callable[[bytes, int], Read]


def _one(reader: Callable[[bytes], Article]) -> Reader:
    return lambda data, _: [reader(data)]


_READERS: dict[str, Reader] = {
    **dict.fromkeys(("", ".txt", ".text"), _one(read_text)),
    **dict.fromkeys((".md", ".markdown"), _one(read_markdown)),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _one(read_html)),
    ".pdf": lambda data, max_bytes: [read_pdf(data, max_bytes)],
    ".docx": lambda data, max_bytes: [read_docx(data, max_bytes)],
    **dict.fromkeys((".jsonl", ".ndjson"), lambda data, _: read_jsonl(data)),
    ".csv": lambda data, _: read_csv(data),
}
_ARCHIVES = (".gz", ".zip")
KINDS = tuple(sorted(filter(None, (*_READERS, *_ARCHIVES))))  # the suffixes of what is read


def read(path: Path, max_bytes: int) -> list[Article | Unreadable]:
    """The articles of a file, in its order; a part of it that cannot be read is an `Unreadable` among them.

    `max_bytes` limits the file, and what an archive unpacks to. Every string holds no NUL and can be
    written as UTF-8. Raises `UnreadableFileError` where the file as a whole cannot be read.
    """
    suffix = _suffix(path.name)
    reason = None if suffix in _ARCHIVES else _refusal(path.name)
    if reason:
        raise UnreadableFileError(reason)
    data = _load(path, max_bytes)
    if suffix == ".zip":
        return _read_members(data, max_bytes)
    if suffix == ".gz":
        inside = inner_name(path.name)
        if reason := _refusal(inside):
            raise UnreadableFileError(reason)
        data = gunzip(data, max_bytes)
        check_size(len(data), max_bytes)
        return _read(inside, data, max_bytes)
    return _read(path.name, data, max_bytes)


def _load(path: Path, max_bytes: int) -> bytes:
    try:
        if not path.is_file():
            raise UnreadableFileError("is not a file" if path.exists() else "does not exist")
        check_size(path.stat().st_size, max_bytes)
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)  # it may be growing while we look
    except OSError as error:
        raise UnreadableFileError(f"cannot be opened: {error.strerror or error}") from error
    check_size(len(data), max_bytes)
    return data


def _suffix(name: str) -> str:
    """`.jsonl` of a file's name; none where the end is a date or words (`notes 14.03`, `Mr. Smith goes`)."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return suffix if re.fullmatch(r"\.\w*[a-z]\w*", suffix) else ""


def _refusal(name: str) -> str | None:
    suffix = _suffix(name)
    if suffix in _READERS:
        return None
    if suffix in _ARCHIVES:
        return "is an archive inside an archive"
    return f"{suffix} is not a kind of file that Dateline reads"


def _read(name: str, data: bytes, max_bytes: int) -> Read:
    read_ = [_sound(item) for item in _READERS[_suffix(name)](data, max_bytes)]
    if len(read_) == 1 and isinstance(read_[0], Article) and not read_[0].text.strip():
        raise UnreadableFileError("holds no text")
    return read_


def _read_members(data: bytes, max_bytes: int) -> Read:
    out: Read = []
    for member in unzip(data, max_bytes, _refusal):
        out += [member] if isinstance(member, Unreadable) else _read_member(member, max_bytes)
    return out


def _read_member(member: Member, max_bytes: int) -> Read:
    try:
        check_size(len(member.data), max_bytes)
        found = _read(member.name, member.data, max_bytes)
    except UnreadableFileError as error:
        return [Unreadable(member.name, str(error))]
    # A row's name is its line: two tables in one archive have the same ones.
    return [replace(item, name=f"{member.name} {item.name}".rstrip()) for item in found]


def _sound(item: Article | Unreadable) -> Article | Unreadable:
    """The same without what cannot be stored: lone surrogates (JSON and PDF may hold them) and NULs."""
    if isinstance(item, Unreadable):
        return replace(item, reason=_storable(item.reason))
    return replace(
        item,
        text=_storable(item.text),
        key=item.key and _storable(item.key),
        title=item.title and _storable(item.title),
        source=item.source and _stated(item.source),
        dates=tuple(map(_stated, item.dates)),
        url=item.url and _storable(item.url),
    )


def _stated(stated: Stated) -> Stated:
    return replace(stated, value=_storable(stated.value))


def _storable(text: str) -> str:
    return text.replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
