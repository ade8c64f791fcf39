"""Whether a question compares, and what: reports, or two things."""

from __future__ import annotations

import re

_REPORT = r"reports?|reported|reporting|articles?|coverage|published"
# What sets reports side by side: "Do the Courier and the Post give the same figure?", "the Courier versus the Post".
COMPARING = re.compile(
    r"\b(?:compar\w+|contrast\w*|differ(?:s|ed|ent|ently|ences?)?|disagrees?|agrees?(?! to)|versus|vs|against|same"
    r"|each|both|part company|contradict\w*|(?:in)?consisten\w+)\b",
    re.IGNORECASE,
)
_OF_REPORTS = re.compile(rf"\b(?:{_REPORT}|(?:in)?consisten\w+|contradict\w*)\b", re.IGNORECASE)
_TOLD = re.compile(rf"\b(?:{_REPORT}|news|stor(?:y|ies)|said|say|wrote)\b", re.IGNORECASE)

_COMPARE = r"(?:compare|contrast|weigh)"
_SHOW = r"set|put|give me|show me"
_BESIDE = r"(?:beside|next to|against)"
_TO = r"(?:with|to|against)"
_MORE = (
    r"(?:more|less|fewer|better|worse|bigger|larger|smaller|greater|higher|lower|longer|shorter|older|younger|cheaper|dearer"
    r"|faster|slower|earlier|later|stronger|weaker|heavier|lighter|deeper|wider|warmer|colder)"
)
_TWO_THINGS = re.compile(
    rf"^\W*{_COMPARE}\b|^\W*(?:{_SHOW}|list)\b.*\b{_BESIDE}\b"
    rf"|\b(?:do|does|did)\b.*\bcompare(?: {_TO}\b|\W*$)|\b(?:versus|vs|set (?:against|beside))\b"
    r"|\b(?!rather\b)(?:more|less|worse|\w+er)\b[^?]*"
    r"\bthan (?:in|on|at|the|what|that|those|its|his|her|their|it|last)\b"
    rf"|^\W*(?:was|were|is|are|did|do|does|has|have|had)\b[^?]*\b{_MORE}\b[^?]*\bor (?:in|on|at|the|that|those)\b",
    re.IGNORECASE,
)
# "Compare A with B", "Give me A beside B", "How does A compare with B?", "A versus B"
_SIDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^{_COMPARE}\s+(?P<one>.+?)\s+(?:with|against)\s+(?P<two>.+?)$",
        rf"^{_COMPARE}\s+(?P<one>.+)\s+(?:and|to)\s+(?P<two>.+?)$",
        rf"^(?:{_SHOW})\s+(?P<one>.+?)\s+{_BESIDE}\s+(?P<two>.+?)$",
        rf"^how\s+(?:do|does|did)\s+(?P<one>.+?)\s+compare\s+{_TO}\s+(?P<two>.+?)$",
        r"^(?P<one>(?!(?:what|which|who|where|when|how|why) (?:is|are|was|were|do|does|did)\b).+?),?\s+"
        r"(?:versus|vs\.?|set (?:against|beside))\s+(?P<two>.+?)$",
    )
)
# A match or a case is one thing: "Who won Arsenal vs Chelsea?"
_CONTEST = re.compile(
    r"(?P<before>\b(?i:what|which|who|whom|whose|where|when|how|why)\b.*[A-Z][\w’'-]*) (?:versus|vs\.?|v\.?)(?= [A-Z])"
)
_LEAST = 2  # words of a side


def compares_reports(text: str) -> bool:
    """Whether reports are set side by side, whose days then tell which are meant."""
    return COMPARING.search(text) is not None and _OF_REPORTS.search(text) is not None


def compares_things(text: str) -> bool:
    """Whether two things are set side by side: "Was the catch of January bigger than that of May?"."""
    return _TWO_THINGS.search(_without_contests(text)) is not None


def have_own_times(text: str) -> bool:
    """Whether two things are compared, each of its own time, and not what was reported of them in one."""
    return compares_things(text) and _TOLD.search(text) is None


def sides(text: str) -> tuple[str, str] | None:
    """What is compared, as two questions; None where nothing is, or a side is a word that lives on the other."""
    text = _without_contests(text.strip(" ?."))
    found = next((match for pattern in _SIDES if (match := pattern.match(text))), None)
    if found is None or any(len(found[side].split()) < _LEAST for side in ("one", "two")):
        return None
    return f"{found['one']}?", f"{found['two']}?"


def _without_contests(text: str) -> str:
    """The text without the "versus" of a match or a case that a question asks about."""
    return _CONTEST.sub(r"\g<before>", text)
