"""What a run that was cut off finds again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.train.examples import Example
from rag.train.kept import kept
from rag.train.news import Asked

TEXTS = st.text(max_size=5)
SPANS = st.lists(st.tuples(st.integers(), st.integers())).map(tuple)
EXAMPLES = st.builds(
    Example, TEXTS, st.none() | TEXTS, TEXTS, st.booleans(), SPANS, st.none() | st.booleans(), TEXTS, TEXTS
)
ASKED = st.builds(
    Asked, TEXTS, st.lists(TEXTS).map(tuple), TEXTS, TEXTS, st.lists(st.tuples(st.none() | TEXTS, TEXTS)).map(tuple)
)


@given(examples=st.lists(EXAMPLES, max_size=4), asked=st.lists(ASKED, max_size=4))
@settings(max_examples=25)
def test_what_was_made_is_kept_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, examples: list[Example], asked: list[Asked]
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    assert kept(folder / "a.jsonl.gz", Example, lambda: examples) == examples
    assert kept(folder / "b.jsonl.gz", Asked, lambda: asked) == asked


def test_what_was_made_is_not_made_again_and_what_was_cut_off_is(tmp_path: Path) -> None:
    asked = [Asked("Who?", ("Brel",), "week", "quiz", ((None, "text"),))] * 3

    def broken() -> Iterator[Asked]:
        yield asked[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept(tmp_path / "a.jsonl.gz", Asked, broken)
    assert kept(tmp_path / "a.jsonl.gz", Asked, lambda: asked) == asked
    assert kept(tmp_path / "a.jsonl.gz", Asked, broken) == asked
