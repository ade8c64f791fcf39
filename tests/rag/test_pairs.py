"""A question and a passage as one row of tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.embed import default_folder
from rag.pairs import LONGEST, LONGEST_QUESTION, PairTokenizer

QUESTION = "Who bought the lighthouse?"
TEXT = "The lighthouse was sold to the baker Petra Nilsson for 40,000 crowns."
TEXTS = st.text(max_size=120) | st.lists(
    st.sampled_from(
        ["Ünal", "İ", "한국", "e\u0301", "\u0301", "🙂", "\x00", "\u200b", "中文", " | ", "'", "4.5", "\n", " "]
    )
).map("".join)


@pytest.fixture(scope="module")
def pairs() -> PairTokenizer:
    return PairTokenizer(default_folder())


@pytest.fixture(scope="module")
def words() -> Tokenizer:
    return Tokenizer.from_file(str(default_folder() / "tokenizer.json"))


@given(question=TEXTS, title=st.none() | TEXTS, text=TEXTS)
def test_every_token_of_a_passage_lies_in_its_text_and_they_are_in_order(
    pairs: PairTokenizer, question: str, title: str | None, text: str
) -> None:
    pair = pairs.pair(question, title, text)
    starts, ends = [start for start, _ in pair.spans], [end for _, end in pair.spans]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in pair.spans)
    assert pair.first + len(pair.spans) == len(pair.ids) - 1
    assert len(pair.types) == len(pair.ids) <= LONGEST


@given(title=TEXTS, text=TEXTS)
def test_a_title_moves_no_token_of_the_passage(pairs: PairTokenizer, title: str, text: str) -> None:
    bare, titled = pairs.pair(QUESTION, None, text), pairs.pair(QUESTION, title, text)
    read = len(titled.spans)
    assert read <= len(bare.spans)
    assert titled.spans == bare.spans[:read]
    assert titled.ids[titled.first : -1] == bare.ids[bare.first : bare.first + read]


def test_a_row_is_the_question_the_title_and_the_passage(pairs: PairTokenizer, words: Tokenizer) -> None:
    pair = pairs.pair(QUESTION, "Baker buys lighthouse", TEXT)
    assert words.decode(pair.ids, skip_special_tokens=False) == (
        "[CLS] who bought the lighthouse? [SEP] baker buys lighthouse | "
        "the lighthouse was sold to the baker petra nilsson for 40, 000 crowns. [SEP]"
    )
    asked = pair.types.index(1)
    assert words.decode(pair.ids[:asked]) == "who bought the lighthouse?"
    assert set(pair.types[asked:]) == {1}
    assert [TEXT[start:end] for start, end in pair.spans][:4] == ["The", "lighthouse", "was", "sold"]
    assert words.id_to_token(pair.ids[pair.first]) == "the"


@pytest.mark.parametrize("title", [None, ""])
def test_without_a_title_the_passage_follows_the_question(pairs: PairTokenizer, title: str | None) -> None:
    pair = pairs.pair(QUESTION, title, TEXT)
    assert pair.first == pair.types.index(1)
    assert pair.spans[0] == (0, 3)
    assert pair.spans[-1] == (len(TEXT) - 1, len(TEXT))


def test_a_long_passage_is_cut_at_its_end(pairs: PairTokenizer, words: Tokenizer) -> None:
    text = "toll " * 1000
    pair = pairs.pair(QUESTION, None, text)
    assert len(pair.ids) == LONGEST
    assert words.id_to_token(pair.ids[-1]) == "[SEP]"
    assert pair.spans == [(5 * n, 5 * n + 4) for n in range(len(pair.spans))]


def test_a_long_question_leaves_room_for_the_passage(pairs: PairTokenizer) -> None:
    pair = pairs.pair("toll " * 1000, None, TEXT)
    assert pair.first == LONGEST_QUESTION + 2
    assert pair.spans == pairs.pair(QUESTION, None, TEXT).spans


def test_a_title_as_long_as_the_row_leaves_nothing_of_the_passage(pairs: PairTokenizer) -> None:
    pair = pairs.pair(QUESTION, "toll " * 1000, TEXT)
    assert pair.spans == []
    assert len(pair.ids) == LONGEST
    assert pair.first == LONGEST - 1
