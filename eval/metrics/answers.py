"""Whether the right answer is shown: in the excerpts, and as the short answer."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence

from ..outcome import Outcome
from .match import holds, needles
from .values import Values, mean

# How many excerpts are looked at for a gold string: of those cited, so that an abstention counts as wrong ...
IN_EXCERPTS = {"answer_in_excerpts@1": 1, "answer_in_excerpts@3": 3}
# ... and of those shown, which are the near misses where Dateline abstained.
IN_SHOWN = {"answer_in_shown@1": 1, "answer_in_shown@3": 3}
SHORT = ("short_EM", "short_F1", "short_shares_word")
ANSWERS = (*IN_EXCERPTS, *IN_SHOWN, *SHORT)

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def answer_values(outcome: Outcome) -> Values:
    """The measures of one question; none where it has no answer, or one that no text could hold.

    A short answer that was not given counts 0. `short_shares_word` is how MultiHop-RAG's
    qa_evaluate.py counts an answer as right: it shares a word with the gold one.
    """
    if not has_string(outcome):
        return {}
    gold = outcome.query.answers
    cited = [excerpt.text for excerpt in outcome.answer.excerpts]
    shown = [excerpt.text for excerpt in outcome.shown]
    short = outcome.answer.short_answer
    given = short.text if short and not outcome.abstained else ""
    return {
        **{name: float(holds(cited[:count], gold)) for name, count in IN_EXCERPTS.items()},
        **{name: float(holds(shown[:count], gold)) for name, count in IN_SHOWN.items()},
        "short_EM": max(exact_match(given, each) for each in gold),
        "short_F1": max(token_f1(given, each) for each in gold),
        "short_shares_word": max(float(bool(_words(given) & _words(each))) for each in gold),
    }


def has_string(outcome: Outcome) -> bool:
    """Whether the question has a gold answer that can be looked for."""
    return outcome.query.answerable and bool(needles(outcome.query.answers))


def squad_normalise(text: str) -> str:
    """SQuAD's normalisation: lower case, without ASCII punctuation, without a, an, the, with single spaces.

    As the evaluation script of SQuAD 2.0 defines it (Rajpurkar et al. 2018, https://arxiv.org/abs/1806.03822).
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(given: str, gold: str) -> float:
    """SQuAD's EM: 1 where the normalised answers are equal, else 0."""
    return float(squad_normalise(given) == squad_normalise(gold))


def token_f1(given: str, gold: str) -> float:
    """SQuAD's F1 of the normalised answers' tokens as bags; two empty answers agree."""
    ours, theirs = squad_normalise(given).split(), squad_normalise(gold).split()
    if not ours or not theirs:
        return float(ours == theirs)
    common = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * common / (len(ours) + len(theirs))


def still_shown(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Of questions whose gold was taken out the share in which a gold string stands in what is shown all the same.

    It bounds from above how often something that answers was left in.
    """
    twins = [each for each in outcomes if needles(each.query.answers) and not each.query.answerable]
    found = [float(holds([excerpt.text for excerpt in each.shown[:3]], each.query.answers)) for each in twins]
    return {"gold_still_shown@3": mean(found)}


def squad2(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """SQuAD 2.0's own two figures, over answerable and unanswerable questions alike.

    Of an unanswerable question the right short answer is none; None where a set has no unanswerable ones.
    """
    if all(each.query.answerable for each in outcomes):
        return {"SQuAD2_exact": None, "SQuAD2_F1": None}
    return {"SQuAD2_exact": _squad_mean(outcomes, exact_match), "SQuAD2_F1": _squad_mean(outcomes, token_f1)}


def _squad_mean(outcomes: Sequence[Outcome], measure: Callable[[str, str], float]) -> float:
    total = 0.0
    for each in outcomes:
        short = each.answer.short_answer
        golds = (each.query.answers if each.query.answerable else ()) or ("",)
        total += max(measure(short.text if short else "", gold) for gold in golds)
    return total / len(outcomes)


def _words(text: str) -> set[str]:
    return set(text.lower().split())
