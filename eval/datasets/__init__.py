"""Questions with gold answers, from every form of dataset that is read."""

from .dataset import Dataset, Qrels, Query, relevant_to
from .forms import load

__all__ = ["Dataset", "Qrels", "Query", "load", "relevant_to"]
