"""Whether a stretch of time in a question is what it is about, rather than when it was published."""

from __future__ import annotations

import re

from .period import is_relative


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


NEWS = r"\b(?:news|articles|reports|stories|coverage)\b"
# A bare year is a window only where it says when something was said or reported; elsewhere it is
# mostly the topic ("the 2022 talks", "born in 1950", "plan to merge in 2024").
_SAYING = _words(
    r"\b(?:(?:say|said|tell|told|report(?:ed)?|writ(?:e|ten)|wrote|announced?|publish(?:ed)?|news|articles?|reports?"
    rf"|stor(?:y|ies)|coverage)|{NEWS}[^,;?]{{1,40}}\bfrom)\s+$"
)
_PREPOSITION = _words(r"\b(?:in|during|from|before|after|since|until|between)\s+$")
_OPENING = _words(r"\W*(?:in|during|before|after|since|until|between|from)\s+")
# A date in a clause of its own dates something else: "the country that sealed its borders in March 2020",
# "during the riot on 3 May", "after the mayor resigned in March".
_CLAUSE = _words(
    r"\b(?:(?:after|before|since|while|when|following|by)\s+(?:\w+\s+){0,4}?(?!beginning)\w+(?:ing|ed)"
    r"|(?:during|after|before|prior to|ahead of|since|until|following)\s+(?:the|an?|his|her|its|their)\s+"
    r"(?!(?:start|beginning|end|middle|week|month|year|spring|summer|autumn|fall|winter)\b)\w+"
    r"|if|that|who|whose|which|where|born (?:on|in)|died (?:on|in)|set (?:on|in))\b[^,;?]*$"
)
# The word that asks, also behind "According to the Courier, ..." or "Last week, ...": it opens no such clause.
_LEADING = _words(
    r"^\W*(?:(?:according to|apart from|leaving|as of|in|on|at|for|from|since|after|before|during|until|last|yesterday"
    r"|this|today|between|over|not)\b(?! (?:what|which|who))[^,]*,\s*)?"
    r"(?:what|which|who|whose|where|when|why|how)\b"
)
# "expire at the end of September", "will play on 4 July": what is to come was not published then.
_COMING = _words(
    r"\b(?:will|set to|due to|expected to|plan(?:s|ning|ned)? to|(?:is|are) planned|about to|going to|upcoming"
    r"|scheduled|headed|would|(?:was|were|is|are) to)\b"
)
# "is opening on 5 July", of a day without a year
_NOT_YET = _words(r"\b(?:is|are)(?: \w+){0,4}? \w+ing\b|\bavailable\b")
# "How far did house prices fall in May?": the figure for a month is published in a later one.
_STATISTIC = _words(
    r"\b(?:percentage|per cent|rate|prices|sales|inflation|unemployment|year-on-year|gdp|profits?|revenue)\b"
)
_EVENT = _words(r"\b(?:sa(?:y|id)|announced?|report(?:ed)?|written|told|tell|decided?|happen(?:ed)?|news)\b")
# "How much did prices rise this year?": a figure's period; it is published afterwards, or any day of it.
_FIGURE = _words(
    r"\b(?:how (?:many|much|often|far)|percentage|per cent|share|proportion|average|total|rate|record|highest|lowest"
    r"|most|least|biggest|largest|worst|best|annual|so far|compared?|than|growth|rise|rose|fell|figures?"
    r"|statistics)\b|%"
)
_TWO_REPORTS = _words(
    r"\b(?:(?:in)?consisten\w*|contradict\w*|disagreement|at odds|align\w*|change[sd]? .{0,200}?between"
    r"|there (?:a |any |no )?change|(?:compared|contrast) (?:to|with)|the same (?:day|date|news source)"
    r"|later (?:report|article|review)|subsequent)\b"
)
_FROM_EVENT = _words(r"\bfrom (?:the|an?|his|her|its|their) [^,;?]* (?:in|on|of) $")
_TO_EVENT = _words(r"\s*(?:to|until|till|up to) (?:the|an?|his|her|its|their|this|that|last|now|today)\b")
_NOT_THEN = _words(r"\b(?:so far|later|next|every|each|any|than|for|for the|compared (?:to|with)) $")
_MORE_THAN = _words(r"\b(?:over|nearly|almost|about|just) $")
_BOUND = _words(r"\b(?:before|after|since|until) $")
_DAY_BEFORE = _words(r"\b(?:on|since|until|till|before|after|from|between|and|to|this|of) $")
_DAY_NAME = re.compile(r" [A-Z]| (?:night|morning|evening|afternoon)s\b")  # "Monday Night Football"
_BEFORE_NOW = _words(r"\b(?:to|of|until|even) $")
_PAST = _words(r"\b(?:did|was|were|has|have|had|happened|news|\w+ed)\b")  # not "What is it worth today?"


