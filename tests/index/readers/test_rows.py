from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers import Article, Stated, Unreadable, UnreadableFileError
from index.readers.rows import read_csv, read_jsonl

FULL = {
    "_id": "d1",
    "text": "First.",
    "title": "Talks",
    "source": "Wire",
    "date": "2023-03-14",
    "url": "https://x.example/1",
}
ARTICLE = Article(
    text="First.",
    name="line 1",
    key="d1",
    title="Talks",
    source=Stated("Wire", "row"),
    dates=(Stated("2023-03-14", "row"),),
    url="https://x.example/1",
)


def jsonl(*rows: object) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def test_a_row_states_every_field() -> None:
    assert read_jsonl(jsonl(FULL)) == [ARTICLE]


@pytest.mark.parametrize("text", ["body", "content", "Text", " TEXT "])
def test_fields_have_other_names(text: str) -> None:
    row = {"id": "d1", text: "First.", "title": "Talks", "outlet": "Wire", "published_at": "2023-03-14"}
    assert read_jsonl(jsonl(row | {"link": "https://x.example/1", "text": row.get("text")})) == [ARTICLE]


def test_scalars_become_text_and_empty_fields_nothing() -> None:
    row = {"_id": 7, "text": "First.", "title": None, "source": "", "date": 2023, "url": []}
    assert read_jsonl(jsonl(row)) == [Article("First.", "line 1", "7", dates=(Stated("2023", "row"),))]


def test_a_title_repeated_in_the_text_is_dropped() -> None:
    [article] = read_jsonl(jsonl(FULL | {"text": "Talks\r\n\r\nFirst."}))
    assert article == ARTICLE


def test_broken_rows_are_named_and_the_rest_is_read() -> None:
    data = b'\n{"text": "a\xe2\x80\xa8b"}\n{broken\n[1]\n{"text": " "}\n{"text": ["x"]}\n\n{"text": "last"}'
    assert read_jsonl(data) == [
        Article("a\u2028b", "line 2"),
        Unreadable("line 3", "is not JSON: Expecting property name enclosed in double quotes"),
        Unreadable("line 4", "is not a JSON object"),
        Unreadable("line 5", "has no text"),
        Unreadable("line 6", "has no text"),
        Article("last", "line 8"),
    ]


def test_rows_that_break_the_parser_are_named() -> None:
    deep, huge = b"[" * 100_000, b'{"text": ' + b"1" * 5000 + b"}"
    assert all(isinstance(row, Unreadable) and row.reason for row in read_jsonl(deep + b"\n" + huge))


@given(st.lists(st.text(), max_size=5))
def test_any_strings_as_lines_never_break_it(lines: list[str]) -> None:
    try:
        read_jsonl("\n".join(lines).encode("utf-8", "surrogatepass"))
    except UnreadableFileError as error:
        assert str(error)


VALUES = st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=2))


@given(st.lists(st.dictionaries(st.sampled_from([*FULL, "body", "id"]), VALUES), min_size=1, max_size=4))
def test_any_rows_give_as_many_results(rows: list[dict[str, object]]) -> None:
    assert [item.name for item in read_jsonl(jsonl_ascii(rows))] == [f"line {n}" for n in range(1, len(rows) + 1)]


def jsonl_ascii(rows: list[dict[str, object]]) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(FULL), delimiter=delimiter)
    writer.writeheader()
    writer.writerow(FULL | {"text": "One, two; three\nand\tfour"})
    [article] = read_csv(out.getvalue().encode("utf-8-sig"))
    assert article == Article(**(vars(ARTICLE) | {"text": "One, two; three\nand\tfour", "name": "line 2"}))


def test_csv_rows_are_named_by_their_first_line() -> None:
    data = b'_id,text\n1,"a\nb"\n\n2\n3,c,d\n4,' + b"x" * 200_000
    assert read_csv(data) == [
        Article("a\nb", "line 2", "1"),
        Unreadable("line 5", "has no text"),
        Unreadable("line 6", "has 3 cells where the header has 2"),
        Article("x" * 200_000, "line 7", "4"),
    ]


def test_a_quotation_mark_never_closed_is_said() -> None:
    [first, second] = read_csv(b'_id,text\n1,a\n2,"b\n3,c\n')
    assert first == Article("a", "line 2", "1")
    assert isinstance(second, Unreadable)
    assert "never closed" in second.reason


def test_a_csv_without_text_names_its_columns() -> None:
    with pytest.raises(UnreadableFileError, match=r"no column for the text .*; its columns are: name, headline$"):
        read_csv(b"Name;Headline\n1;2\n")


@pytest.mark.parametrize("data", [b"text\n", b"text\n\n  \n"])
def test_a_csv_without_rows_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="holds no rows"):
        read_csv(data)


@given(st.text())
def test_any_string_as_csv_gives_rows_or_a_refusal(text: str) -> None:
    for data in (text, f"text,title\n{text}"):
        try:
            assert read_csv(data.encode("utf-8", "surrogatepass"))
        except UnreadableFileError as error:
            assert str(error)
