"""The reader: what it makes of passages, and whose files it takes."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import DatelineError
from index.embed import default_folder
from rag.reader import FILES, FOLDER, CrossEncoderReader, OnceReader, OnnxReader, Reader, open_reader

from .counted import Counted

QUESTION = "Who bought the lighthouse at Orrin Point?"
SAYS = "The lighthouse at Orrin Point stood empty for years. Petra Nilsson, a baker from Skarn, bought it in May."
SILENT = "The lighthouse at Orrin Point stood empty for years. Its lamp was taken to a museum in Dovre in May."
ELSEWHERE = "The fish market of Brel opens at five. On Sundays the stalls sell bread as well."


_shared = cache(open_reader)  # hypothesis takes no fixture of a session


def test_the_words_that_answer_come_first(reader: Reader) -> None:
    [reading] = reader.read(QUESTION, [(None, SAYS)])
    best = reading.spans[0]
    assert "Petra Nilsson" in SAYS[best.start : best.end]


def test_a_passage_that_answers_is_told_from_one_that_does_not(reader: Reader) -> None:
    says, silent, elsewhere = reader.read(QUESTION, [(None, SAYS), (None, SILENT), (None, ELSEWHERE)])
    assert says.answers > silent.answers > elsewhere.answers
    assert says.relevance > elsewhere.relevance


def test_spans_are_ordered_and_lie_in_the_passage(reader: Reader) -> None:
    [reading] = reader.read(QUESTION, [("A lighthouse is sold", SAYS)])
    assert [each.log for each in reading.spans] == sorted((each.log for each in reading.spans), reverse=True)
    assert all(0 <= each.start < each.end <= len(SAYS) and each.log <= 0 for each in reading.spans)


def test_no_span_is_taken_from_the_title(reader: Reader) -> None:
    [reading] = reader.read(QUESTION, [("Petra Nilsson buys the lighthouse", ELSEWHERE)])
    assert all(ELSEWHERE[each.start : each.end].strip() for each in reading.spans)


def test_a_passage_is_read_alike_in_any_company(reader: Reader) -> None:
    alone = reader.read(QUESTION, [(None, SAYS)])[0]
    among = reader.read(QUESTION, [(None, SILENT * 4), (None, SAYS), *[(None, ELSEWHERE)] * 9])[1]
    assert among == alone


def test_a_passage_that_is_found_again_is_not_read_again(reader: Reader) -> None:
    counted = Counted(reader)
    once = OnceReader(counted)
    pairs = [(None, SAYS), (None, SILENT)]
    assert once.read(QUESTION, pairs) == reader.read(QUESTION, pairs)
    again = [(None, ELSEWHERE), (None, SAYS), (None, SAYS)]
    assert once.read(QUESTION, again) == reader.read(QUESTION, again)
    assert counted.given == [(QUESTION, SAYS), (QUESTION, SILENT), (QUESTION, ELSEWHERE)]


def test_a_passage_is_read_again_for_another_question_or_under_another_title(reader: Reader) -> None:
    once = OnceReader(Counted(reader))
    once.read(QUESTION, [(None, SAYS)])
    for question, title in ((QUESTION, "Museum opens"), ("Who opened the fish market?", None)):
        assert once.read(question, [(title, SAYS)]) == reader.read(question, [(title, SAYS)])


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_can_be_read(text: str, question: str) -> None:
    [reading] = _shared().read(question, [(None, text)])
    assert all(0 <= each.start <= each.end <= len(text) for each in reading.spans)


def test_a_question_and_a_passage_that_are_too_long_are_cut(reader: Reader) -> None:
    [reading] = reader.read("Who " * 700, [("Title " * 200, SAYS * 40)])
    assert reading.spans == () or reading.spans[0].end <= len(SAYS * 40)


def test_no_passages_make_no_readings(reader: Reader) -> None:
    assert reader.read(QUESTION, []) == []


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "model")
    with (tmp_path / "model" / FILES[0]).open("ab") as file:
        file.write(b"x")
    with pytest.raises(DatelineError, match=r"reader.onnx of the reader .* is not what was shipped"):
        OnnxReader(tmp_path / "model")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="is not whole"):
        OnnxReader(tmp_path)


def test_another_cross_encoder_takes_its_place_by_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_READER", str(default_folder()))  # any encoder: its head is then untrained
    reader = open_reader()
    assert isinstance(reader, CrossEncoderReader)
    says, nothing = reader.read(QUESTION, [("Sold", SAYS), (None, "")])
    assert {SAYS[each.start : each.end] for each in says.spans} == {
        "The lighthouse at Orrin Point stood empty for years.",
        "Petra Nilsson, a baker from Skarn, bought it in May.",
    }
    assert not says.exact
    assert nothing.spans == ()


def test_a_reader_that_is_not_there_is_a_persons_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_READER", "no-such/reader")
    with pytest.raises(DatelineError, match="the reader 'no-such/reader' could not be loaded"):
        open_reader()
