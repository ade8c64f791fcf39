"""The measures in the order in which they are read, and what they do not show."""

from __future__ import annotations

from typing import NamedTuple

from ..metrics.answers import ANSWERS
from ..metrics.citations import CITATIONS
from ..metrics.evidence import EVIDENCE
from ..metrics.retrieval import RETRIEVAL

_ABSTENTION = ("abstained", "abstention_precision", "abstention_recall", "abstention_F1", "answerable_refused")
_CONFIDENCE = ("confidence_AUC", "risk_over_coverage", "calibration_error", "Brier")


class Section(NamedTuple):
    """A group of measures under a title, and what to know before trusting them."""

    title: str
    names: tuple[str, ...]
    caveat: str


SECTIONS = (
    Section(
        "Finding the article",
        RETRIEVAL,
        "An article counts as relevant only if the dataset says so. Where others answer too, finding those first "
        "counts as a miss. None of these says whether the right sentence of the article is shown.",
    ),
    Section(
        "Finding the evidence",
        EVIDENCE,
        "A sentence of evidence is found if one passage holds it whole; a passage is a chunk, or two that lie side by "
        "side, so ten of them hold more than ten chunks. What is named after MultiHop-RAG is computed "
        "as its own script does it: its Hits count a question as soon as one of its sentences is found, and its MAP is "
        "not the mean average precision that the name means elsewhere.",
    ),
    Section(
        "Showing the answer",
        (*ANSWERS, "SQuAD2_exact", "SQuAD2_F1"),
        "A gold string may stand in an excerpt by chance, and a right answer in other words counts as wrong. "
        "In excerpts: in those cited, so that a refusal counts as wrong; in shown: the nearest passages of a refusal "
        "count too. Questions whose answer is yes or no are left out, since no article says it. EM and F1 are SQuAD's, "
        "of the short answer; where none is given they are 0. Sharing a word is how MultiHop-RAG's script counts. "
        "SQuAD 2.0 counts silence as the right answer where there is none.",
    ),
    Section(
        "Citing",
        ("verbatim", "sentences_cited", *CITATIONS, "after_as_of"),
        "Verbatim says that the words stand in the article at the place given, not that they answer. Whether a "
        "relevant article is cited is measured on answered questions only. after_as_of is the share of all excerpts, "
        "copies and ranked passages that is not known to have been published by the day of asking.",
    ),
    Section(
        "Keeping silent",
        (*_ABSTENTION, "gold_still_shown@3", *_CONFIDENCE),
        "Abstaining is taken as the detection of questions without an answer. A question whose gold was taken out may "
        "still be answered by an article that was left in: gold_still_shown@3 bounds how often. Confidence is right "
        "where a gold string stands in the first three excerpts shown.",
    ),
)
