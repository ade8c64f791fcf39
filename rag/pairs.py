"""What a reader reads: a question and a passage as one row of tokens, and where each token stands in the passage."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

LONGEST = 384  # tokens of question and passage together; a chunk and what the embedder takes of its title have 256
LONGEST_QUESTION = 96
_TITLE_END = " | "


@dataclass(frozen=True)
class Pair:
    """Question and passage in tokens: `ids` and `types`, each as long as the row.

    `first` is the row's first token of the passage itself, behind its title; `spans` are the offsets
    of the tokens from there on, in the passage's text.
    """

    ids: list[int]
    types: list[int]
    first: int
    spans: list[tuple[int, int]]


class PairTokenizer:
    """Makes pairs with the tokenizer.json of a folder."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._start, self._end = self._tokenizer.encode("").ids  # what a row begins with, and what ends a part

    def pair(self, question: str, title: str | None, text: str) -> Pair:
        """A question beside a passage and its title; what is longer than LONGEST is cut at the end."""
        before = f"{title}{_TITLE_END}" if title else ""
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:LONGEST_QUESTION]
        read = self._tokenizer.encode(before + text, add_special_tokens=False)
        room = LONGEST - len(asked) - 3
        offsets = read.offsets[:room]
        skipped = next((n for n, (start, _) in enumerate(offsets) if start >= len(before)), len(offsets))
        return Pair(
            ids=[self._start, *asked, self._end, *read.ids[:room], self._end],
            types=[0] * (len(asked) + 2) + [1] * (len(offsets) + 1),
            first=len(asked) + 2 + skipped,
            spans=[(start - len(before), end - len(before)) for start, end in offsets[skipped:]],
        )
