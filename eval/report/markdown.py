"""Words from anywhere as Markdown that shows them and does nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

_BAR = re.compile(r"(?<!\\)\|")
# "://", "www." and "@" too: renderers make links of bare addresses.
_ACTIVE = re.compile(r"([\\`*_\[\]|~@]|(?<=www)\.|:(?=//)|^[#+-]|(?<=^\d)[.)])")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar in a cell is escaped, unless it is already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_BAR.sub(r"\|", cell) for cell in line) + " |" for line in lines)


def quoted(text: str, most: int = 300) -> str:
    """Any text on one line, cut to `most` characters, with nothing in it that Markdown would read."""
    line = " ".join(text.split())
    line = line if len(line) <= most else line[: most - 1].rstrip() + "…"
    return _ACTIVE.sub(r"\\\1", html.escape(line, quote=False))


def shown(value: float | None) -> str:
    """A metric to three digits; a dash where there is nothing to measure it on."""
    return "-" if value is None else f"{value:.3f}"