def is_topic(before: str, match: re.Match[str], behind: str) -> bool:
    """Whether a match of PERIOD between these words says what is asked about rather than when it was published.

    So it is in a clause of its own, of what is still to come, before a noun ("the January storm"), as
    a figure's period, between two reports that are compared, and for a bare year without a saying verb.
    """
    if in_clause(before) or is_to_come(before, match, behind) or _TWO_REPORTS.search(before + behind):
        return True
    if _FROM_EVENT.search(before) and _TO_EVENT.match(behind):  # "from the opening of the talks in March to the deal"
        return True
    if match["year"]:
        words = _PREPOSITION.sub("", before)
        return not (
            (_OPENING.fullmatch(before) and behind.startswith(",")) or (words != before and _SAYING.search(words))
        )
    part_of_year = match["quarter"] or match["half"]
    if (match["bare_month"] or match["month"] or part_of_year) and _is_statistic(before + behind):
        return True
    if part_of_year and _FIGURE.search(before + behind):
        return True
    if match["bare_month"] and not before.strip():
        return re.match(r"\s*[,:]", behind) is None  # "March: what happened?", not "May I ask" or "March of the miners"
    if is_relative(match):
        within = re.search(r"\w,? $", before) is not None
        titled = within and match[0][0].isupper() and not match["weekday"]  # "Last Week Tonight"
        return titled or _is_loose(before, match, behind)
    # "the January storm", but "the spring of 2023" and "the 3rd of May"
    named = re.search(r"\bthe $", before, re.IGNORECASE) is not None
    return named and not match["season"] and " of " not in match[0].lower()


def _is_loose(before: str, match: re.Match[str], behind: str) -> bool:
    """Whether words counted from today are a figure's period, a name, or no day at all."""
    possessive = behind[:2] in ("'s", "’s")
    if _NOT_THEN.search(before) or (
        possessive and _BOUND.search(before)
    ):  # "so far this week", "before this week's vote"
        return True
    if match["ago"] and _MORE_THAN.search(before):
        return True
    if "year" in match[0].lower() or "quarter" in match[0].lower():
        return possessive or (_FIGURE.search(before + behind) is not None and _SAYING.search(before) is None)
    if match["weekday"]:
        dated = match["w_last"] or possessive or _DAY_BEFORE.search(before)
        return not dated or _DAY_NAME.match(behind) is not None or before.endswith("Mail on ")
    if match["today"]:
        return possessive or _BEFORE_NOW.search(before) is not None or _PAST.search(before + behind) is None
    return False


def _is_statistic(words: str) -> bool:
    return _STATISTIC.search(words) is not None and _EVENT.search(words) is None


def in_clause(before: str) -> bool:
    """Whether what follows these words dates something that the question only describes."""
    return _CLAUSE.search(_LEADING.sub("", before)) is not None


def is_to_come(before: str, match: re.Match[str], behind: str) -> bool:
    """Whether a period is one that a question looks forward to.

    A day or month without a year is so by any word of what is to come, another by one that stands before it.
    """
    dated = re.search(r"\d{4}", match[0]) or is_relative(match)
    if dated:
        return _COMING.search(before) is not None
    return any(words.search(before + behind) for words in (_COMING, _NOT_YET))
