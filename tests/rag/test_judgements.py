"""Judgements as they are kept: one a person and answer, whoever writes beside."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import DatelineError
from rag import Answer, Engine, Options
from rag.contract import Searched, Understood
from rag.judgements import LONGEST_NOTE, Judgement, Judgements

ROOT = Path(__file__).parent.parent.parent
NOON = datetime(2024, 8, 1, 12, 0, tzinfo=UTC)


def silence(question: str = "Who grew the pumpkin of Kale Bay?") -> Answer:
    return Answer(question, "not_found", 0.1, "low_confidence", Understood(), Searched(9, 0), timings_ms={"total": 1})


def judged(answer: Answer, right: bool = True, note: str = "", by: str = "", minute: int = 0) -> Judgement:
    return Judgement(answer, right, note, by, NOON + timedelta(minutes=minute))


def counts(judgements: Judgements) -> tuple[int, int]:
    """How many say right, and how many wrong."""
    verdicts = [judgement.right for judgement in judgements.all()]
    return verdicts.count(True), verdicts.count(False)


def test_what_was_kept_comes_back_whole_and_by_time(engine: Engine, tmp_path: Path) -> None:
    answer = engine.ask("Who bought the lighthouse at Orrin Point?", Options(as_of=date(2024, 6, 30)))
    assert answer.excerpts
    later, sooner = judged(answer, note="the baker, “yes”", by="ana", minute=9), judged(silence(), right=False, by="bo")
    judgements = Judgements(tmp_path)
    judgements.keep(later)
    judgements.keep(sooner)
    first, second = Judgements(tmp_path).all()
    assert first == sooner
    assert second.answer.to_json() == answer.to_json()
    assert replace(second, answer=answer) == later
    assert counts(judgements) == (1, 1)


def test_where_nothing_was_judged_there_is_nothing_and_no_file_is_made(tmp_path: Path) -> None:
    assert list(Judgements(tmp_path).all()) == []
    assert counts(Judgements(tmp_path)) == (0, 0)
    assert not any(tmp_path.iterdir())


def test_a_second_judgement_of_the_same_person_takes_the_place_of_the_first(tmp_path: Path) -> None:
    judgements = Judgements(tmp_path)
    judgements.keep(judged(silence(), by="ana"))
    judgements.keep(judged(silence(), by="bo", minute=1))
    slower = replace(silence(), confidence=0.2, timings_ms={"total": 7})
    again = judged(slower, right=False, note="it is there", by="ana", minute=2)
    judgements.keep(again)
    assert [(each.by, each.right) for each in judgements.all()] == [("bo", True), ("ana", False)]
    assert list(judgements.all())[1] == again


def test_answers_that_say_or_mean_something_else_are_judged_apart(engine: Engine, tmp_path: Path) -> None:
    answer = engine.ask("Who bought the lighthouse at Orrin Point?")
    others = [
        answer,
        replace(answer, short_answer=None),
        replace(answer, excerpts=answer.excerpts[:1], short_answer=None),
        replace(answer, understood=Understood(latest=True)),
        replace(answer, question="Who sold the lighthouse at Orrin Point?"),
        replace(answer, status="not_found", short_answer=None, excerpts=()),
    ]
    assert len(answer.excerpts) > 1
    assert len({judged(each).answer_id for each in others}) == len(others)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=st.text(max_size=LONGEST_NOTE), by=st.text(st.characters(codec="utf-8")))
def test_any_note_comes_back(tmp_path: Path, note: str, by: str) -> None:
    judgements = Judgements(tmp_path)
    judgements.keep(judged(silence(), note=note, by=by))
    assert note.encode(errors="replace").decode() in [each.note for each in judgements.all() if each.by == by]


def test_halves_of_characters_do_not_stop_a_note(tmp_path: Path) -> None:
    Judgements(tmp_path).keep(judged(silence(), note="half \ud83d of one"))
    assert [each.note for each in Judgements(tmp_path).all()] == ["half ? of one"]


def test_a_note_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="2001 characters long; write at most 2000"):
        Judgements(tmp_path).keep(judged(silence(), note="x" * (LONGEST_NOTE + 1)))


def test_several_threads_write_at_once(tmp_path: Path) -> None:
    judgements = Judgements(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: judgements.keep(judged(silence(), by=f"{n % 40}", minute=n)), range(80)))
    assert {each.by for each in judgements.all()} == {f"{n}" for n in range(40)}
    assert counts(judgements) == (40, 0)


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from rag.judgements import Judgements\n"
        "from tests.rag.test_judgements import judged, silence\n"
        "for n in range(25): Judgements(Path(sys.argv[1])).keep(judged(silence(f'Question {n}?'), by=sys.argv[2]))"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, tmp_path, name], cwd=ROOT) for name in ("ana", "bo")]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    assert counts(Judgements(tmp_path)) == (50, 0)


def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match=r"judgements\.sqlite cannot be used .*must be writable"):
        Judgements(tmp_path / "gone").keep(judged(silence()))


def test_a_broken_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "judgements.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(DatelineError, match=r"judgements\.sqlite cannot be used \(file is not a database\)"):
        list(Judgements(tmp_path).all())


def test_an_answer_in_another_form_is_a_sentence(tmp_path: Path) -> None:
    Judgements(tmp_path).keep(judged(silence()))
    with sqlite3.connect(tmp_path / "judgements.sqlite") as connection:
        connection.execute("UPDATE judgements SET answer = '{}'")
    connection.close()
    with pytest.raises(DatelineError, match="an answer in another form"):
        list(Judgements(tmp_path).all())
