"""Examples as rows of tokens, and rows as tensors."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.pairs import LONGEST, PairTokenizer
from rag.train.batches import TOKENS, UNKNOWN, Row, as_batch, as_row, batches
from rag.train.examples import Example

from .making import example, row

TOLL = "The toll on the Kessel bridge is 1,200 crowns for Åse Ünal's lorry."
PARTS = st.lists(
    st.sampled_from(["Ünal", "toll", "1,200", " ", "-", "lighthousekeeper", "한국", "🙂", "\u200b"]), min_size=1
)


def covered(found: Row, text: str) -> list[str]:
    """What the targets of a row say."""
    at = [(first - found.pair.first, last - found.pair.first) for first, last in found.targets]
    return [text[found.pair.spans[first][0] : found.pair.spans[last][1]] for first, last in at]


def test_targets_are_the_tokens_of_the_answers(tokenizer: PairTokenizer) -> None:
    for title in (None, "A toll of 1,200 crowns"):
        found = as_row(example(TOLL, "1,200 crowns", "Åse Ünal", "200", title=title), tokenizer)
        assert found is not None
        assert covered(found, TOLL) == ["1,200 crowns", "Åse Ünal", "200"]


@given(before=PARTS.map("".join), answer=PARTS.map("".join), behind=PARTS.map("".join))
def test_targets_hold_all_that_can_be_read_of_an_answer(
    tokenizer: PairTokenizer, before: str, answer: str, behind: str
) -> None:
    text, span = before + answer + behind, (len(before), len(before) + len(answer))
    found = as_row(Example("What?", "Kessel", text, True, (span,), True, "wiki", "Kessel"), tokenizer)
    if found is not None:
        ((first, last),) = found.targets
        assert found.pair.first <= first <= last < found.pair.first + len(found.pair.spans)
        read = found.pair.spans[first - found.pair.first][0], found.pair.spans[last - found.pair.first][1]
        for start, end in found.pair.spans:
            assert end <= span[0] or start >= span[1] or read[0] <= start < end <= read[1]


@given(st.lists(st.sampled_from(["toll", "Ünal", "lighthousekeeper", "crowns"]), min_size=1, max_size=30), st.data())
def test_targets_of_whole_words_are_no_wider_than_the_words(
    tokenizer: PairTokenizer, words: Sequence[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + bool(first)
    said = " ".join(words[first : last + 1])
    span = (start, start + len(said))
    found = as_row(Example("What?", None, text, True, (span,), None, "wiki", "Kessel"), tokenizer)
    assert found is not None
    assert covered(found, text) == [said]


def test_an_example_whose_answer_is_cut_off_is_no_row(tokenizer: PairTokenizer) -> None:
    text = "The toll is four crowns. " + "Nobody pays it. " * LONGEST + "It is five now."
    assert as_row(example(text, "five"), tokenizer) is None
    kept = as_row(example(text, "five", "four"), tokenizer)
    assert kept is not None
    assert covered(kept, text) == ["four"]


def test_a_row_says_what_is_known_of_its_example(tokenizer: PairTokenizer) -> None:
    silent = as_row(example(TOLL, answers=False, relevant=None), tokenizer)
    assert silent is not None
    assert (silent.targets, silent.answers, silent.relevant) == ((), 0.0, UNKNOWN)
    told = as_row(example(TOLL, answers=True, relevant=False), tokenizer)
    assert told is not None
    assert (told.targets, told.answers, told.relevant) == ((), 1.0, 0.0)


def test_of_many_answers_the_first_few_are_learned_from(tokenizer: PairTokenizer) -> None:
    found = as_row(example(TOLL, "bridge", "toll", "Kessel", "crowns", "lorry", "1,200"), tokenizer)
    assert found is not None
    assert covered(found, TOLL) == ["bridge", "toll", "Kessel", "crowns"]


ROWS = st.lists(st.integers(3, LONGEST).map(lambda length: row([1] * length)), max_size=60)


@given(ROWS, st.integers())
def test_each_row_is_in_one_batch_of_one_padded_length(rows: Sequence[Row], seed: int) -> None:
    made = batches(rows, seed)
    assert sorted(n for batch in made for n in batch) == list(range(len(rows)))
    for batch in made:
        lengths = {as_batch([rows[n]]).ids.shape[1] for n in batch}
        assert len(lengths) == 1
        assert len(batch) * max(lengths) <= TOKENS
    assert batches(rows, seed) == made


def test_another_seed_gives_another_order() -> None:
    rows = [row([1] * length) for length in range(3, 100)]
    assert batches(rows, 1) != batches(rows, 2)


def test_rows_of_like_length_come_together_as_often_as_they_fit() -> None:
    full = TOKENS // 128
    made = batches([row([1] * 120)] * (3 * full + 1), 1)
    assert sorted(map(len, made)) == [1, full, full, full]


def test_a_batch_holds_its_rows_padded() -> None:
    rows = [
        row([101, 7, 102, 8, 9, 102], (3, 4), (4, 4), first=3, answers=1.0, relevant=1.0),
        row([101, 102, 8, 102], first=2, answers=0.0),
    ]
    batch = as_batch(rows)
    assert batch.ids.shape == batch.mask.shape == batch.types.shape == batch.passage.shape == (2, 16)
    assert batch.ids[0, :7].tolist() == [101, 7, 102, 8, 9, 102, 0]
    assert batch.mask.sum(dim=1).tolist() == [6, 4]
    assert batch.types[:, :7].tolist() == [[0, 0, 0, 1, 1, 1, 0], [0, 0, 1, 1, 0, 0, 0]]
    assert batch.passage.nonzero().tolist() == [[0, 3], [0, 4], [1, 2]]
    assert batch.targets.tolist() == [[[3, 4], [4, 4], [-1, -1], [-1, -1]], [[-1, -1]] * 4]
    assert (batch.answers.tolist(), batch.relevant.tolist()) == ([1.0, 0.0], [1.0, UNKNOWN])


@given(ROWS.filter(bool))
@settings(max_examples=30)
def test_the_mask_holds_as_many_tokens_as_the_rows(rows: Sequence[Row]) -> None:
    batch = as_batch(rows)
    assert batch.mask.sum(dim=1).tolist() == [len(each.pair.ids) for each in rows]
    assert batch.passage.sum(dim=1).tolist() == [len(each.pair.spans) for each in rows]
    assert bool((batch.passage <= batch.mask).all())
