"""Excerpts of one answer that disagree: they give different numbers, or names, for what was asked."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from .contract import Disagreement, Stated
from .quantity import Quantity, quantity
from .read import Sentence, likelihood
from .reader import Span
from .terms import content_words, terms, without_accents

_WORD = re.compile(r"\w+")
# How likely, at least, a sentence answers, and with its span. Of five pairs on the sample and the news quiz
# with a sentence between 0.1 and 0.3, one was about one thing.
_LIKELY = 0.3
_SHARE = 0.3  # of the question's words that a sentence with a number of the matter has, by what they tell
_HARMED = 40  # characters between a number of people and what befell them
_NEAR = 50  # characters between a name and what the question says of it
_HARM = {
    "dead": re.compile(r"\b(?:kill\w*|dead|deaths?|die[ds]?|dying|fatal\w*|murder\w*|lives)\b", re.IGNORECASE),
    "hurt": re.compile(r"\b(?:injur\w*|hurt|wound\w*|hospital\w*|treated)\b", re.IGNORECASE),
}
_SINCE = re.compile(r"\bsince\b.*?\d{4}")
_AGO = re.compile(r"\b(?:days?|weeks?|months?|years?|decades?) (?:after|before|ago|earlier)\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:{'|'.join(calendar.month_name[1:])})\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
# Questions with one right name: many may have sung, or been hurt.
_ONE_NAME = re.compile(
    r"\s*who(?:[’']s| is| was| will be| became| becomes| has become) (?!\w+(?:ed|ing|en)\b)"
    r"|\s*who (?:won|wins|leads|led|heads|headed|chairs|runs|owns|bought|founded|commands|captains|coaches)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(_WORD.findall("al bin da de del der di du la le of the van von"))
_TITLES = frozenset(
    _WORD.findall(
        "mr mrs ms miss dr prof professor sir dame lord lady mayor president minister chancellor governor senator "
        "representative congressman congresswoman king queen prince princess pope bishop judge captain coach director "
        "general colonel prime chief jr sr"
    )
)
_ANOTHER = frozenset(_WORD.findall("deputy vice former ex acting interim assistant next late predecessor successor"))


@dataclass(frozen=True)
class _Claim:
    """What the excerpt `name` states at `[start, end)` of its document: a quantity, or the words of a name."""

    name: str
    sentence: Sentence
    start: int
    end: int
    states: Quantity | frozenset[str]


def disagreements(question: str, chosen: Sequence[Sentence], names: Sequence[str]) -> tuple[Disagreement, ...]:
    """Each two of the chosen sentences that cannot both be right; `names` are the ids of their excerpts.

    What is unsure, or may speak of another thing, is passed over: silence is better than a false
    contradiction.
    """
    claims = [claim for name, each in zip(names, chosen, strict=True) if (claim := _claim(question, name, each))]
    return tuple(_disagreement(one, two) for one, two in combinations(claims, 2) if _contradict(one, two))


def name_words(text: str) -> frozenset[str]:
    """The words of a name, in lower case, without accents, titles and particles; empty for what is none."""
    words = text.split()
    proper = all(word[0].isupper() or word in _PARTICLES for word in words) and not re.search(r"[\d,;:]", text)
    return _folded(text) - _TITLES - _PARTICLES if proper else frozenset()


def _claim(question: str, name: str, sentence: Sentence) -> _Claim | None:
    span, offset = sentence.span, sentence.start
    if span is None or likelihood(sentence) < _LIKELY:
        return None
    if not _of_the_matter(sentence, question):
        return None
    if number := quantity(sentence.text, span.start - offset, span.end - offset):
        start, end = min(span.start, offset + number.start), max(span.end, offset + number.end)
        return _Claim(name, sentence, start, end, number) if _counts(number, sentence, question) else None
    words = name_words(sentence.document.text[span.start : span.end])
    if words and not words & _folded(question) and _ONE_NAME.match(question) and _names(span, sentence, question):
        return _Claim(name, sentence, span.start, span.end, words)
    return None


def _of_the_matter(sentence: Sentence, question: str) -> bool:
    """Whether a sentence's passage, or its title, has the question's names."""
    chunk = sentence.passage.chunk
    around = f"{sentence.document.title or ''} {sentence.document.text[chunk.start : chunk.end]}"
    names = " ".join(name for name in terms(question).names if len(name) > 1)  # without the s of "Ilmar's"
    return content_words(names) <= content_words(around)


def _counts(number: Quantity, sentence: Sentence, question: str) -> bool:
    """Whether a number is what is asked for: no count of the dead for the hurt, and not of another time.

    A question without a name, such as "What was the rate?", has many answers.
    """
    published = sentence.document.published
    years = set(_YEAR.findall(_SINCE.sub("", sentence.text))) - set(_YEAR.findall(question))
    past = published is not None and any(year < published.value[:4] for year in years)
    past = past or _AGO.search(sentence.text, 0, number.start) is not None
    asked = _harm(question, 0, len(question))
    told = asked is None or asked == _harm(sentence.text, number.start, _HARMED)
    return told and not past and sentence.overlap >= _SHARE and bool(terms(question).names)


def _harm(text: str, place: int, far: int) -> str | None:
    """Whether a text tells of the dead or of the hurt, by what stands nearest to a place; None for neither."""
    found = ((abs(match.start() - place), kind) for kind, words in _HARM.items() for match in words.finditer(text))
    distance, kind = min(found, default=(0, None))
    return kind if distance <= far else None


def _names(span: Span, sentence: Sentence, question: str) -> bool:
    """Whether all that the question says but names stands near a name.

    A deputy, or the one before, is another where the question does not say so.
    """
    near = sentence.document.text[max(span.start - _NEAR, sentence.start) : min(span.end + _NEAR, sentence.end)]
    plain = " ".join(word for word in _WORD.findall(question) if word.islower())
    return content_words(plain) <= content_words(near) and not _folded(near) & _ANOTHER - _folded(question)


def _contradict(one: _Claim, two: _Claim) -> bool:
    """Whether two stories answer one part of the question differently; names that share a word are one."""
    if one.sentence.passage.story == two.sentence.passage.story or one.sentence.part != two.sentence.part:
        return False
    if isinstance(one.states, Quantity):
        months = [set(_MONTH.findall(each.sentence.text)) for each in (one, two)]
        of_one_time = not all(months) or bool(months[0] & months[1])
        return isinstance(two.states, Quantity) and one.states.contradicts(two.states) and of_one_time
    return not isinstance(two.states, Quantity) and not one.states & two.states


def _disagreement(one: _Claim, two: _Claim) -> Disagreement:
    first, second = (_stated(each) for each in sorted((one, two), key=_published))
    return Disagreement("number" if isinstance(one.states, Quantity) else "name", first, second)


def _published(claim: _Claim) -> str:
    """When a claim was published, to sort by: undated ones behind all years."""
    published = claim.sentence.document.published
    return published.value if published and published.precision != "month-day" else "~"


def _stated(claim: _Claim) -> Stated:
    return Stated(claim.name, claim.sentence.document.text[claim.start : claim.end], claim.start, claim.end)


def _folded(text: str) -> frozenset[str]:
    """The words of a text, in lower case and without accents."""
    return frozenset(_WORD.findall(without_accents(text).casefold()))
