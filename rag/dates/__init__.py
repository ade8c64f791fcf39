"""The time that a question names: which window of publication it sets, and which dates in it set none."""

from .named_days import named_days
from .period import PART_OF, PERIOD, counts_from_a_day, is_relative, read_period
from .spans import Period
from .window import Window, limiting, read_window

__all__ = [
    "PART_OF",
    "PERIOD",
    "Period",
    "Window",
    "counts_from_a_day",
    "is_relative",
    "limiting",
    "named_days",
    "read_period",
    "read_window",
]
