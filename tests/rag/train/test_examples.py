"""The public sets: what is read from them, and what is held out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.train.examples import Example, clapnq, held_out, qamr, read_public, squad

from .making import (
    SENTENCES,
    asked_of,
    clapnq_row,
    example,
    qamr_folder,
    qamr_row,
    squad_file,
    zipped_rows,
)

TOLL = "The toll on the Kessel bridge is five crowns, and five crowns is little."
BAKER, BREAD, SNOW = SENTENCES


def said(found: Example) -> list[str]:
    return [found.text[start:end] for start, end in found.spans]


def test_a_question_of_squad_has_each_place_of_its_answers_once(tmp_path: Path) -> None:
    asked = asked_of(TOLL, "five crowns", "five", "five crowns", question=" What is the toll? ")
    path = squad_file(tmp_path / "a.json.gz", {"Kessel_Bridge": {TOLL: [asked]}})
    (found,) = squad(path, "wiki")
    assert found == example(TOLL, "five crowns", "five", title="Kessel Bridge", group="Kessel_Bridge")


def test_a_question_that_its_paragraph_does_not_answer_has_no_span(tmp_path: Path) -> None:
    asked = asked_of(TOLL, is_impossible=True, plausible_answers=[{"text": "five", "answer_start": 33}])
    path = squad_file(tmp_path / "a.json.gz", {"Kessel": {TOLL: [asked]}})
    (found,) = squad(path, "squad2")
    assert (found.answers, found.spans, found.relevant) == (False, (), True)


@pytest.mark.parametrize("wrong", [{"text": "five", "answer_start": 0}, {"text": "", "answer_start": 0}])
def test_an_answer_that_does_not_stand_where_it_should_is_left_out(tmp_path: Path, wrong: dict[str, object]) -> None:
    both, alone = asked_of(TOLL, "five"), asked_of(TOLL, question="Is it paid?")
    both["answers"].append(wrong)
    alone["answers"].append(wrong)
    path = squad_file(tmp_path / "a.json.gz", {"Kessel": {TOLL: [both, alone]}})
    assert [said(each) for each in squad(path, "wiki")] == [["five"]]


@pytest.mark.parametrize(("origin", "title"), [("squad2", "Kessel"), ("reddit", None), ("reviews", None)])
def test_only_an_encyclopedias_titles_are_read(tmp_path: Path, origin: str, title: str | None) -> None:
    path = squad_file(tmp_path / "a.json.gz", {"Kessel": {TOLL: [asked_of(TOLL, "five")]}})
    (found,) = squad(path, origin)
    assert (found.title, found.group, found.origin) == (title, "Kessel", origin)


def test_a_sentence_of_the_treebank_is_written_as_people_do(tmp_path: Path) -> None:
    rows = [
        qamr_row(BAKER, "Who?", "1 2 3", "9:1 2 3", "8:1"),
        qamr_row(BAKER, "How much?", "16 17", "9:16 17", "8:17"),
        qamr_row(BAKER, "What?", "12 13", "9:1", "8:12 13"),
        qamr_row(BAKER, "From where?", "4 5 6 7", "9:4 5 6 7", "8:6"),
        qamr_row(BAKER, "Did she?", "8 9", "9:8 9", "8:8 9"),
    ]
    found = list(qamr(qamr_folder(tmp_path, rows)))
    assert {each.text for each in found} == {"The baker Petra Nilsson (of Ilmar) didn't sell “the lighthouse” for $40."}
    assert [said(each) for each in found] == [
        ["baker Petra Nilsson"], ["$40"], ["the lighthouse"], ["(of Ilmar)"], ["didn't"],
    ]  # fmt: skip


def test_a_question_whose_answer_nobody_else_gave_is_left_out(tmp_path: Path) -> None:
    rows = [
        qamr_row(SNOW, "What closed the pass?", "0", "9:0", "8:2 3"),
        qamr_row(SNOW, "What was closed?", "2 3", "9:2", "8:1 2 3"),
        qamr_row(SNOW, "What?", "0", "9:Invalid", "8:Redundant"),
    ]
    assert [each.question for each in qamr(qamr_folder(tmp_path, rows))] == ["What closed the pass?"]


def test_an_answer_with_words_left_out_of_its_middle_is_no_span(tmp_path: Path) -> None:
    assert list(qamr(qamr_folder(tmp_path, [qamr_row(SNOW, "What closed what?", "0 2 3", "9:0 2 3", "8:0 2 3")]))) == []


def test_sentences_of_one_page_are_held_out_together(tmp_path: Path) -> None:
    dev = [qamr_row(BAKER, "Who?", "3", "9:3"), qamr_row(SNOW, "What?", "0", "9:0")]
    test = [qamr_row(BREAD, "For whom?", "4", "9:4")]
    found = list(qamr(qamr_folder(tmp_path, dev, test)))
    assert [each.group for each in found] == ["Wiki1k:wikipedia:7", "Wiki1k:wikinews:12", "Wiki1k:wikipedia:7"]


def test_a_passage_of_clap_nq_answers_without_a_span_or_not_at_all(tmp_path: Path) -> None:
    rows = [
        clapnq_row("what is the toll", "Kessel", TOLL, "", "It is five crowns."),
        clapnq_row("who pays it", "Kessel", TOLL, ""),
    ]
    assert list(clapnq(zipped_rows(tmp_path / "a.jsonl.gz", rows))) == [
        example(TOLL, question="what is the toll", title="Kessel", answers=True, origin="clapnq"),
        example(TOLL, question="who pays it", title="Kessel", answers=False, origin="clapnq"),
    ]


PUBLIC = (
    ("squadshifts/new_wiki", "wiki"),
    ("squadshifts/reddit", "reddit"),
    ("squadshifts/amazon_reviews", "reviews"),
    ("squad2/half-of-dev", "squad2"),
    ("squad2/xquad-en", "squad2"),
)


@pytest.fixture
def public(tmp_path: Path) -> Path:
    for name, _ in PUBLIC:
        squad_file(tmp_path / f"{name}.json.gz", {"Kessel": {TOLL: [asked_of(TOLL, "five")]}})
    qamr_folder(tmp_path / "qamr", [qamr_row(SNOW, "What?", "0", "9:0")])
    for name in ("answerable", "unanswerable"):
        zipped_rows(tmp_path / f"clapnq/clapnq_dev_{name}.jsonl.gz", [clapnq_row(name, "Kessel", TOLL, "")])
    return tmp_path


def test_all_public_sets_are_read_and_what_two_of_them_hold_is_there_once(public: Path) -> None:
    origins = [each.origin for each in read_public(public)]
    assert origins == ["wiki", "reddit", "reviews", "squad2", "qamr", "clapnq", "clapnq"]


@pytest.mark.parametrize("name", ["squad2/xquad-en.json.gz", "qamr/dev.tsv.gz"])
def test_a_public_set_that_is_missing_is_not_passed_over(public: Path, name: str) -> None:
    (public / name).unlink()
    with pytest.raises(FileNotFoundError):
        read_public(public)


@given(
    st.lists(st.builds(example, st.text(max_size=3), origin=st.sampled_from("ab"), group=st.sampled_from("pqrstu"))),
    st.floats(0, 1),
    st.integers(),
)
def test_no_group_is_both_learned_from_and_held_out(examples: Sequence[Example], share: float, seed: int) -> None:
    learned, held = held_out(list(examples), share, seed)
    assert sorted(map(repr, [*learned, *held])) == sorted(map(repr, examples))
    assert not {(each.origin, each.group) for each in learned} & {(each.origin, each.group) for each in held}
    assert held_out(list(examples), share, seed) == (learned, held)
    assert held_out(list(examples), 0, seed)[1] == held_out(list(examples), 1, seed)[0] == []


def test_about_the_share_asked_for_is_held_out_whatever_else_there_is() -> None:
    examples = [example(TOLL, group=f"group {n}") for n in range(1000)]
    _, held = held_out(examples, 0.1, 1)
    assert 60 < len(held) < 140
    assert held_out(examples[:500], 0.1, 1)[1] == [each for each in held if each in examples[:500]]
    assert held_out(examples, 0.1, 2)[1] != held
