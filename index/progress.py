"""How far a build has come, in documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tqdm import tqdm

from .readers import Article, Unreadable

Progress = Callable[[int, int], None]  # hears how many documents are done, and of how many that are known so far


class Bar(tqdm):  # type: ignore[type-arg]
    """Progress on a terminal, and nowhere else."""

    def __init__(self) -> None:
        super().__init__(total=0, unit=" documents", disable=None, desc="indexing")

    def show(self, done: int, total: int) -> None:
        """Hears progress."""
        self.total = total
        self.update(done - self.n)


@dataclass
class Counter:
    """Counts documents for whom `heard` is. A file that has not been opened counts as one."""

    heard: Progress
    total: int
    done: int = 0

    def each(self, articles: list[Article | Unreadable]) -> Iterator[Article | Unreadable]:
        """The articles of a file; one is done when the next is asked for."""
        self.total += len(articles) - 1
        for article in articles:
            yield article
            self.step()

    def step(self) -> None:
        """Counts one as done."""
        self.done += 1
        self.heard(self.done, self.total)
