"""Questions to the five documents that the product's user gave, as a person would ask them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build
from index.embed import Embedder
from index.local import LocalStore
from rag import Answer, Engine
from rag.reader import Reader

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the five documents are not at {CORPUS}")

# A question, the document that answers it (its first three letters), and words that must be in an excerpt.
ANSWERED = [
    ("What did Lavrov call discussing security without Russia?", "000", ["a road to nowhere"]),
    ("What did Lavrov say about the 2022 Istanbul talks?", "004", ["only workable foundation"]),
    ("Who was to guarantee security under the proposals of the Istanbul talks in 2022?", "000", ["permanent members"]),
    ("To whom did Lavrov speak of security guarantees common for all of Europe?", "002", ["told RT"]),
    ("Who should guarantee Ukraine's security, according to Lavrov?", "004", ["UN Security Council"]),
    ("How many individual sanctions did Lavrov say Russia faces?", "002", ["over 5,000 individual sanctions"]),
    ("What does Saudi Arabia do in the Ukraine conflict?", "001", ["mediation role"]),
    ("What does Boris Johnson say about the accusation that he sabotaged the peace talks?", "003", ["denied"]),
    ("Which country vetoed aid and EU accession talks for Ukraine?", "001", ["Hungary vetoed"]),
    ("Which newspaper did Lavrov give an interview to in Indonesia?", "003", ["Kompas"]),
    ("What did Lavrov say sanctions have always done to Russia?", "002", ["only strengthened us"]),
    ("Who is the Kyrgyz counterpart with whom Lavrov talked?", "001", ["Jeenbek Kulubaev"]),
    ("What did Lavrov say Moscow will not accept in a peace deal?", "001", ["will not accept"]),
    ("What did Boris Johnson forbid when he arrived in Kiev?", "000", ["signing anything"]),
    ("What does Lavrov question about the Ukrainian who would sign an agreement?", "004", ["legitimacy"]),
    ("On which matters was partial progress made in Istanbul?", "003", ["prisoner swaps"]),
    ("What share of GDP did the EU push its members to spend on defence?", "001", ["5% of GDP"]),
    ("How is Washington using TikTok according to Lavrov?", "002", ["TikTok"]),
    ("Which countries would never accept a global village under an American sheriff?", "002", ["Brazil"]),
    ("What did Putin call the claim that Russia wants to attack the West?", "001", ["all nonsense"]),
    ("Where was Lavrov speaking to reporters on 20 August?", "004", ["Amman"]),
]
# What a person would ask as well and gets no good answer to yet, with the reason.
WHEN = "a month that stands beside other guarantees is taken for the day on which was spoken"
NOT_YET = [
    (
        "When did Lavrov speak of security guarantees common to Russia, Ukraine and all of Europe?",
        "002",
        ["on Friday"],
        WHEN,
    ),
]
UNANSWERED = [
    "What is the price of wheat in Egypt this year?",
    "Who won the Eurovision Song Contest?",
    "When did the earthquake in Turkey happen?",
    "Which team won the football World Cup?",
    "How much does a litre of petrol cost in Canada?",
]


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, reader: Reader) -> Engine:
    folder = tmp_path_factory.mktemp("five") / "index"
    build([CORPUS], folder)
    return Engine(LocalStore.open(folder), embedder, reader)


def shown(answer: Answer) -> str:
    return "\n".join(excerpt.text for excerpt in answer.excerpts)


@pytest.mark.parametrize(
    ("text", "document", "words"),
    [*ANSWERED, *(pytest.param(*row, marks=pytest.mark.xfail(strict=True, reason=why)) for *row, why in NOT_YET)],
)
def test_the_document_is_cited_and_the_fact_is_in_the_excerpts(
    five: Engine, text: str, document: str, words: list[str]
) -> None:
    answer = five.ask(text)
    assert answer.status == "answered"
    assert document in [excerpt.document[:3] for excerpt in answer.excerpts]
    for each in words:
        assert each in shown(answer)


@pytest.mark.parametrize("text", UNANSWERED)
def test_what_the_five_do_not_say_is_not_found(five: Engine, text: str) -> None:
    answer = five.ask(text)
    assert (answer.status, answer.excerpts) == ("not_found", ())
    assert answer.reason in ("no_match", "low_confidence")


def test_the_date_of_a_report_answers_when(five: Engine) -> None:
    answer = five.ask("When did Lavrov speak of security guarantees common to Russia, Ukraine and all of Europe?")
    dates = {excerpt.document[:3]: excerpt.published for excerpt in answer.excerpts}
    published = dates["002"]
    assert published is not None
    assert published.value == "2022-03-18"


def test_the_note_that_a_text_was_reworded_is_never_shown(five: Engine) -> None:
    for text in ("Which key details were rephrased to align with the directive?", "How were references framed?"):
        answer = five.ask(text)
        passages = five.search(text, k=50).passages
        for excerpt in (*answer.excerpts, *answer.near_misses, *passages):
            assert "directive" not in excerpt.text
            assert "per instructions" not in excerpt.text
