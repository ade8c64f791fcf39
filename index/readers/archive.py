"""Packed files: gzip and zip, unpacked in memory and never beyond the limit."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from .article import Unreadable, UnreadableFileError
from .limits import read_unpacked

# bzip2 and LZMA may give hundreds of megabytes for one small read, before anyone can count them.
_COUNTABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError, KeyError)
_BROKEN_ZIP = "is a broken zip file, or none at all"
_ENCRYPTED = "is encrypted: save it without its password"


@dataclass(frozen=True)
class Member:
    """One file of an archive: its name there, and its bytes."""

    name: str
    data: bytes


def gunzip(data: bytes, limit: int) -> bytes:
    """Unpack gzip; refuse it where it is broken or holds more than `limit` bytes."""
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            return read_unpacked(stream, limit, limit)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFileError("is a broken gzip file, or none at all") from error


def unzip(data: bytes, limit: int, refuse: Callable[[str], str | None]) -> list[Member | Unreadable]:
    """Unpack a zip file; refuse it where its members hold more than `limit` bytes together.

    `refuse` names the reason why a member of such a name is not read, or None; those are not unpacked.
    What the headers state of sizes is not trusted: bytes are counted as they come.
    """
    out: list[Member | Unreadable] = []
    seen: set[str] = set()
    left = limit
    with _open(data) as archive:
        members = [info for info in archive.infolist() if not (info.is_dir() or _is_junk(info.filename))]
        if members and all(map(_is_encrypted, members)):
            raise UnreadableFileError(_ENCRYPTED)
        for info in members:
            reason = _unsafe(info, seen) or refuse(info.filename)
            seen.add(info.filename)
            unpacked = Unreadable(info.filename, reason) if reason else _unpack(archive, info, left, limit)
            if isinstance(unpacked, Member):
                left -= len(unpacked.data)
            out.append(unpacked)
    if not out:
        raise UnreadableFileError("is a zip file that holds no files")
    return out


def check_zip(data: bytes, limit: int) -> None:
    """Refuse a zip file that is broken, encrypted or unpacks to more than `limit` bytes."""
    left = limit
    with _open(data) as archive:
        for info in archive.infolist():
            if _is_encrypted(info):
                raise UnreadableFileError(_ENCRYPTED)
            member = _unpack(archive, info, left, limit)
            if isinstance(member, Unreadable):
                raise UnreadableFileError(_BROKEN_ZIP)
            left -= len(member.data)


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise UnreadableFileError(_BROKEN_ZIP) from error


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, limit: int) -> Member | Unreadable:
    if info.compress_type not in _COUNTABLE:
        return Unreadable(info.filename, "is packed in a way that Dateline does not read: use plain zip")
    try:
        with archive.open(info) as stream:
            return Member(info.filename, read_unpacked(stream, left, limit))
    except _BROKEN:
        return Unreadable(info.filename, "is broken inside the zip file")


def _unsafe(info: zipfile.ZipInfo, seen: set[str]) -> str | None:
    parts = re.split(r"[/\\]", info.filename)
    if ".." in parts or parts[0] == "" or re.match(r"[A-Za-z]:", info.filename):
        return "has a name that points outside the zip file"
    if info.filename in seen:
        return "is in the zip file twice; the first one is read"
    return _ENCRYPTED if _is_encrypted(info) else None


def _is_encrypted(info: zipfile.ZipInfo) -> bool:
    return bool(info.flag_bits & 1)


def _is_junk(name: str) -> bool:
    """What operating systems add unasked."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in (".DS_Store", "Thumbs.db", "desktop.ini")


def inner_name(name: str) -> str:
    """The name of what a .gz file holds: `x.jsonl` for `x.jsonl.gz`."""
    return re.sub(r"\.gz$", "", name, flags=re.I)
