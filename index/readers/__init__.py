"""Files to articles: one module per format, all returning `Article`."""

from .article import Article, Stated, Unreadable, UnreadableFileError
from .dispatch import KINDS, read

__all__ = ["KINDS", "Article", "Stated", "Unreadable", "UnreadableFileError", "read"]
