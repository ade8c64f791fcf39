"""Questions from a file, and the table of what was answered."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import DatelineError, Document, Published
from index.command import run
from rag import Answer, Engine, Options
from rag.__main__ import main
from rag.batch import MOST_BYTES, MOST_QUESTIONS, Asking, Row, answer_all, read_questions, to_csv
from rag.contract import Excerpt, Searched, ShortAnswer, Understood

from .articles import CHOIR

LIGHTHOUSE = "Who bought the lighthouse at Orrin Point?"
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
FORMULAS = [
    '=HYPERLINK("https://b.example","open")',
    "+1",
    "-2+3",
    "@SUM(A1)",
    " =1",
    "\t=1",
    "\r=1",
    "\n\n=1",
    "\ufeff=1",
    "\u200b=1",
    "\u00a0@x",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "﹢1",
]


def table(rows: list[Row]) -> list[dict[str, str]]:
    written = to_csv(rows)
    assert written.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline="")))


def answered(text: str, published: Published | None = None) -> Row:
    """A row with a text wherever a document or a person can put one."""
    document = Document(text, text)
    excerpt = Excerpt(
        "e1", text, text, text, text, published, text, text, 0, len(text), document.sha256, 1.0
    )  # fmt: skip
    short = ShortAnswer(text, "e1", 0, len(text))
    understood = Understood(sources=(text,))
    return Row(1, Asking(text), Answer(text, "answered", 0.9, None, understood, Searched(3, 0), short, (excerpt,)))


def test_a_text_file_has_a_question_a_line() -> None:
    asked = read_questions("asked.txt", "\ufeffWho, if anyone, sang?\r\n\r\n  What does it cost? \r\n".encode())
    assert asked == [Asking("Who, if anyone, sang?"), Asking("What does it cost?")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_states_limits_in_columns(delimiter: str) -> None:
    rows = [
        ["Note", "Question", "as_of", "after", "before", "source"],
        ["", "Who sang?", "2024-06-01", "2024-01-01", "2024-05-31", "Ilmar Post" if delimiter == ";" else "A; B"],
        ["a, b", f"What{delimiter} then\nand now?", "", "", "", ""],
    ]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(rows)
    first, second = read_questions("asked.CSV", written.getvalue().encode())
    assert [first.as_of, first.after, first.before] == [
        date(2024, 6, 1), date(2024, 1, 1), date(2024, 5, 31)
    ]  # fmt: skip
    assert first.sources == (("Ilmar Post",) if delimiter == ";" else ("A", "B"))
    assert second == Asking(f"What{delimiter} then\nand now?")


def test_a_table_without_such_a_header_has_its_questions_in_the_first_column() -> None:
    assert read_questions("asked.csv", b'Who sang?,x\n"Who, then, wept?",y\n') == [
        Asking("Who sang?"),
        Asking("Who, then, wept?"),
    ]
    assert read_questions("asked.csv", b"Frage,as_of\nWho sang?,2024-06-01\n") == [
        Asking("Who sang?", as_of=date(2024, 6, 1))
    ]


def test_json_lines_are_read_and_so_are_the_questions_of_a_dataset() -> None:
    rows = [
        {"_id": "q1", "text": "Who sang?", "asked_on": "2024-06-01", "answer": ["a choir"], "kind": "fact"},
        {"question": "Who wept?", "as_of": "2024-06-02T09:30", "source": ["A", "B"], "after": None},
        {"text": "Half \ud800 a character?", "source": "A"},
    ]
    data = "\n".join(map(json.dumps, rows)).encode()
    assert read_questions("queries.jsonl", data) == [
        Asking("Who sang?", as_of=date(2024, 6, 1)),
        Asking("Who wept?", as_of=date(2024, 6, 2), sources=("A", "B")),
        Asking("Half ? a character?", sources=("A",)),
    ]


def test_the_samples_own_questions_can_be_asked() -> None:
    path = Path(__file__).parents[2] / "sample" / "queries.jsonl"
    assert len(read_questions(path.name, path.read_bytes())) == len(path.read_text().splitlines())


def test_an_older_encoding_is_read() -> None:
    assert read_questions("asked.txt", "Who owns the café in Málaga?".encode("cp1252")) == [
        Asking("Who owns the café in Málaga?")
    ]


WRONG = [
    ("asked.docx", b"Who?", "asked.docx is no file of questions"),
    ("asked.txt", b" \n\n", "asked.txt holds no questions"),
    ("asked.csv", b"question,as_of\n", "asked.csv holds no questions"),
    ("asked.csv", b"", "asked.csv holds no questions"),
    ("asked.txt", b"Who?\0", "asked.txt is not text"),
    ("asked.txt", b"Who?\n" * (MOST_QUESTIONS + 1), "at most 1,000"),
    ("asked.txt", b"a" * (MOST_BYTES + 1), "larger than 1 MB"),
    ("asked.csv", b"question,as_of\nWho?,\nWho?,soon\n", "asked.csv, line 3: 'soon' is not a day"),
    ("asked.csv", b'question,after\n"Who\nor what?",\nWho?,2024-02-30\n', "asked.csv, line 4: '2024-02-30'"),
    ("asked.csv", b"question,as_of\n\n,2024-03-01\n", "asked.csv, line 3 has no question"),
    ("asked.csv", b"question,as_of\nWho, if anyone, sang?,\n", "asked.csv, line 2 has more cells"),
    ("asked.csv", b'question\nWho?\n"Who\n', "asked.csv, line 3 is not CSV"),
    ("asked.jsonl", b'{"text": "Who?"}\n{"text": \n', "asked.jsonl, line 2 is not JSON"),
    ("asked.jsonl", b'{"text": "Who?"}\n\n["Who?"]\n', "asked.jsonl, line 3 is no object"),
    ("asked.jsonl", b"[" * 100_000, "asked.jsonl, line 1 is not JSON"),
    ("asked.jsonl", b'{"text": 7}', "asked.jsonl, line 1 has no question"),
    ("asked.jsonl", b'{"text": "Who?", "before": 20}', "asked.jsonl, line 1: '20' is not a day"),
    ("asked.jsonl", b'{"text": "Who?", "source": {"a": 1}}', "asked.jsonl, line 1: its source"),
]


@pytest.mark.parametrize(("name", "data", "words"), WRONG)
def test_what_is_wrong_is_named_with_its_line(name: str, data: bytes, words: str) -> None:
    with pytest.raises(DatelineError) as raised:
        read_questions(name, data)
    assert words in str(raised.value)


@given(st.sampled_from(["a.txt", "a.csv", "a.jsonl"]), st.binary(max_size=200))
def test_any_bytes_are_questions_or_a_sentence(name: str, data: bytes) -> None:
    try:
        assert all(each.text.strip() for each in read_questions(name, data))
    except DatelineError as error:
        assert name in str(error)


def test_answers_come_one_at_a_time_and_a_mistake_stops_nothing(engine: Engine) -> None:
    asked = [
        Asking(LIGHTHOUSE),
        Asking("a" * 3_000),
        Asking(LIGHTHOUSE, after=date(2024, 5, 1), before=date(2024, 4, 1)),
        Asking("Who sang at the opening of the concert hall in Dovre?", sources=("Dovre Courier",)),
    ]
    rows = list(answer_all(engine, asked, Options(sources=("Ilmar Post",), as_of=date(2024, 12, 1))))
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [bool(row.answer) for row in rows] == [True, False, False, True]
    assert "3000" in rows[1].error
    assert "before it starts" in rows[2].error
    understood = [row.answer.understood for row in rows if row.answer]
    assert [each.sources for each in understood] == [("Ilmar Post",), ("Dovre Courier",)]
    assert [each.as_of for each in understood] == [date(2024, 12, 1)] * 2


def test_the_table_holds_answers_excerpts_sources_and_dates(engine: Engine) -> None:
    asked = [
        Asking("Who sang at the opening of the concert hall in Dovre?", sources=("Ilmar Post",)),
        Asking(LIGHTHOUSE, before=date(2020, 1, 1)),
        Asking("a" * 3_000),
    ]
    first, second, third = table(list(answer_all(engine, asked, Options())))
    assert (first["number"], first["status"], first["understood"]) == ("1", "answered", "from Ilmar Post")
    assert (first["excerpt_1"], first["source_1"], first["date_1"]) == (CHOIR, "Ilmar Post", "2024-04-11")
    assert (first["document_1"], first["start_1"], first["end_1"]) == ("choir-post", "0", str(len(CHOIR)))
    assert float(first["confidence"]) >= 0.5
    assert (second["status"], second["reason"], second["understood"]) == (
        "not_found", "outside_dates", "before 2020-01-01"
    )  # fmt: skip
    assert second["excerpt_1"] == ""
    assert (third["status"], third["question"]) == ("", "a" * 3_000)
    assert "3000" in third["error"]


def test_a_table_without_rows_still_has_its_columns() -> None:
    names = to_csv([]).removeprefix("\ufeff").strip().split(",")
    assert names[:3] == ["number", "question", "understood"]
    assert names[-4:] == ["end_3", "address_3", "searched", "error"]


def test_more_excerpts_have_more_columns(engine: Engine) -> None:
    rows = list(answer_all(engine, [Asking("What about the harbour of Skarn and the ferry?")], Options(excerpts=5)))
    assert rows[0].answer
    shown = [excerpt.text for excerpt in rows[0].answer.excerpts]
    assert len(shown) > 3
    assert [table(rows)[0][f"excerpt_{number}"] for number in range(1, len(shown) + 1)] == shown


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    told = table([answered(text)])[0]
    names = ("question", "short_answer", "excerpt_1", "source_1", "title_1", "document_1", "address_1")
    assert {told[name] for name in names} == {f"'{text}"}


def test_a_day_without_a_year_is_no_formula() -> None:
    assert table([answered("Words.", Published("--07-04", "month-day", "row"))])[0]["date_1"] == "'--07-04"


@given(CELLS)
def test_texts_come_back_from_the_table_as_they_were(text: str) -> None:
    told = table([answered(text)])[0]
    assert told["excerpt_1"].removeprefix("'") == text.removeprefix("'")
    assert told["question"] == told["title_1"] == told["excerpt_1"]


def command(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> object:
    monkeypatch.setattr(sys, "argv", ["rag", *map(str, arguments)])
    with pytest.raises(SystemExit) as left:
        run(main, "python -m rag")
    return left.value.code


def test_the_command_writes_the_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], news_index: Path, tmp_path: Path
) -> None:
    asked, out = tmp_path / "asked.csv", tmp_path / "answers.csv"
    asked.write_text(f"question,source\n{LIGHTHOUSE},Ilmar Post\n{LIGHTHOUSE},Nowhere Times\n")
    assert command(monkeypatch, "batch", asked, "--out", out, "--index", news_index, "--as-of", "2024-06-01") == 0
    assert capsys.readouterr().out == f"{out}: 1 answered, 1 not found\n"
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row["reason"] for row in rows] == ["", "source_absent"]
    assert rows[0]["understood"] == "as of 2024-06-01; from Ilmar Post"


@pytest.mark.parametrize(
    ("asked", "out", "words"),
    [
        ("asked.csv", "answers.csv", "no question"),
        ("good.txt", "nowhere/answers.csv", "no folder"),
        ("none.txt", "a", "none.txt"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], news_index: Path, tmp_path: Path,
    asked: str, out: str, words: str,
) -> None:  # fmt: skip
    (tmp_path / "asked.csv").write_text("question,source\n,Ilmar Post\n")
    (tmp_path / "good.txt").write_text("Who sang?\n")
    assert command(monkeypatch, "batch", tmp_path / asked, "--out", tmp_path / out, "--index", news_index) == 2
    told = capsys.readouterr().err
    assert told.startswith("error: ")
    assert told.count("\n") == 1
    assert words in told
