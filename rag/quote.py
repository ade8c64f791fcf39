"""The gate that every excerpt passes before it leaves `rag/`: verbatim, or it is a bug."""

from __future__ import annotations

from collections.abc import Sequence

from index import Document
from index.document import MACHINE_NOTE

from .contract import Excerpt, ShortAnswer


class FidelityError(AssertionError):
    """An excerpt that is not what its document says: a bug, which is raised and never shown as a citation."""


def check_excerpt(excerpt: Excerpt, document: Document | None) -> None:
    """Raises FidelityError unless the excerpt is, by offsets and hash, what the stored document says."""
    if document is None or document.key != excerpt.document:
        raise FidelityError(f"{excerpt.id} cites '{excerpt.document}', which is not in the index")
    inside = 0 <= excerpt.start < excerpt.end <= len(document.text)  # slices forgive offsets that lie outside
    if not inside or document.text[excerpt.start : excerpt.end] != excerpt.text:
        raise FidelityError(f"{excerpt.id} is not the text of '{document.key}' at {excerpt.start}-{excerpt.end}")
    if excerpt.sha256 != document.sha256:
        raise FidelityError(f"{excerpt.id} was taken from another version of '{document.key}'")
    if (excerpt.source, excerpt.published, excerpt.title) != (document.source, document.published, document.title):
        raise FidelityError(f"{excerpt.id} does not carry the source and date of '{document.key}'")
    if MACHINE_NOTE in document.flags_at(excerpt.start, excerpt.end):
        raise FidelityError(f"{excerpt.id} quotes a machine's note in '{document.key}'")


def check_short(short: ShortAnswer | None, excerpts: Sequence[Excerpt]) -> None:
    """Raises FidelityError unless a short answer stands, verbatim, in the excerpt that it names."""
    if short is None:
        return
    cited = next((each for each in excerpts if each.id == short.excerpt), None)
    inside = cited is not None and cited.start <= short.start < short.end <= cited.end
    if cited is None or not inside or cited.text[short.start - cited.start : short.end - cited.start] != short.text:
        raise FidelityError(f"the short answer '{short.text}' does not stand in {short.excerpt}")
