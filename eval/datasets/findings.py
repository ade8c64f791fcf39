"""What a check finds, told so that one fault made a thousand times does not bury the others."""

from __future__ import annotations

_NAMED = 10  # sentences of one kind that are told in full


class Findings:
    """Sentences by kind, in the order in which the kinds first turned up."""

    def __init__(self) -> None:
        self._kinds: dict[str, list[str]] = {}

    def add(self, kind: str, sentence: str) -> None:
        """Adds a finding; `kind` is words in the plural that name all findings of its sort."""
        self._kinds.setdefault(kind, []).append(sentence)

    def __len__(self) -> int:
        """All findings, also those that are only counted."""
        return sum(map(len, self._kinds.values()))

    def lines(self) -> list[str]:
        """The first ten sentences of each kind, and how many more there are."""
        told: list[str] = []
        for kind, sentences in self._kinds.items():
            told += sentences[:_NAMED]
            if len(sentences) > _NAMED:
                told.append(f"and {len(sentences) - _NAMED} more {kind}")
        return told


def names(items: list[str] | tuple[str, ...]) -> str:
    """Some names for a sentence: three of them at most."""
    return ", ".join(items[:3]) + (f" and {len(items) - 3} more" if len(items) > 3 else "")
