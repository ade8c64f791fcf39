"""Files of judgements: which document answers which question."""

from __future__ import annotations

from pathlib import Path

from .dataset import Qrels
from .lines import read_lines


def read_judgements(path: Path, faults: list[str]) -> Qrels:
    """The lines query-id, corpus-id, score of a file, tabs between; none where there is no file.

    The first line is a header, unless it is a judgement itself. What is none goes to `faults`.
    Raises DatelineError for a file that cannot be read.
    """
    qrels: Qrels = {}
    lines = list(read_lines(path)) if path.is_file() else []
    for number, (name, line) in enumerate(lines):
        try:
            question, document, score = line.decode().rstrip("\r").split("\t")
            relevance = int(score)  # before the question is noted: a header notes none
            qrels.setdefault(question, {})[document] = relevance
        except ValueError:
            if number:
                faults.append(f"{name}: is not a query-id, a corpus-id and a whole number with tabs between")
    return qrels
