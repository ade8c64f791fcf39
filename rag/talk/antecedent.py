"""What earlier questions named that a later one may mean by "he", "they", "it" or "there"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..contract import Answer
from ..terms import STOP_WORDS
from .phrases import PERSON, PLURAL, Phrase, has_capital, phrases

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_MANY = re.compile(
    rf"\bhow many (?P<many>(?:\w+ )??{PLURAL})\b(?P<object> (?:do|does|did|will|would)\b)?", re.IGNORECASE
)
_MEASURE = re.compile(  # "it" is the ferry, where its price was asked for
    r"the (?:\w+ ){0,2}?(?:price|cost|name|number|size|date|height|length|sentence|figure|count|latest|story|future"
    rf"|fate|cause|result|outcome|aim|end|rest|death|use|value|strength|history|{PERSON}) (?:of|for|on) ",
    re.IGNORECASE,
)
_ABOUT_BEFORE = re.compile(r"\babout\s+$", re.IGNORECASE)
_ASKS_WHO = re.compile(rf"\W*(?:who|whom|whose|(?:which|what) (?:\w+ ){{0,2}}?{PERSON})\b", re.IGNORECASE)
_ASKS_WHERE = re.compile(r"\W*(?:where|in (?:which|what))\b", re.IGNORECASE)
_ASKS_WHICH = re.compile(r"\W*(?:which|what)\b", re.IGNORECASE)
_NAME = re.compile(r"(?:the )?(?:(?:of|the|de|van|von) |(?!\d)\w[\w’'.&-]*(?: |$)){1,6}")
_SMALL_NAME = re.compile(  # in a question typed without capitals
    r"\b(?:did|does|has|will|would) (?P<speaker>(?!(?:the|an?|this|that)\b)[^\W\d]+(?: [^\W\d]+)?) (?:say|said)\b"
    r"|^who (?:is|was) (?P<one>(?!(?:the|an?)\b)[^\W\d]+ [^\W\d]+)\W*$"
)
_TOPIC = re.compile(r"About (?P<topic>[^:?]+): ")
_MOST = 3  # phrases in a topic


def person(earlier: Sequence[Answer], known: tuple[str, ...]) -> str | None:
    """Whom "he" or "she" means: the one that the last question found, else the one it named first."""
    for answer in reversed(earlier):
        named = [each.owner for each in phrases(answer.question, known)]
        named = [each for each in named if each.kind == "person" or (each.kind == "name" and not each.placed)]
        ranked = sorted(named, key=lambda each: (each.kind == "name", not has_capital(each.core)))
        sure = [each.core if has_capital(each.core) else each.text for each in ranked if not each.is_no_person]
        small = _SMALL_NAME.search(answer.question)
        typed_small = [small["speaker"] or small["one"]] if small else []
        found = [*_answered(answer, _ASKS_WHO), *sure, *typed_small]
        if found:
            return found[0]
    return None


def several(earlier: Sequence[Answer], known: tuple[str, ...]) -> str | None:
    """Whom "they" means: several of a kind, else an organisation."""
    for answer in reversed(earlier):
        many = _MANY.search(answer.question)
        named = phrases(answer.question, known)
        counted = [f"the {many['many']}"] if many else []
        groups = [each.text for each in named if each.kind == "several" or each.is_group]
        found = [*groups, *counted] if many and many["object"] else [*counted, *groups]
        if found:
            return found[0]
    return None


def thing(earlier: Sequence[Answer], known: tuple[str, ...]) -> str | None:
    """What "it" means: what the last question was about, or named first, or found."""
    for answer in reversed(earlier):
        question = answer.question
        named = [
            each for each in phrases(question, known) if each.kind in ("name", "thing") or _MEASURE.match(each.text)
        ]
        ranked = sorted(named, key=lambda each: (not _ABOUT_BEFORE.search(question, 0, each.start), each.placed))
        found = [*(measured(each.text) for each in ranked), *_answered(answer, _ASKS_WHICH)]
        if found:
            return found[0]
    return None


def place(earlier: Sequence[Answer], known: tuple[str, ...]) -> str | None:
    """Where "there" is, as in "at Corrow": the place that the last question found, else one that it named."""
    for answer in reversed(earlier):
        named = [each for each in phrases(answer.question, known) if each.owner.kind in ("name", "thing")]
        ranked = sorted(named, key=lambda each: (not each.placed, each.text == each.core))
        found = [f"in {each}" for each in _answered(answer, _ASKS_WHERE)]
        found += [_at(each, answer.question[: each.start]) for each in ranked]
        if found:
            return found[0]
    return None


def _at(phrase: Phrase, before: str) -> str:
    joined = re.search(r" ((?:at|in|near) .+)$", phrase.text)
    placed = re.search(r"\b(?:at|in|near)\s+$", before, re.IGNORECASE)
    return joined[1] if joined else f"{placed[0].strip().lower() if placed else 'in'} {phrase.text}"


def measured(phrase: str) -> str:
    """What a property is of: "the new ferry" of "the price of the new ferry"."""
    return _MEASURE.sub("", phrase)


def topic(question: str, known: tuple[str, ...]) -> str | None:
    """What a question is about, in a few of its own words; None where it has none that tell anything."""
    stated = _TOPIC.match(question)
    if stated:
        return stated["topic"]
    found = list(dict.fromkeys(each.text for each in phrases(question, known)))
    names = [each for each in found if has_capital(each)]
    others = [each for each in found if each not in names][: max(_MOST - len(names), 0)]
    kept = [each for each in found if each in names or each in others]
    if kept:
        return " and ".join(filter(None, (", ".join(kept[:-1]), kept[-1])))
    return " ".join(word for word in _WORD.findall(question) if word.lower() not in STOP_WORDS) or None


def _answered(answer: Answer, asks: re.Pattern[str]) -> list[str]:
    """The name that answered a question of such a kind, if one did."""
    short = answer.short_answer.text.strip(" .,;") if answer.short_answer else ""
    return [short] if asks.match(answer.question) and has_capital(short) and _NAME.fullmatch(short) else []
