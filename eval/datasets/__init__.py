"""Questions with gold answers, from every form of dataset that is read."""

from .dataset import Dataset, Qrels, Query
from .forms import load

__all__ = ["Dataset", "Qrels", "Query", "load"]
