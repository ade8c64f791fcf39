from __future__ import annotations

import pytest

from index.readers.titles import without_site, without_title


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Talks resume | The Bugle", "Talks resume"),
        ("Talks resume - the bugle", "Talks resume"),
        ("Talks – a primer — The Bugle", "Talks – a primer"),
        ("Talks resume | Other", "Talks resume | Other"),
        ("The Bugle", "The Bugle"),
        ("Talks-The Bugle", "Talks-The Bugle"),
    ],
)
def test_only_the_sites_own_name_is_cut(title: str, expected: str) -> None:
    assert without_site(title, (None, "The  Bugle")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks  RESUME\n\nFirst.", "First."),
        ("Talks resume", "Talks resume"),
        ("Talks resumed\nFirst.", "Talks resumed\nFirst."),
    ],
)
def test_a_repeated_title_is_dropped(text: str, expected: str) -> None:
    assert without_title(text, "Talks resume") == expected
