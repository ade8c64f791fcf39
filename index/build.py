"""Files to an index: reads what is new or changed, forgets what is gone, and can be cut off anywhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from filelock import Timeout

from . import schema
from .articles import to_document
from .chunk import chunk_document
from .document import Chunk, Document
from .embed import DEFAULT_MODEL, Embedder, asked_model, asked_precision
from .errors import DatelineError
from .ledger import FileState, Ledger
from .local import LocalStore
from .progress import Bar, Counter, Progress
from .readers import Article, Unreadable, UnreadableFileError, read
from .records import fingerprint
from .scan import FoundFile, existing, scan
from .schema import Identity
from .store import Entry, Skipped, Stats, Vectors

MAX_FILE_MB = 500.0  # also what an archive may unpack to: 37,554 articles as JSONL come to 240 MB
_BATCH = 32  # documents a transaction: a crash costs at most their embedding, about ten seconds


@dataclass(frozen=True)
class Summary:
    """What a build did (`files` looked at, documents `added` or changed, `unchanged`, `removed`), and what there is.

    `held` is how many documents there now are of each file looked at.
    """

    files: int
    added: int
    unchanged: int
    removed: int
    seconds: float
    stats: Stats
    held: dict[Path, int] = field(default_factory=dict)


def build(
    paths: Sequence[Path],
    folder: Path,
    model: str | None = None,
    max_file_mb: float = MAX_FILE_MB,
    progress: Progress | None = None,
) -> Summary:
    """Indexes files and folders into `folder`; again, only what changed in them.

    What is gone from a path given is removed. `model` is the one to embed with: by default the one
    that DATELINE_MODEL names, else the index's own, else the default one. `progress` takes the place of
    the bar on the terminal. A second builder waits for the first. Raises DatelineError for a path that
    is not there, and for an index of another format or model.
    """
    started = time.monotonic()
    roots = [existing(path) for path in paths]  # before an index is made for nothing
    store, embedder = _open(folder, model or asked_model())
    try:
        with _Locked(store):
            builder = _Builder(store, embedder, int(max_file_mb * 1e6))
            scans = {root: scan(root, folder.resolve()) for root in roots}
            with store.transaction():
                for root, found in scans.items():
                    builder.ledger.bring(root, found.files)
                    if root.is_dir():  # what is skipped of a file stands under the same path, noted as it is read
                        builder.ledger.skip(str(root), found.skipped)
                builder.remove_orphans()
            builder.read_files([file for found in scans.values() for file in found.files], progress)
            store.write_caches()
        seconds = time.monotonic() - started
        done = builder.files, builder.added, builder.unchanged, builder.removed
        return Summary(*done, seconds, store.stats(), builder.held)
    finally:
        store.close()


def remove(paths: Sequence[Path], folder: Path) -> Summary:
    """Takes out of an index what these paths brought; what other paths brought as well stays."""
    started = time.monotonic()
    store = LocalStore.open(folder)
    try:
        with _Locked(store):
            builder = _Builder(store, _LazyEmbedder(store.identity), 0)
            known = builder.ledger.roots()
            for path in paths:
                if str(path.resolve()) not in known:
                    given = ", ".join(known) or "none"
                    raise DatelineError(f"{path} was never given to 'index build'; what was: {given}")
            with store.transaction():
                for path in paths:
                    builder.ledger.leave(path.resolve())
                builder.remove_orphans()
            store.write_caches()
        return Summary(0, 0, 0, builder.removed, time.monotonic() - started, store.stats())
    finally:
        store.close()


@dataclass
class _LazyEmbedder:
    """The model, loaded when something is to be embedded: a build without changes needs none."""

    identity: Identity
    made: Embedder | None = None

    @property
    def loaded(self) -> Embedder:
        if self.made is None:
            self.made = Embedder(self.identity.model, self.identity.precision)
        return self.made


def _open(folder: Path, model: str | None) -> tuple[LocalStore, _LazyEmbedder]:
    """The index, made if it is not there, and its model."""
    if schema.exists(folder):
        store = LocalStore.open(folder, model)
        return store, _LazyEmbedder(store.identity)
    if folder.is_dir() and not all(each.name.startswith(schema.KEPT) for each in folder.iterdir()):
        raise DatelineError(f"{folder} holds files and no index: give another --index")
    name, precision = model or DEFAULT_MODEL, asked_precision()
    embedder = Embedder(name, precision) if precision else Embedder.quickest(name)
    identity = Identity(name, embedder.dimension, embedder.precision)
    return LocalStore.create(folder, identity), _LazyEmbedder(identity, embedder)


class _Locked:
    """Holds the index's lock; waits for another builder, and says so."""

    def __init__(self, store: LocalStore) -> None:
        self._lock = store.lock

    def __enter__(self) -> None:
        try:
            self._lock.acquire(timeout=0.5)
        except Timeout:
            sys.stderr.write("another build is at work on this index; waiting for it to end\n")
            self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


@dataclass(frozen=True)
class _Waiting:
    """A document that is being embedded, or waits for its transaction."""

    document: Document
    chunks: Sequence[Chunk]
    vectors: Future[Vectors]


