"""Runs questions against gold answers and reports."""

from .asking import Settings
from .datasets import Dataset, Query, load
from .run import evaluate

__all__ = ["Dataset", "Query", "Settings", "evaluate", "load"]
