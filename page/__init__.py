"""The chat page: shows what `rag/` returns, and finds nothing out by itself."""

from .layout import build_page
from .serve import check_address, serve

__all__ = ["build_page", "check_address", "serve"]
