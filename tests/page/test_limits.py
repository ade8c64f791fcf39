"""The fields beside the question."""

from __future__ import annotations

from datetime import date

import pytest

from index import DatelineError
from page.limits import read_day, read_options


def test_empty_fields_limit_nothing() -> None:
    options = read_options("", None, "  ", None)
    assert (options.as_of, options.after, options.before, options.sources) == (None, None, None, ())


def test_fields_are_read() -> None:
    options = read_options(" 2022-03-31 ", "2022-03-01", "2022-03-30", ["A", "B"])
    assert (options.as_of, options.after) == (date(2022, 3, 31), date(2022, 3, 1))
    assert (options.before, options.sources) == (date(2022, 3, 30), ("A", "B"))


@pytest.mark.parametrize(
    "typed", ["31 March", "2022-02-30", "20220331", "2022-3-1", "2022-W01-1", "٢٠٢٢-٠٣-٠١", "x" * 9999]
)
def test_anything_else_is_refused_with_a_short_sentence(typed: str) -> None:
    with pytest.raises(DatelineError, match=r"As of: .* is not a day; write it like 2022-03-18") as caught:
        read_day("As of", typed)
    assert len(str(caught.value)) < 120
