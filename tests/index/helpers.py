"""A small world of invented news, and ways to look at what an index holds."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import Chunk, Document, Entry, Filter, Hit, Published
from index.embed import Embedder
from index.local import LocalStore

ROOT = Path(__file__).parents[2]
DIMENSION = 8  # of the vectors of made-up entries

FERRY = (
    "The ferry from Port Lee to Oyster Island will sail every hour from next week, the harbour office said on Tuesday. "
    "Captain Ann Lee called it the largest change in thirty years."
)
BRIDGE = (
    "The bridge over the Wenn stays closed until autumn, because divers found a crack in its second pier. "
    "Lorries have to drive sixty kilometres more."
)
BAKERY = (
    "The bakery at the quay opens at four in the morning for the fishermen, and it sells forty loaves before dawn. "
    "Its owner, Tom Reed, learned the trade from his grandmother."
)
NEWS: dict[str, str | bytes] = {
    "ferry.txt": f"Ferry to sail every hour\n3 March 2024\n\n{FERRY}\n\n© 2024 Harbour Post. All rights reserved.\n",
    "bridge.md": f"---\ntitle: Bridge stays closed\nsource: Wenn Courier\ndate: 2024-05-02\n---\n\n{BRIDGE}\n",
    "town/bakery.txt": f"Bread before dawn at the quay\n\n{BAKERY}\n",
    "town/rows.jsonl": (
        '{"_id": "row-1", "text": "The lighthouse lamp was lit again after nine dark years on the cape.", '
        '"source": "Cape Radio", "date": "2023-11"}\n'
        '{"_id": "row-2", "text": "A storm tore the roof off the fish hall, and nobody was hurt.", "title": "Storm"}\n'
    ),
}
QUESTIONS = ("When does the ferry sail?", "Why is the bridge closed?", "bread for fishermen", "storm roof lighthouse")


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files, by their paths in a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def many(number: int, seed: int = 7) -> dict[str, str]:
    """That many invented articles of a few hundred words, each with words of its own."""
    chance = random.Random(seed)
    towns = ["Port Lee", "Westmarsh", "Oyster Island", "Kale Bay", "Upper Wenn", "Tarn"]
    people = ["Ann Lee", "Tom Reed", "Eva Holm", "Sam Fox", "Ida Brook", "Jon Marsh"]
    things = ["ferry", "bridge", "bakery", "lighthouse", "school", "market", "library", "harbour", "railway", "mill"]
    acts = ["opened", "closed", "was sold", "was repaired", "was painted", "burned down", "was moved", "was rented"]
    files = {}
    for n in range(number):
        sentences = [
            f"The {chance.choice(things)} in {chance.choice(towns)} {chance.choice(acts)} in the year {1900 + n} "
            f"for {chance.randint(2, 9000)} crowns, {chance.choice(people)} said."
            for _ in range(chance.randint(6, 24))
        ]
        day = f"{chance.randint(1, 28)} {chance.choice(('January', 'May', 'August'))} {chance.randint(2019, 2024)}"
        source = f"Source: {chance.choice(('Harbour Post', 'Wenn Courier'))}\n" if n % 3 else ""
        body = "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4))
        files[f"part{n % 4}/story{n:03}.txt"] = f"Story number {n} from the coast\n{day}\n\n{body}\n\n{source}"
    return files


def contents(index: Path) -> dict[str, Any]:
    """All that an index holds of documents, chunks, vectors (their bytes) and what was skipped."""
    connection = sqlite3.connect(index / "index.sqlite")
    try:
        columns = "key, title, source, value, precision, origin, first, last, url, flags, marks, story, text"
        return {
            "documents": connection.execute(f"SELECT {columns} FROM documents ORDER BY key").fetchall(),
            "chunks": connection.execute(
                "SELECT key, start, end, vector FROM chunks JOIN documents ON documents.id = chunks.document "
                "JOIN vectors ON vectors.chunk = chunks.number ORDER BY key, start"
            ).fetchall(),
            "signatures": connection.execute(
                "SELECT key, shingles FROM documents JOIN signatures ON document = id ORDER BY key"
            ).fetchall(),
            "vectors": connection.execute("SELECT count(*) FROM vectors").fetchone(),
            "skipped": connection.execute("SELECT name, reason FROM skipped ORDER BY name, reason").fetchall(),
        }
    finally:
        connection.close()


def results(index: Path, embedder: Embedder, questions: tuple[str, ...] = QUESTIONS) -> list[list[Hit]]:
    """All that both searches of an index find, with scores, with and without bounds."""
    store = LocalStore.open(index)
    try:
        found = []
        for where in (Filter(), Filter(after=date(2021, 1, 1)), Filter(sources=frozenset({"harbour post"}))):
            for question in questions:
                found.append(store.search_vectors(embedder.encode([question])[0], 1000, where))
                found.append(store.search_words(question.split(), 1000, where))
        return found
    finally:
        store.close()


def keys(hits: list[Hit]) -> list[str]:
    """The documents of hits, in their order."""
    return [hit.chunk.document for hit in hits]


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """`python -m index ...` in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "index", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def vector(seed: int) -> NDArray[np.float32]:
    """A vector of length 1, another one for each seed."""
    drawn = np.random.default_rng(seed).normal(size=DIMENSION).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn))


def entry(key: str, text: str, value: str | None = None, source: str | None = None, seed: int = 0) -> Entry:
    """A document of one chunk a line, with vectors of the seed and those that follow it."""
    precision = {4: "year", 7: "month", 10: "day", 16: "minute"}.get(len(value or ""), "day")
    if value and value.startswith("--"):
        precision = "month-day"
    published = Published(value, precision, "row") if value else None  # type: ignore[arg-type]
    chunks, start = [], 0
    for line in text.split("\n"):
        chunks.append(Chunk(key, start, start + len(line)))
        start += len(line) + 1
    vectors = np.stack([vector(seed + n) for n in range(len(chunks))])
    return Entry(Document(key, text, f"Title of {key}", source, published, f"/news/{key}"), chunks, vectors)


def fill(store: LocalStore, entries: list[Entry]) -> None:
    """Adds entries, as a build does."""
    with store.lock, store.transaction():
        store.add(entries)


def take_out(store: LocalStore, *gone: str) -> None:
    """Removes documents by their keys."""
    with store.lock, store.transaction():
        store.remove(gone)
