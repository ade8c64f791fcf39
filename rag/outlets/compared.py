"""What reports are compared on: "How do the Courier and the Post differ on the toll?" asks for the toll."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..terms import says_enough
from .aliases import Mention

_MARK = "\0"  # stands for the outlets, one or several
_LINK = (
    r"(?:,|,? and|,? or|&|versus|vs\.?|against|with)\s+(?:(?:later|then|also|what|that|those|the one)\s+)?"
    r"(?:(?:as )?(?:given )?(?:in|by|from|on|of|to|according to)\s+)?"
)
_ONE = rf"(?:the\s+)?[\"'‘“]?{_MARK}(?:[’']s(?:\s+(?:reports?|articles?|accounts?|stories|story))?|[\"'’”])?"
_ALL = rf"(?:both\s+)?{_ONE}(?:\s*{_LINK}{_ONE})*"
_DIFFER = r"(?:differ|disagree|agree|part company|diverge|clash|contradict (?:each other|one another)|compare)"
_THEY_SAY = r"(?:\s+(?:what|how) they \w+ (?:about|of|on)\b)?"
_ON = rf"(?:\s*(?:on|in|about|of|over|as to|regarding|concerning|that)\b{_THEY_SAY})?"
_GIVES = r"(?:say|report|give|write|tell|have|make|put|claim)s?"
# What only sets the reports side by side; each is cut where it stands.
_FRAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "How do A and B differ on X", "Do A and B give the same X", "Compare what A and B say about X", "A and B on X"
        rf"^(?:how|where|in what(?: way)?|on what)(?:\s+(?:far|much|sharply))?\s+(?:do|does|did)\s+{_ALL}\s+"
        rf"{_DIFFER}{_ON}\s+",
        rf"^(?:do|does|did)\s+{_ALL}\s+(?:{_DIFFER}{_ON}|{_GIVES}\s+(?:the same|different))\s+",
        rf"^(?:compare|contrast)\s+what\s+{_ALL}\s+{_GIVES}{_ON}\s+",
        rf"^{_ALL}\s*(?::\s*what (?:do|does|did) (?:each|they|both) {_GIVES}(?: as| of| about| on)?\s+|:\s*"
        r"|(?:on|about)\s+)",
        rf"^(?:compare|contrast)\s+(?=.*{_MARK})",
        # "X, and what does B say?", "X in A and in B"
        rf",?\s+and\s+(?:what|how (?:much|many))(?:\s+\w+)?\s+(?:do|does|did)\s+{_ONE}\s+{_GIVES}\b[^,;]*?(?=\W*$)",
        rf",?\s+and\s+(?:is|are|was|were)\s+(?:it|they)\s+the same\s+(?:in|on|by)\s+{_ONE}",
        rf",?\s*(?:\b(?:and\s+)?(?:according to|as given by|as reported by|in|by|from|on|with)|:)\s*{_ALL}(?=\W*$|:)",
    )
)
_BEHIND = re.compile(r":[^:?]{1,20}\?\s*$")  # "...: same number?"
_LEFT = re.compile(rf"{_ALL}(?:\s+(?:each|both)\b)?", re.IGNORECASE)


def compared_on(text: str, mentions: Sequence[Mention]) -> str:
    """A question that sets several outlets' reports side by side, without them; any other as it is.

    An article names neither itself nor the other, and a reader looks for whatever a question names. Where an outlet
    cannot be cut, "the papers" stands for it: "What turnout did the papers give?".
    """
    if not mentions:
        return text
    marked = text
    for mention in sorted(mentions, reverse=True):
        marked = marked[: mention.start] + _MARK + marked[mention.end :]
    left = marked
    for frame in _FRAMES:
        left = frame.sub("", left)
    if ":" not in marked.split(_MARK)[0]:
        left = _BEHIND.sub("", left)
    left = _LEFT.sub("the papers", left).strip(" ,;:")
    return left if says_enough(left) else text