@dataclass
class _Builder:
    """One build: counts, and the batch that waits for its transaction."""

    store: LocalStore
    embedder: _LazyEmbedder
    max_bytes: int
    files: int = 0
    added: int = 0
    unchanged: int = 0
    removed: int = 0
    held: dict[Path, int] = field(default_factory=dict)
    _batch: list[_Waiting] = field(default_factory=list)
    _thread: ThreadPoolExecutor = field(init=False)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.store.connection)

    def remove_orphans(self) -> None:
        """Removes the documents of files that no path brings; inside a transaction."""
        for path in self.ledger.orphans():
            keys = list(self.store.fingerprints(path))
            self.store.remove(keys)
            self.ledger.forget(path)
            self.removed += len(keys)

    def read_files(self, files: list[FoundFile], progress: Progress | None) -> None:
        """Reads what is new or changed. A file whose key was taken is tried again when all have been read."""
        self.files += len(files)
        with Bar() as bar, ThreadPoolExecutor(1) as self._thread:
            counter = Counter(progress or bar.show, len(files))
            clashed = [file for file in files if self._read_file(file, counter)]
            counter.total += len(clashed)
            counted = self.unchanged
            for file in clashed:
                self._read_file(file, counter)
            self.unchanged = counted  # what a file had brought at first was counted then

    def _read_file(self, file: FoundFile, counter: Counter) -> bool:
        """Brings one file up to date; true if a key in it belongs to another file."""
        path = str(file.path)
        skipped: list[Skipped] = []
        seen: set[str] = set()
        clash = False
        try:
            if self.ledger.unchanged(file):
                counter.step()
                self.held[file.path] = len(self.store.fingerprints(path))
                self.unchanged += self.held[file.path]
                return False
            with self.store.transaction():  # broken, or cut off amid it, it must not pass for what it was
                self.ledger.outdate(file)
            state = FileState.of(file.path)
            articles = read(file.path, self.max_bytes)
        except UnreadableFileError as error:
            skipped, articles, state = [Skipped(file.key, str(error))], [], None
        except OSError as error:
            skipped, articles, state = [Skipped(file.key, error.strerror or "cannot be read")], [], None
        known = self.store.fingerprints(path)
        for document in self._documents(file, articles, skipped, counter):
            owner = self.store.path_of(document.key)
            if document.key in seen or owner not in (None, path):
                reason = f"its key '{document.key}' is taken by {'another row' if owner in (None, path) else owner}"
                skipped.append(Skipped(file.key, f"{reason}: keys must be unique in an index"))
                clash = clash or document.key not in seen
                continue
            seen.add(document.key)
            self._add(document, known.get(document.key))
        self._finish(file, seen, skipped, None if clash else state)
        return clash

    def _documents(
        self, file: FoundFile, articles: list[Article | Unreadable], skipped: list[Skipped], counter: Counter
    ) -> Iterator[Document]:
        prefix = self.ledger.key_prefix(file)
        single = len(articles) == 1
        for article in counter.each(articles):
            name = f"{file.key}:{article.name}" if article.name else file.key
            if isinstance(article, Unreadable):
                skipped.append(Skipped(name, article.reason))
                continue
            key = article.key or (f"{prefix}/{article.name}" if article.name else prefix)
            shared = {name: value for name, value in file.metadata.items() if name in ("source", "date")}
            document = to_document(article, key, str(file.path), file.metadata if single else shared)
            if document.text:
                yield document
            else:
                skipped.append(Skipped(name, "holds no text besides page furniture"))

    def _add(self, document: Document, known: str | None) -> None:
        if fingerprint(document) == known:
            self.unchanged += 1
            return
        embedder = self.embedder.loaded
        prefix = embedder.prefix(document.title)
        chunks = chunk_document(document, lambda text: embedder.fits(prefix + text))
        texts = [prefix + document.text[chunk.start : chunk.end] for chunk in chunks]
        # One is embedded while the next of its file is cleaned and cut: 300 articles take 30 seconds instead
        # of 37. To go further ahead wins nothing.
        for before in self._batch[-1:]:
            before.vectors.result()
        self._batch.append(_Waiting(document, chunks, self._thread.submit(embedder.encode, texts)))
        self.added += 1
        if len(self._batch) >= _BATCH:
            self._write()

    def _write(self) -> None:
        entries = self._embedded()
        with self.store.transaction():
            self.store.add(entries)

    def _embedded(self) -> list[Entry]:
        """What has waited, with its vectors."""
        entries = [Entry(each.document, each.chunks, each.vectors.result()) for each in self._batch]
        self._batch = []
        return entries

    def _finish(self, file: FoundFile, seen: set[str], skipped: list[Skipped], state: FileState | None) -> None:
        """Writes the rest of a file's documents together with the note that it has been read."""
        path = str(file.path)
        self.held[file.path] = len(seen)
        entries = self._embedded()
        with self.store.transaction():
            self.store.add(entries)
            gone = [key for key in self.store.fingerprints(path) if key not in seen]
            self.store.remove(gone)
            self.removed += len(gone)
            if state:
                self.ledger.note(file, state)
            self.ledger.skip(path, skipped)
