"""Answers questions: question -> passages -> excerpts -> Answer."""

from .contract import Answer, Excerpt, Found
from .engine import Engine
from .question import Options

__all__ = ["Answer", "Engine", "Excerpt", "Found", "Options"]
