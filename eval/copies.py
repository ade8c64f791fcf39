"""How well copies of one story are found, against pairs of articles that a person has judged."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import click
from tqdm import tqdm

from index import DatelineError
from index.copies import signature, stories

from .datasets.articles import find_articles
from .datasets.dataset import Dataset
from .datasets.folder import corpus_of
from .datasets.lines import read_lines

Pair = tuple[str, str, bool]  # two keys, and whether the articles are copies


@dataclass(frozen=True)
class Found:
    """What was found among a dataset's articles; `found` of the pairs are in one story, `right` of those are copies.

    `seconds` is the time that the grouping took, without the reading and cleaning.
    """

    documents: int
    stories: int
    largest: int
    seconds: float
    pairs: int
    copies: int
    found: int
    right: int

    def lines(self) -> str:
        """The figures as a person reads them."""
        return (
            f"{self.documents} documents, {self.stories} stories, {self.largest} documents in the largest; "
            f"grouped in {self.seconds:.1f} seconds\n"
            f"of {self.pairs} judged pairs: precision {_share(self.right, self.found)}, "
            f"recall {_share(self.right, self.copies)}"
        )


def measure(folder: Path, pairs: Path) -> Found:
    """Groups the articles of a folder with a corpus, and looks at the pairs.

    Raises DatelineError where there is no corpus, for a line that is no judged pair, and for a key
    that the corpus does not hold.
    """
    corpus = corpus_of(folder)
    if corpus is None:
        raise DatelineError(f"{folder} holds no corpus: give a folder with a corpus.jsonl(.gz) or a folder corpus/")
    judged = read_pairs(pairs)
    articles = find_articles(Dataset(folder, "folder", (), {}, corpus=corpus))
    read = (
        found.document() for found in tqdm(articles, desc="reading", unit=" articles", disable=None) if found.article
    )
    signatures = {document.key: signature(document) for document in read}
    absent = next((key for pair in judged for key in pair[:2] if key not in signatures), None)
    if absent is not None:
        raise DatelineError(f"{pairs} judges '{absent}', which is no article of {folder}")
    started = time.monotonic()
    story = stories(signatures)
    seconds = time.monotonic() - started
    together = [copies for one, other, copies in judged if story[one] == story[other]]
    sizes = Counter(story.values())
    return Found(
        documents=len(story),
        stories=len(sizes),
        largest=max(sizes.values(), default=0),
        seconds=seconds,
        pairs=len(judged),
        copies=sum(copies for _, _, copies in judged),
        found=len(together),
        right=sum(together),
    )


def read_pairs(path: Path) -> list[Pair]:
    """The lines of a file: two keys and 1 (copies) or 0, tabs between; raises DatelineError for any other line."""
    pairs: list[Pair] = []
    for name, line in read_lines(path):
        fields = line.decode(errors="replace").rstrip("\r").split("\t")
        if len(fields) != 3 or fields[2] not in ("0", "1"):
            raise DatelineError(f"{name} is not two keys and 1 or 0 with tabs between: 1 says that they are copies")
        pairs.append((fields[0], fields[1], fields[2] == "1"))
    return pairs


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part} of {whole})" if whole else "none (0 of 0)"


_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("copies")
@click.option("--dataset", required=True, type=_FOLDER, metavar="DIR", help="Holds a corpus; questions are not needed.")
@click.option("--pairs", required=True, type=_FILE, metavar="FILE", help="Lines of key, key and 1 or 0, tabs between.")
def copies_command(dataset: Path, pairs: Path) -> None:
    """Group a dataset's articles as a build does; precision and recall on judged pairs."""
    click.echo(measure(dataset, pairs).lines())
