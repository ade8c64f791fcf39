"""What of a question is searched for, and what of a text is compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.terms import STOP_WORDS, Terms, content_words, terms


def test_words_that_say_nothing_are_left_out_and_each_is_there_once() -> None:
    assert terms("What did the harbour pay for the old harbour?").words == ("harbour", "pay", "old")


def test_a_question_of_stop_words_alone_is_searched_by_them() -> None:
    assert terms("Who was there, and who would it be?") == Terms(
        ("who", "was", "there", "and", "would", "it", "be"), (), ()
    )


def test_a_text_without_words_has_no_terms() -> None:
    assert terms("?! …") == terms("") == Terms((), (), ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Who bought Orrin Point?", ("orrin", "point")),
        ("Fishermen of Brel", ("brel",)),
        ("Brel", ()),
        ("Is the A4 closed after 21 March?", ("a4", "21", "march")),
        ("What did the lawyer say of O’Brien and of St.Ives?", ("o", "brien", "st", "ives")),
        ("Did The Who and Die Zeit meet Brel in Brel?", ("die", "zeit", "brel")),
        ("Why was the vote late?", ()),
        ("Was the co-founder of eBay there in mid-2020?", ("mid", "2020")),
        ("Wird Åse Ünal kommen?", ("åse", "ünal")),
    ],
)
def test_a_name_has_a_capital_or_a_digit_and_does_not_begin_the_text(text: str, names: tuple[str, ...]) -> None:
    assert terms(text).names == names


def test_a_phrase_is_two_neighbours_not_both_stop_words() -> None:
    found = terms("What is the toll on the Kessel bridge?")
    assert found.phrases == ("the toll", "toll on", "the kessel", "kessel bridge")


@given(st.text(max_size=200) | st.lists(st.sampled_from(["The", "Ünal", "4.5", "İ", "ΑΣ", "’", " ", "?"])).map("".join))
def test_any_text_has_terms_in_lower_case_each_once(text: str) -> None:
    found = terms(text)
    for kind in (found.words, found.names, found.phrases):
        assert all(each and each == each.lower() for each in kind)
        assert len(set(kind)) == len(kind)
    assert all(len(each.split(" ")) == 2 for each in found.phrases)
    assert not STOP_WORDS & set(found.names)
    assert not STOP_WORDS & set(found.words) or set(found.words) <= STOP_WORDS


def test_texts_are_compared_by_the_stems_of_words_that_say_something() -> None:
    assert content_words("What did they say about the harbours?") == content_words("The harbour")
    assert content_words("of the and") == set()
    assert "1,200.5" in content_words("It cost 1,200.5 crowns.")
