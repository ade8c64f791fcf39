from __future__ import annotations

import io

import pytest

from index.readers import UnreadableFileError
from index.readers.limits import check_size, in_words, read_unpacked


def test_sizes_in_words() -> None:
    assert [in_words(size) for size in (0, 999, 3_000, 61_234_567, 50_000_000)] == [
        "0 bytes",
        "999 bytes",
        "3 kB",
        "61.2 MB",
        "50 MB",
    ]


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        (0, "is empty"),
        (61_200_000, "is 61.2 MB, over the limit of 50 MB"),
        (50_000_001, "is 50,000,001 bytes, over the limit of 50,000,000 bytes"),
    ],
)
def test_refusals_name_the_sizes(size: int, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        check_size(size, 50_000_000)
    assert str(caught.value) == reason


@pytest.mark.parametrize("size", [0, 1, 99, 100])
def test_streams_are_read_up_to_the_budget(size: int) -> None:
    assert read_unpacked(io.BytesIO(b"x" * size), 100, 100) == b"x" * size


def test_a_stream_beyond_the_budget_is_left_unread() -> None:
    stream = io.BytesIO(b"x" * 1000)
    with pytest.raises(UnreadableFileError, match="unpacks to more than the limit of 2 kB"):
        read_unpacked(stream, 100, 2000)
    assert stream.tell() == 101
