"""Answers: which sentences are cited, what stands for its copies, and the four reasons for silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from rag import Answer, Engine, Excerpt, Options
from rag.answer import ranked
from rag.read import FEATURES

from .articles import CHOIR, TOLL

WHO_SANG = "Who sang at the opening of the concert hall in Dovre?"
LIGHTHOUSE = "Who bought the lighthouse at Orrin Point?"


def last_day(excerpt: Excerpt) -> date | None:
    days = excerpt.published.interval() if excerpt.published else None
    return days[1] if days else None


def holding(answer: Answer, text: str) -> list[Excerpt]:
    return [excerpt for excerpt in answer.excerpts + answer.near_misses if text in excerpt.text]


def test_an_answer_cites_and_gives_no_reason(engine: Engine) -> None:
    answer = engine.ask(LIGHTHOUSE)
    assert (answer.status, answer.reason, answer.near_misses) == ("answered", None, ())
    assert "Petra Nilsson" in answer.excerpts[0].text
    assert [excerpt.id for excerpt in answer.excerpts] == ["e1", "e2", "e3"][: len(answer.excerpts)]
    assert 0 <= answer.confidence <= 1


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_no_more_excerpts_than_asked_for_and_at_most_two_of_a_document(engine: Engine, limit: int) -> None:
    text = "How many berths has the harbour of Skarn, how deep is it, and how many people does it employ?"
    answer = engine.ask(text, Options(excerpts=limit))
    assert 1 <= len(answer.excerpts) <= limit
    assert max(Counter(excerpt.document for excerpt in answer.excerpts).values()) <= 2
    assert answer.excerpts[0].document == "harbour"


def test_excerpts_of_one_document_do_not_overlap(engine: Engine) -> None:
    answer = engine.ask("Who is the mayor of Ilmar who resigned and now drives the night bus?", Options(excerpts=5))
    spans = [(excerpt.document, excerpt.start, excerpt.end) for excerpt in answer.excerpts]
    for n, (key, start, end) in enumerate(spans):
        assert all(key != other or last <= start or end <= first for other, first, last in spans[n + 1 :])


def test_one_sentence_in_three_papers_is_shown_once_with_the_others_beside_it(engine: Engine) -> None:
    [excerpt] = holding(engine.ask(WHO_SANG), CHOIR)
    papers = {"choir-post": "Ilmar Post", "choir-courier": "Dovre Courier", "choir-radio": "Brel Radio"}
    copies = {copy.document: copy.source for copy in excerpt.also_in}
    assert {excerpt.document: excerpt.source, **copies} == papers
    assert len(copies) == 2


def test_a_copy_later_than_as_of_is_not_named(engine: Engine) -> None:
    [excerpt] = holding(engine.ask(WHO_SANG, Options(as_of=date(2024, 5, 1))), CHOIR)
    assert {excerpt.document, *(copy.document for copy in excerpt.also_in)} == {"choir-post", "choir-courier"}


def test_among_copies_the_one_nearest_to_as_of_is_shown(engine: Engine) -> None:
    [excerpt] = holding(engine.ask("What is the toll on the Kessel bridge?", Options(as_of=date(2023, 2, 1))), TOLL)
    assert excerpt.document == "toll-2023"
    assert [copy.document for copy in excerpt.also_in] == ["toll-2022"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "The scaffold at the Kessel bridge collapsed on Tuesday and seven workers were taken to hospital.",
            "The scaffold at the Kessel bridge collapsed on Tuesday and nine workers were taken to hospital.",
        ),
        (
            "The scaffold at the Kessel bridge cost the town of Ilmar 12,000 crowns, the council said on Tuesday.",
            "The scaffold at the Kessel bridge cost the town of Ilmar 21,000 crowns, the council said on Tuesday.",
        ),
        (
            "The scaffold at the Kessel bridge collapsed on Tuesday and thirteen workers were taken to hospital.",
            "The scaffold at the Kessel bridge collapsed on Tuesday and fifteen workers were taken to hospital.",
        ),
        (
            "The scaffold at the Kessel bridge cost the town of Ilmar 3 million crowns, the council said on Tuesday.",
            "The scaffold at the Kessel bridge cost the town of Ilmar 3 billion crowns, the council said on Tuesday.",
        ),
        (
            "The builder of the scaffold at the Kessel bridge had been told to check its bolts on Tuesday.",
            "The builder of the scaffold at the Kessel bridge had not been told to check its bolts on Tuesday.",
        ),
    ],
)
def test_two_reports_that_contradict_each_other_are_both_shown(
    engine_of: Callable[[list[dict[str, Any]]], Engine], one: str, two: str
) -> None:
    engine = engine_of([{"_id": "one", "text": one}, {"_id": "two", "text": two}])
    answer = engine.ask("What about the scaffold at the Kessel bridge on Tuesday?")
    assert sorted(excerpt.text for excerpt in answer.excerpts) == sorted([one, two])
    assert all(excerpt.also_in == () for excerpt in answer.excerpts)


def test_a_sentence_said_twice_by_one_document_is_no_copy_of_another(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    engine = engine_of([{"_id": "one", "text": f"{TOLL}\n\n{TOLL}"}, {"_id": "two", "text": TOLL}])
    answer = engine.ask("What is the toll on the Kessel bridge?")
    for excerpt in answer.excerpts:
        copies = [copy.document for copy in excerpt.also_in]
        assert excerpt.document not in copies
        assert len(copies) == len(set(copies))


@pytest.mark.parametrize(
    ("text", "options", "reason"),
    [
        ("Which quantum processor did the physicists in Tokyo present?", {}, "no_match"),
        (LIGHTHOUSE, {"as_of": date(2021, 1, 1)}, "no_match"),
        (LIGHTHOUSE, {"after": date(2024, 5, 1)}, "outside_dates"),
        (LIGHTHOUSE, {"before": date(2021, 5, 1)}, "outside_dates"),
        ("What was reported about the lighthouse at Orrin Point in March 2023?", {}, "outside_dates"),
        (LIGHTHOUSE, {"sources": ("Nowhere Times",)}, "source_absent"),
        ("According to Reuters, who bought the lighthouse at Orrin Point?", {}, "source_absent"),
        ("What did the fishermen in Brel catch?", {"as_of": date(2024, 5, 20)}, "low_confidence"),
    ],
)
def test_silence_has_its_reason(engine: Engine, text: str, options: dict[str, Any], reason: str) -> None:
    answer = engine.ask(text, Options(**options))
    assert (answer.status, answer.reason, answer.excerpts) == ("not_found", reason, ())
    assert answer.confidence < 0.5
    assert len(answer.near_misses) <= 3
    assert [miss.id for miss in answer.near_misses] == ["n1", "n2", "n3"][: len(answer.near_misses)]


def test_an_outlet_of_the_index_that_does_not_say_is_not_absent(engine: Engine) -> None:
    answer = engine.ask(LIGHTHOUSE, Options(sources=("Old Ledger",)))
    assert answer.status == "not_found"
    assert answer.reason in ("no_match", "low_confidence")


def test_near_misses_may_lie_outside_the_window(engine: Engine) -> None:
    answer = engine.ask(LIGHTHOUSE, Options(after=date(2024, 5, 1)))
    assert answer.near_misses[0].document == "lighthouse"


def test_near_misses_may_be_other_outlets_where_the_one_asked_for_is_absent(engine: Engine) -> None:
    assert engine.ask(LIGHTHOUSE, Options(sources=("Nowhere Times",))).near_misses[0].document == "lighthouse"


@pytest.mark.parametrize(
    "options",
    [
        {"as_of": date(2024, 4, 11), "before": date(2021, 1, 1)},
        {"as_of": date(2024, 4, 11), "sources": ("Nowhere Times",)},
    ],
)
def test_near_misses_and_their_copies_are_never_later_than_as_of(engine: Engine, options: dict[str, Any]) -> None:
    answer = engine.ask(WHO_SANG, Options(**options))
    assert answer.near_misses[0].document == "choir-post"
    for miss in answer.near_misses:
        day = last_day(miss)
        assert day is not None
        assert day <= options["as_of"]
        assert {copy.document for copy in miss.also_in} <= {"choir-post", "toll-2022", "toll-2023", "toll-2024"}


def test_an_excerpt_carries_what_its_document_states(engine: Engine) -> None:
    first = engine.ask(LIGHTHOUSE).excerpts[0]
    assert (first.title, first.source) == ("Baker buys lighthouse", "Ilmar Post")
    assert first.published is not None
    assert (first.published.value, first.published.precision) == ("2024-03-01", "day")
    assert first.path is not None


def test_the_short_answer_stands_word_for_word_in_the_first_excerpt(engine: Engine) -> None:
    answer = engine.ask(LIGHTHOUSE)
    short, first = answer.short_answer, answer.excerpts[0]
    assert short is not None
    assert "Petra Nilsson" in short.text
    assert short.excerpt == first.id
    assert first.text[short.start - first.start : short.end - first.start] == short.text


def test_silence_has_no_short_answer(engine: Engine) -> None:
    assert engine.ask(LIGHTHOUSE, Options(as_of=date(2021, 1, 1))).short_answer is None


CUTS = {
    "Ilmar Post": "Otto Falk wants 90 jobs cut at the mill.",
    "Brel Radio": "Otto Falk wants 20 jobs cut at the mill.",
}


def test_each_outlet_asked_for_has_its_excerpt_before_a_second_of_any(
    engine_of: Callable[[list[dict[str, Any]]], Engine],
) -> None:
    rows = [
        {"_id": f"{source}-{n}", "source": source, "text": f"{text} {source} heard it {n} times from Hexel."}
        for source, text in CUTS.items()
        for n in range(1, 4)
    ]
    answer = engine_of(rows).ask(
        "How many jobs does Otto Falk want cut at the mill according to Ilmar Post and Brel Radio?",
        Options(excerpts=2, threshold=0.0),
    )
    assert {excerpt.source for excerpt in answer.excerpts} == set(CUTS)


def test_each_part_of_a_question_has_its_excerpt(engine_of: Callable[[list[dict[str, Any]]], Engine]) -> None:
    text = (
        "The regatta of Skarn was won by Ada Holm on Sunday.\n\nThe new pier of Skarn cost 4 million crowns.\n\n"
        "Visitors of the regatta ate 900 buns.\n\nThe mayor of Skarn slept through the regatta."
    )
    answer = engine_of([{"_id": "a", "text": text}]).ask(
        "Who won the regatta of Skarn, and what did the new pier of Skarn cost?", Options(excerpts=2, threshold=0.0)
    )
    assert ["Ada Holm" in answer.excerpts[0].text, "4 million" in answer.excerpts[1].text] == [True, True]
    assert answer.short_answer is None


@pytest.mark.parametrize(("wish", "wanted"), [("the latest", "last"), ("the earliest", "first")])
def test_where_time_chooses_the_article_its_sentence_comes_first_however_often_others_say_another(
    engine_of: Callable[[list[dict[str, Any]]], Engine], wish: str, wanted: str
) -> None:
    hurt = "{} people were hurt when the grandstand at Orrin gave way."
    rows = [("first", "2024-05-03", "Twelve"), ("second", "2024-05-06", "Thirty"), ("last", "2024-05-19", "Forty")]
    engine = engine_of(
        [{"_id": key, "date": day, "source": key, "text": hurt.format(count)} for key, day, count in rows]
        + [{"_id": "again", "date": "2024-05-07", "text": f"{hurt.format('Thirty')} The mayor came home to the fair."}]
    )
    agreement, found_last = FEATURES.index("agreement"), -np.eye(len(FEATURES))[FEATURES.index("passage")]

    plain, _, sentences = engine.sentences("How many people were hurt when the grandstand at Orrin gave way?")
    assert max(each.features[agreement] for each in sentences) > 0
    assert ranked(plain, sentences, found_last)[0].document.key != sentences[0].document.key

    timed, _, sentences = engine.sentences(
        f"What is {wish} number of people hurt when the grandstand at Orrin gave way?"
    )
    assert {each.features[agreement] for each in sentences} == {0}
    assert ranked(timed, sentences, found_last)[0].document.key == wanted


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Was the toll of the Kessel bridge higher than that of the old ferry?", False),
        ("How does the toll of the Kessel bridge compare with that of the old ferry?", False),
        ("Which toll is higher than that of the old ferry?", True),
        ("Why is the toll of the Kessel bridge higher than that of the old ferry?", True),
        ("What is the toll of the Kessel bridge?", True),
    ],
)
def test_no_words_of_one_side_answer_a_comparison(
    engine_of: Callable[[list[dict[str, Any]]], Engine], text: str, short: bool
) -> None:
    rows = [
        {"_id": "bridge", "text": "The toll of the Kessel bridge is 9 crowns from Monday, the town of Kessel said."},
        {"_id": "ferry", "text": "The toll of the old ferry was 4 crowns until it sank, the town of Kessel said."},
    ]
    answer = engine_of(rows).ask(text, Options(threshold=0.0))
    assert {excerpt.document for excerpt in answer.excerpts} == {"bridge", "ferry"}
    assert (answer.short_answer is not None) == short


@pytest.mark.parametrize(("text", "short"), [("Was the lighthouse at Orrin Point sold?", False), (LIGHTHOUSE, True)])
def test_no_words_answer_whether_something_is_so(engine: Engine, text: str, short: bool) -> None:
    answer = engine.ask(text, Options(threshold=0.0))
    assert "Petra Nilsson" in answer.excerpts[0].text
    assert (answer.short_answer is not None) == short
