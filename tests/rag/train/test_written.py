"""Questions written for this project, beside the passages that are found for them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from index.errors import DatelineError
from rag.train.examples import Example
from rag.train.written import WRITTEN, written

from .making import written_folder


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    folder = tmp_path_factory.mktemp("written")
    return list(written(written_folder(folder / "articles"), folder / "index"))


def of(examples: list[Example], question: str) -> list[Example]:
    return [each for each in examples if each.question == question]


def test_the_passage_that_answers_stands_beside_others_that_do_not(examples: list[Example]) -> None:
    first, *others = of(examples, "How dear is the bridge at Kessel?")
    ((start, end),) = first.spans
    assert first.text[start:end] == "five crowns"
    assert (first.answers, first.relevant, first.title) == (True, True, "The bridge at Kessel")
    assert others
    assert not any(each.answers or each.spans or "five crowns" in each.text for each in others)


def test_where_an_outlet_is_named_its_passages_alone_are_read_under_its_name(examples: list[Example]) -> None:
    asked = of(examples, "What must drivers pay?")
    assert {(each.group, each.title) for each in asked} == {
        (place, f"{place} Post: The bridge at {place}") for place in ("Kessel", "Dovre", "Brel")
    }
    assert {each.answers for each in asked} == {True, False}
    assert {each.title for each in of(examples, "How dear is the bridge at Kessel?")} >= {"The bridge at Kessel"}


def test_a_passage_is_one_chunk_as_it_is_when_a_question_is_answered(tmp_path: Path) -> None:
    folder = written_folder(tmp_path / "articles")
    path = folder / "Brel.jsonl"
    first, *others = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    first["text"] = f"{'The mayor of Brel spoke at length of the river and its boats. ' * 20}\n\n{first['text']}"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in (first, *others)), encoding="utf-8")
    passage = next(each for each in written(folder, tmp_path / "index") if each.answers and each.group == "Brel")
    assert "nine crowns" in passage.text
    assert len(passage.text) < len(first["text"]) - 200


def test_what_nothing_answers_is_silence_also_in_its_own_article(examples: list[Example]) -> None:
    for question, text, relevant in (
        ("Who gets the crowns that drivers pay at Kessel since Monday?", "drivers pay five crowns", True),
        ("Who designed the bridge at Kessel?", "Rain fell on the bridge at Kessel", None),
        ("Do they in Kessel envy the six crowns that drivers pay at Dovre?", "drivers pay six crowns", False),
    ):
        [found] = of(examples, question)
        assert text in found.text
        assert (found.answers, found.relevant) == (False, relevant)


def test_what_compares_two_articles_is_answered_by_both_and_neither_is_silence(tmp_path: Path) -> None:
    question = "Which toll is higher, that of Brel's new bridge or that of its ferry?"
    toll, fare = "Since Monday drivers pay nine crowns for it.", "The ferry of Brel still takes four crowns."
    asked = compared(tmp_path, question, (("Brel-1", "nine crowns", toll), ("Brel-2", "four crowns", fare)), fare)
    assert {said(each) for each in asked if each.answers} == {("nine crowns",), ("four crowns",)}
    silent = [each for each in asked if not each.answers]
    assert len(silent) == 2
    assert {each.group for each in asked} == {"Brel"}
    assert not any("crowns" in each.text and "Brel" in each.text for each in silent)


def test_what_compares_two_figures_of_one_passage_has_both_as_its_spans(tmp_path: Path) -> None:
    question = "Is the bridge at Brel dearer than its ferry?"
    both = "Drivers pay ten crowns for the new bridge, and four for the ferry."
    asked = compared(tmp_path, question, (("Brel-2", "ten crowns", both), ("Brel-2", "four", both)), both)
    assert [said(each) for each in asked if each.answers] == [("ten crowns", "four")]


def compared(folder: Path, question: str, sides: Sequence[tuple[str, str, str]], second: str) -> list[Example]:
    """The examples of a question whose sides are (article, answer, sentence); `second` is the text of Brel-2."""
    path = written_folder(folder / "articles") / "Brel.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows[1]["text"] = f"Rain fell on Brel for a week. {second}"
    for row in rows:
        own = [(answer, sentence) for article, answer, sentence in sides if article == row["_id"]]
        row["questions"] = [{"question": question, "answer": answer, "sentence": told} for answer, told in own]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return of(list(written(path.parent, folder / "index")), question)


def said(example: Example) -> tuple[str, ...]:
    return tuple(example.text[start:end] for start, end in example.spans)


def test_a_setting_is_held_out_as_one(examples: list[Example]) -> None:
    assert {each.group for each in examples} == {"Kessel", "Dovre", "Brel"}
    assert {each.origin for each in examples} == {"written"}


def test_an_answer_that_the_article_does_not_say_is_refused(tmp_path: Path) -> None:
    folder = written_folder(tmp_path / "articles")
    path = folder / "Brel.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("nine crowns", "ten crowns", 1), encoding="utf-8")
    with pytest.raises(DatelineError, match="'Brel-1' does not say, word for word, what answers 'How dear"):
        list(written(folder, tmp_path / "index"))


# --- what is shipped -----------------------------------------------------------------------------


def shipped() -> Iterator[dict[str, Any]]:
    for path in sorted(WRITTEN.glob("*.jsonl")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def test_every_answer_stands_in_its_sentence_and_that_in_the_article() -> None:
    asked = [(row, each) for row in shipped() for each in row["questions"] if each["answer"]]
    assert len(asked) > 1_000
    assert all(each["answer"] in each["sentence"] and each["sentence"] in row["text"] for row, each in asked)


def test_a_third_is_asked_in_vain_and_a_question_comes_again_only_with_another_side() -> None:
    asked = [each for row in shipped() for each in row["questions"]]
    assert sum(each["answer"] is None for each in asked) > len(asked) / 4
    sides = [(row["_id"], each["question"], each["answer"]) for row in shipped() for each in row["questions"]]
    assert max(Counter(sides).values()) == 1
    vain = Counter(each["question"] for each in asked if each["answer"] is None)
    assert max(vain.values()) == 1
    assert vain.keys().isdisjoint(each["question"] for each in asked if each["answer"])
    assert max(Counter(row["_id"] for row in shipped()).values()) == 1
