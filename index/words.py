"""A tantivy cache: texts by number, BM25 over stemmed English words; one holds the chunks, one whole articles."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import tantivy

from .store import UNDATED, Filter

_ANALYZER = "news"
_MEMORY = 64_000_000  # bytes that the writer may use before it writes a segment
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class WordEntry:
    """What is searched of a chunk or an article: its text, what stands at its head, its source, and what filters it.

    `document` is its document's key; `first` and `last` are the days that the document's date
    allows, as ordinals, or None.
    """

    number: int
    document: str
    text: str
    head: str
    source: str
    first: int | None
    last: int | None


class WordCache:
    """An index in a folder. `generation` says which generation of the store it holds: 0 for none.

    A mark in the folder states the generation; it is taken away before a change and set after it,
    so what a crash left half-changed counts as nothing and is made anew.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mark = self._folder / "generation"  # inside, so that it goes when the folder goes
        self._schema = _schema()
        self._index = self._open()

    def _open(self) -> tantivy.Index:
        self._folder.mkdir(exist_ok=True)
        try:
            index = tantivy.Index(self._schema, str(self._folder))
        except BaseException as error:  # garbled files raise pyo3's PanicException, which is no Exception
            if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
                raise
            shutil.rmtree(self._folder)  # broken, or of another schema: the store has the truth
            self._folder.mkdir()
            index = tantivy.Index(self._schema, str(self._folder))
        index.register_tokenizer(_ANALYZER, _analyzer())
        return index

    @property
    def generation(self) -> int:
        """The store's generation that the files on disk hold."""
        try:
            return int(self._mark.read_text())
        except (FileNotFoundError, ValueError):
            return 0

    def append(self, entries: Iterable[WordEntry], generation: int) -> None:
        """Adds entries. Only the process that holds the store's lock may write."""
        self._write(entries, generation, anew=False)

    def rebuild(self, entries: Iterable[WordEntry], generation: int) -> None:
        """Makes the index anew. After a removal, too: BM25 would go on counting what is gone."""
        self._write(entries, generation, anew=True)

    def _write(self, entries: Iterable[WordEntry], generation: int, anew: bool) -> None:
        self._mark.unlink(missing_ok=True)
        writer = self._index.writer(_MEMORY, 1)
        if anew:
            writer.delete_all_documents()
        for entry in entries:
            writer.add_document(tantivy.Document.from_dict(_fields(entry), self._schema))
        writer.commit()
        writer.wait_merging_threads()
        part = self._mark.with_suffix(".part")
        part.write_text(str(generation))
        part.replace(self._mark)
        self.reload()

    def reload(self) -> None:
        """Sees what has been written since."""
        self._index.reload()

    def search(self, terms: Iterable[str], fields: list[str], k: int, where: Filter) -> list[tuple[int, float]]:
        """The k best (number, BM25 score) for any of the terms, words or phrases, in these fields, best first."""
        query = _query(terms)
        if not query:
            return []
        parsed = self._index.parse_query(query, fields)
        searcher = self._index.searcher()
        filtered = tantivy.Query.boolean_query([(tantivy.Occur.Must, parsed), *self._clauses(where)])
        hits = searcher.search(filtered, k, count=False).hits
        numbers = searcher.fast_field_values("number", [address for _, address in hits])
        return [(int(n), float(score)) for n, (score, _) in zip(numbers, hits, strict=True)]

    def holding(self, terms: Iterable[str], field: str) -> list[int]:
        """The numbers of all that hold every one of the terms in a field; none where the terms have no words."""
        query, searcher = _query(terms), self._index.searcher()
        if not query or not searcher.num_docs:
            return []
        parsed = self._index.parse_query(query, [field], conjunction_by_default=True)
        hits = searcher.search(tantivy.Query.const_score_query(parsed, 1.0), searcher.num_docs, count=False).hits
        return [int(n) for n in searcher.fast_field_values("number", [address for _, address in hits])]

    def _clauses(self, where: Filter) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        clauses: list[tuple[tantivy.Occur, tantivy.Query]] = []
        unsigned = tantivy.FieldType.Unsigned
        if where.after:
            query = tantivy.Query.range_query(self._schema, "first", unsigned, where.after.toordinal(), None)
            clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)))
        if where.before:
            query = tantivy.Query.range_query(self._schema, "last", unsigned, None, where.before.toordinal())
            clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)))
        for field, wanted, unwanted in (
            ("outlet", where.sources, where.not_sources),
            ("document", where.documents, where.not_documents),
        ):
            if wanted:
                query = tantivy.Query.const_score_query(self._any(field, wanted), 0.0)
                clauses.append((tantivy.Occur.Must, query))
            if unwanted:
                clauses.append((tantivy.Occur.MustNot, self._any(field, unwanted)))
        return clauses

    def _any(self, field: str, values: Iterable[str]) -> tantivy.Query:
        """What holds one of the values: term by term, for tantivy's own set takes 0.75 ms for 140 of them, this 0.3."""
        terms = (tantivy.Query.term_query(self._schema, field, value) for value in sorted(values))
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])


def _query(terms: Iterable[str]) -> str:
    """Words and phrases as tantivy reads them; in lower case, for AND, OR and IN are operators."""
    words = (" ".join(_WORD.findall(term.lower())) for term in terms)
    return " ".join(f'"{term}"' if " " in term else term for term in words if term)


def _fields(entry: WordEntry) -> dict[str, str | int]:
    return {
        "number": entry.number,
        "document": entry.document,
        "text": entry.text,
        "head": entry.head,
        "source": entry.source,
        "outlet": entry.source.casefold(),
        "first": UNDATED[0] if entry.first is None else entry.first,
        "last": UNDATED[1] if entry.last is None else entry.last,
    }


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in ("number", "first", "last"):
        builder.add_unsigned_field(field, stored=False, indexed=True, fast=True)
    for field in ("document", "outlet"):
        builder.add_text_field(field, stored=False, tokenizer_name="raw")
    for field in ("text", "head", "source"):
        builder.add_text_field(field, stored=False, tokenizer_name=_ANALYZER)
    return builder.build()


def _analyzer() -> tantivy.TextAnalyzer:
    filters = (tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold(), tantivy.Filter.stemmer("English"))
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for each in filters:
        builder = builder.filter(each)
    return builder.build()
