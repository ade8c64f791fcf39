"""The topic whose news a question asks for, where it asks for nothing in it: "Tell me about the dam"."""

from __future__ import annotations

import re

from .dates import PERIOD
from .intent import WHAT_IS_NEW

_THE = r"(?:(?:an?|the|all|any|your|short|brief|quick|recent|latest|main) )*"
_NEWS = r"(?:news|articles?|reports?|stories|coverage|reporting|developments?)"
_OUTLETS = r"(?:outlets?|(?:news)?papers?|media|news organi[sz]ations?)"
# What stands before the topic.
_WAYS = (
    r"(?:tell|brief|update|inform) me (?:more |everything |all )?(?:about|on)",
    r"what (?:do (?:we|you|the (?:news|articles|papers|reports))|does the (?:news|press))"
    r" (?:know|say|have|report|tell(?: us)?) (?:about|on)",
    r"what (?:is|was|has been) (?:known|reported|written) about",
    rf"(?:summari[sz]e|recap|sum up)(?: {_THE}{_NEWS} (?:about|of|on))?",
    rf"(?:(?:give|show|write|make)(?: me)? |i (?:want|need) )?{_THE}"
    r"(?:summary|overview|timeline|chronology|digest|recap|rundown) (?:of|on|about)"
    rf"(?: {_THE}{_NEWS} (?:about|of|on))?",
    WHAT_IS_NEW,
    r"(?:what(?:[’']s| is) )?(?:the )?latest (?:about|on|with|in|from)",
    r"(?:is there |are there )?any(?:thing)? (?:news|new|updates?) (?:about|on|of|from)",
    rf"(?:(?:find|show|list|get|give)(?: me)? )?{_THE}{_NEWS} (?:about|on)",
    r"(?:what|which) (?:is|was|are) the (?:oldest|earliest|first|newest|latest|most recent)"
    r" (?:articles?|reports?|story|stories) (?:about|on)",
    rf"(?:which|what) {_OUTLETS} (?:have |has )?(?:(?:report(?:ed)?|wr[io]te|written) (?:about|on)|cover(?:ed)?)",
    rf"(?:who|(?:which|what) {_OUTLETS})"
    r" (?:first (?:reported|wrote)|(?:reported|wrote) first|was (?:the )?first to report)(?: about| on)?",
    r"when (?:was|were)(?=.* first reported\W*$)",
)
_TOPIC = re.compile(
    rf"^\W*(?:please )?(?:(?:can|could|would) you (?:please )?)?(?:{'|'.join(_WAYS)}) "
    r"(?P<topic>.+?)(?: first reported)?[\s?.!]*$",
    re.IGNORECASE,
)
_ASKED_IN_IT = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how|whether|if)\b|[?:;]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d]")


def topic_of(text: str) -> str | None:
    """The topic that a question asks for the news of: "the dam"; None where something in it is asked for."""
    asked = _TOPIC.match(text)
    if asked is None or _ASKED_IN_IT.search(asked["topic"]):
        return None
    return asked["topic"] if _LETTER.search(PERIOD.sub("", asked["topic"])) else None
