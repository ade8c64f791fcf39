"""Runs questions against gold answers and reports."""

from .datasets import Dataset, Query, load
from .run import Settings, evaluate

__all__ = ["Dataset", "Query", "Settings", "evaluate", "load"]
