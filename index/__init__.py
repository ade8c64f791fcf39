"""Turns files into an index: files -> documents -> chunks -> vectors -> store."""

from .document import Chunk, Document, Mark, Published
from .errors import DatelineError
from .store import Copy, Entry, Filter, Heading, Hit, Listing, Skipped, Stats, Store

__all__ = [
    "Chunk",
    "Copy",
    "DatelineError",
    "Document",
    "Entry",
    "Filter",
    "Heading",
    "Hit",
    "Listing",
    "Mark",
    "Published",
    "Skipped",
    "Stats",
    "Store",
]
