"""Files to articles: one module per format, all returning `Article`."""

from .article import Article, Stated, Unreadable, UnreadableFileError
from .dispatch import read

__all__ = ["Article", "Stated", "Unreadable", "UnreadableFileError", "read"]
