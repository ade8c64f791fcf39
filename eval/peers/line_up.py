"""Which systems are measured, in the order of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index import DatelineError

HERE = Path(__file__).parent


@dataclass(frozen=True)
class System:
    """A system to measure: `peer` names its adapter as `module:class`, below the folder `root`.

    `own` ones run in Dateline's environment, the others in that of `requirements.txt`. `dated` ones
    are told the day that a question was asked on.
    """

    name: str
    title: str
    peer: str
    own: bool = False
    dated: bool = False
    root: Path = HERE

    @property
    def source(self) -> Path:
        """The adapter's file."""
        return self.root.joinpath(*self.peer.partition(":")[0].split(".")).with_suffix(".py")


SYSTEMS = (
    System("dateline", "Dateline", "systems.dateline:Peer", own=True),
    System("dateline-dated", "Dateline, with the asking date", "systems.dateline:Dated", own=True, dated=True),
    System("llamaindex", "LlamaIndex", "systems.llamaindex:Peer"),
    System("haystack", "Haystack", "systems.haystack:Peer"),
    System("txtai", "txtai", "systems.txtai:Peer"),
    System("txtai-hybrid", "txtai, hybrid", "systems.txtai:Hybrid"),
    System("txtai-paragraphs", "txtai, hybrid, by paragraphs", "systems.txtai:HybridParagraphs"),
    System("langchain", "LangChain", "systems.langchain:Peer"),
    System("bm25", "BM25", "systems.bm25:Peer"),
    System("minilm", "MiniLM", "systems.minilm:Peer"),
)


def chosen(names: Sequence[str]) -> tuple[System, ...]:
    """The systems of these names, all without a name; raises DatelineError for one that is not there."""
    known = {system.name: system for system in SYSTEMS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise DatelineError(f"there is no system '{unknown[0]}': choose from {', '.join(known)}")
    return tuple(system for system in SYSTEMS if not names or system.name in names)
