"""The pronouns of a question that mean nothing in it, and the question with what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..contract import Answer
from ..dates import PERIOD
from ..terms import STOP_WORDS
from .antecedent import person, place, several, thing
from .phrases import GROUP

AUXILIARY = r"(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should|may|might|must)(?:n[’']t)?)"
_ASKING = r"(?:(?:in|on|at|by|from|to|for|with|since|until|of)\s+)?(?:what|when|where|why|how|who|whom|whose|which)"
_PRONOUN = re.compile(
    r"\b(?:(?P<person>he|she|him|his|hers?)|(?P<some>those|these|(?<=of )them)|(?P<several>they|them|theirs?)"
    r"|(?P<thing>its?)|(?P<place>there)|(?P<matter>that|this)|(?P<time>then))\b(?!-)",
    re.IGNORECASE,
)
_ANTECEDENTS: dict[str, Callable[[Sequence[Answer], tuple[str, ...]], str | None]] = {
    "person": person,
    "several": lambda earlier, known: several(earlier, known) or person(earlier, known),
    "thing": thing,
    "place": place,
    "matter": thing,
    "some": several,
}
_POSSESSIVES = frozenset(("his", "her", "their", "its", "hers", "theirs"))
_SUBJECTS = frozenset(("he", "she", "they", "it"))
# "What did she", "how old was his": what follows is the subject, so no word before it is meant by it.
_INVERTED = re.compile(
    rf"(?:(?P<asking>{_ASKING})(?:\s+(?!{AUXILIARY}\b)[\w’'-]+){{0,4}}?\s+)?(?P<auxiliary>{AUXILIARY})\s+"
    r"|(?:what|where|when|how|who|why)[’']s\s+",
    re.IGNORECASE,
)
_OWN_SUBJECT = re.compile(r"who|which|how|what", re.IGNORECASE)
_HAVING = re.compile(r"ha(?:s|ve|d)", re.IGNORECASE)
_EXPECTED_TO = re.compile(
    r"\b(?:going|expected|supposed|due|likely|set|able|scheduled|have|has|had|ready|planned|want|need) to\b",
    re.IGNORECASE,
)
# "It" that means nothing: "how long will it take to ...", "is it true that ...", "what time is it"
_EMPTY_IT = re.compile(
    r"[^.?!]*?\b(?:to\s(?!the\b|an?\b|[A-Z\d])|(?:that|whether|if|who)\b)|\s+(?:rain|snow|take\s+\w)"
)
_NAMED_LATER = re.compile(r",\s+.*(?:[A-Z]|\bthe\b)")  # "When she resigned, what did Varga say?"
_HOUR = re.compile(r"\b(?:time|day|date)\s+(?:is|was)\s+$", re.IGNORECASE)
_OBJECT_END = re.compile(r"\W*$|[,;]|\s+(?:in|on|at|for|to|by|from|with|about|after|before|during|since|again|back)\b")
_MEANS = re.compile(r"\s+(?:be|mean|matter|happen|true|right|so|possible|important|work|change)\b[^,]*$")
_PREPOSITION = re.compile(r"\b(?:about|of|to|for|with|against|on|by|from)\s+$", re.IGNORECASE)
# What may be meant by a pronoun behind it, and what opens a clause with a subject of its own
_SOMEONE = re.compile(r"\b(?:who|whom|whose|which|many|much)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,.;:?!]|[’']s\b|\b(?:when|while|after|before|since|until|because|if|as|and|or|but|whether|than)\b", re.IGNORECASE
)
_CLAUSE_INSIDE = re.compile(r"\w.*" + f"(?:{_CLAUSE.pattern}|\\b(?:who|whom|whose|which|that|where|why|how)\\b)", re.I)
_SAYS_LITTLE = re.compile(
    r"happen\w*|bec[ao]me|becomes|comes?|came|goes|went|going|exactly|really|first|last|still|else|old|long"
)
_LEAST_FAR = 2  # words that tell something, between the start of a question and its object
_INTRODUCTION = re.compile(
    r"(?:in|on|at|since|until|during|before|after|between|from|last|according to)\b[^,?]*,\s+", re.I
)


def leans(text: str) -> bool:
    """Whether a pronoun of the question means nothing in it."""
    return any(_is_open(text, match) for match in _PRONOUN.finditer(text))


def without_pronouns(text: str, earlier: Sequence[Answer], known: tuple[str, ...]) -> tuple[str, bool]:
    """The question with what its open pronouns mean, and whether that says what all of them mean."""
    said, whole = text, True
    for match in reversed([match for match in _PRONOUN.finditer(text) if _is_open(text, match)]):
        kind = str(match.lastgroup)
        meant = None if kind == "time" else _ANTECEDENTS[kind](earlier, known)
        if meant is None or (kind == "matter" and not _PREPOSITION.search(text, 0, match.start())):
            whole = False
            continue
        said = f"{said[: match.start()]}{_as_used(meant, match, text)}{said[match.end() :]}"
    return said, whole


def _as_used(meant: str, match: re.Match[str], text: str) -> str:
    word = match[0].lower()
    if word not in _POSSESSIVES or (word == "her" and _OBJECT_END.match(text, match.end())):
        return meant
    return f"{meant}’" if meant.endswith("s") and match["several"] else f"{meant}'s"


def _is_open(text: str, match: re.Match[str]) -> bool:
    """Whether nothing in the question is meant by this pronoun."""
    introduction = _INTRODUCTION.match(text)
    start = introduction.end() if introduction and _is_limit(introduction[0]) else 0
    left, right = text[start : match.start()], text[match.end() :]
    word = match[0].lower()
    if match["matter"] or match["time"] or match["place"]:
        return _is_open_at_end(match, left, right)
    if word == "it" and (_EMPTY_IT.match(_EXPECTED_TO.sub("", right)) or _HOUR.search(left)):
        return False
    return (
        (_is_empty(left, match["person"] is not None) and not (match["some"] or _NAMED_LATER.search(right)))
        or _is_inverted(left, word)
        or (_is_object(word, right) and _is_plain(left))
    )


def _is_limit(introduction: str) -> bool:
    """Whether "In 2025," or "According to the Gazette," names no one who may be meant."""
    told = _telling(PERIOD.sub("", introduction))
    return not told or (told[0] == "according" and len(told) <= 1 + _LEAST_FAR)


def _is_open_at_end(match: re.Match[str], left: str, right: str) -> bool:
    """Whether "that", "then" or "there" ends a short question: "who lived there in 2023", "what does that mean"."""
    if match["matter"] and _MEANS.match(right):
        return _is_inverted(left, "") or _is_empty(left, False)
    at_end = not re.search(r"\w", re.sub(r"\b(?:in|on)\b", "", PERIOD.sub("", right)))
    inverted = re.search(rf"\b{AUXILIARY}\s+$", left, re.IGNORECASE) is not None
    if match["place"]:
        return at_end and _is_plain(left) and not inverted and not re.search(r"[A-Z]", left[1:])
    return at_end and _is_plain(left) and not (match["time"] and PERIOD.search(left))


def _is_inverted(left: str, word: str) -> bool:
    found = _INVERTED.fullmatch(left)
    if found is None or word not in _SUBJECTS | _POSSESSIVES | {""}:
        return False
    of_subject = found["asking"] and _OWN_SUBJECT.search(left) and _SOMEONE.search(left)
    return not (word in _POSSESSIVES and of_subject and _HAVING.fullmatch(found["auxiliary"]))


def _is_object(word: str, right: str) -> bool:
    if word in ("it", "her", "hers"):
        return _OBJECT_END.match(right) is not None
    if word in ("those", "these"):
        return re.match(rf"\s+{AUXILIARY}\b|{_OBJECT_END.pattern}", right) is not None
    return word in ("him", "them")


def _is_plain(left: str) -> bool:
    """Whether all before an object is one short clause, whose subject it cannot be."""
    return _CLAUSE_INSIDE.search(left) is None and len(_telling(left)) <= _LEAST_FAR


def _is_empty(left: str, of_person: bool) -> bool:
    """Whether nothing before a pronoun may be meant by it; a court is no "he", and may do one thing to him."""
    telling = _telling(left)
    groups = [word for word in telling if of_person and GROUP.fullmatch(word)]
    asks = re.search(rf"\b(?:what|when|where|why|how|{AUXILIARY})\b", left, re.IGNORECASE)
    return (
        asks is not None
        and not re.search(rf"{_SOMEONE.pattern}|[.?!:]", left, re.IGNORECASE)
        and len(telling) - len(groups) <= min(len(groups), 1)
    )


def _telling(left: str) -> list[str]:
    """The words that tell something; a name is one."""
    joined = re.sub(r"(?<=[A-Z])(\w+) (?=[A-Z])", r"\1_", left)
    words = re.findall(r"\w+", joined.lower())
    return [word for word in words if word not in STOP_WORDS and not _SAYS_LITTLE.fullmatch(word)]
