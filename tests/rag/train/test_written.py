"""Questions written for this project, beside the passages that are found for them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
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


def test_a_third_is_asked_in_vain_and_no_question_comes_twice() -> None:
    asked = [each for row in shipped() for each in row["questions"]]
    assert sum(each["answer"] is None for each in asked) > len(asked) / 4
    assert max(Counter(each["question"] for each in asked).values()) == 1
    assert max(Counter(row["_id"] for row in shipped()).values()) == 1
