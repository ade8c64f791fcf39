"""Passages cut to a few sentences, and without their title."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentence_spans
from rag.train.examples import Example
from rag.train.shorter import with_shorter

from .making import example

SENTENCES = (
    "The bridge at Kessel is open.",
    "Since Monday drivers pay five crowns.",
    "Walkers pay nothing.",
    "Rain fell for a week.",
)
TEXT = f"{SENTENCES[0]} {SENTENCES[1]}\n\n{SENTENCES[2]} {SENTENCES[3]}"


def shorter(whole: Example) -> list[Example]:
    """What any of many seeds adds."""
    return [added for seed in range(200) for added in with_shorter([whole], seed)[1:]]


def test_the_examples_stay_and_about_a_quarter_comes_again() -> None:
    examples = [example(TEXT, "five crowns", question=f"What is toll {number}?") for number in range(1_000)]
    found = with_shorter(examples, 1)
    assert found[:1_000] == examples
    assert 190 < len(found) - 1_000 < 290
    assert found == with_shorter(examples, 1)


def test_what_answers_is_cut_to_the_sentence_that_does_and_those_beside_it() -> None:
    added = shorter(example(TEXT, "five crowns", title="The bridge"))
    cut = {each.text for each in added} - {TEXT}
    assert cut == {
        SENTENCES[1],
        f"{SENTENCES[0]} {SENTENCES[1]}",
        f"{SENTENCES[1]}\n\n{SENTENCES[2]}",
        f"{SENTENCES[0]} {SENTENCES[1]}\n\n{SENTENCES[2]}",
    }
    assert all(each.text[start:end] == "five crowns" for each in added for start, end in each.spans)
    assert {(each.answers, each.relevant, len(each.spans)) for each in added} == {(True, True, 1)}


def test_titles_go_from_all_that_is_whole_and_from_some_of_what_is_cut() -> None:
    added = shorter(example(TEXT, "five crowns", title="The bridge"))
    assert {each.title for each in added if each.text == TEXT} == {None}
    assert {each.title for each in added if each.text != TEXT} == {None, "The bridge"}


def test_any_sentences_of_what_does_not_answer_and_whether_they_are_on_the_matter_is_unknown() -> None:
    added = shorter(example(TEXT, title="The bridge"))
    cut = {each.text for each in added} - {TEXT}
    assert cut >= set(SENTENCES)
    assert all(len(sentence_spans(each)) <= 3 for each in cut)
    assert {each.relevant for each in added if each.text != TEXT} == {None}
    assert {each.relevant for each in added if each.text == TEXT} == {True}


@given(st.text(alphabet="Ab. \n", min_size=1).filter(str.strip), st.data())
def test_an_answer_stays_the_same_words_wherever_it_is_cut(text: str, data: st.DataObject) -> None:
    inside = [place for start, end in sentence_spans(text) for place in range(start, end)]
    first, last = sorted((data.draw(st.sampled_from(inside)), data.draw(st.sampled_from(inside))))
    answering = Example("What?", None, text, True, ((first, last + 1),), True, "written", "Kessel")
    for seed in range(20):
        for each in with_shorter([answering], seed)[1:]:
            ((start, end),) = each.spans
            assert each.text[start:end] == text[first : last + 1]
