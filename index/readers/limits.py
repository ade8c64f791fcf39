"""How much of a file is read: nothing is taken into memory beyond the limit given."""

from __future__ import annotations

from typing import Protocol

from .article import UnreadableFileError

_STEP = 1 << 16


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


def check_size(size: int, limit: int) -> None:
    """Refuse a file that is empty or over the limit (both in bytes)."""
    if size == 0:
        raise UnreadableFileError("is empty")
    if size > limit:
        stated, allowed = in_words(size), in_words(limit)
        if stated == allowed:
            stated, allowed = f"{size:,} bytes", f"{limit:,} bytes"
        raise UnreadableFileError(f"is {stated}, over the limit of {allowed}")


def read_unpacked(stream: _Stream, budget: int, limit: int) -> bytes:
    """Read a decompressing stream to its end; refuse it once it gives more than `budget` bytes.

    `limit` is the figure that the refusal names: the budget may be what earlier members left of it.
    """
    parts, size = [], 0
    while part := stream.read(min(_STEP, budget - size + 1)):
        size += len(part)
        if size > budget:
            raise UnreadableFileError(f"unpacks to more than the limit of {in_words(limit)}")
        parts.append(part)
    return b"".join(parts)


def in_words(size: int) -> str:
    """A number of bytes as people write it: `61.2 MB` (a million bytes), `3 kB`, `12 bytes`."""
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if size >= unit:
            return f"{size / unit:.1f}".removesuffix(".0") + f" {name}"
    return f"{size} bytes"
