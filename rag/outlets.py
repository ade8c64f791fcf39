"""The outlets that a question asks for, or asks to leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Outlets(NamedTuple):
    """Names as the index states them, or as the question does where the index has no such outlet."""

    sources: tuple[str, ...] = ()
    not_sources: tuple[str, ...] = ()


class _Mention(NamedTuple):
    start: int
    end: int
    name: str


_REPORTING = (
    r"(?:report(?:s|ed|ing)?|sa(?:y|ys|id)|writ(?:e|es|ing)|wrote|claim(?:s|ed)?|publish(?:es|ed)?|quot(?:e|es|ed)"
    r"|not(?:e|es|ed)|cover(?:s|ed)?|describ(?:e|es|ed)|call(?:s|ed)?|put|giv(?:e|es)|gave|name[sd]?|find|found"
    r"|mention(?:s|ed)?|tell|told|state[sd]?|work(?:ed)? out|argue[sd]?|suggest(?:s|ed)?|reveal(?:s|ed)?"
    r"|estimate[sd]?|explain(?:s|ed)?|predict(?:s|ed)?|warn(?:s|ed)?)"
)
_PIECE = (
    r"(?:reports?|article|story|stories|coverage|piece|interview|account|headline|review|column|editorial|reporting)"
)
_PUBLISHED = r"(?:reported|published|written|covered|described|quoted|noted|mentioned|claimed|stated|said|featured)"
_BEFORE = re.compile(
    rf"\b(?:according to|{_PUBLISHED} (?:\w+ )?(?:by|in|on)|{_PIECE}s? (?:\w+ )?(?:by|in|from|of|on)|as per)"
    r"\s+(?:both |either )?(?:the )?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"^(?:[’']s? (?:\w+ ){{0,2}}{_PIECE}\b|,? (?:\w+ly )?{_REPORTING}\b| {_PIECE}\b)", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:did|does|do|has|had|have|is|was)\s+(?:the )?$", re.IGNORECASE)
# "did The Verge also report", "was the Gazette's report"; not "did Fortune 500 companies report", "did Time Warner say"
_AFTER_AUXILIARY = re.compile(rf" (?:[a-z]+ ){{0,2}}{_REPORTING}\b|[’']s? (?:\w+ ){{0,2}}{_PIECE}\b| {_PIECE}\b")
_LEFT_OUT_BEFORE = re.compile(
    r"\b(?:not (?:according to|from|by|in)|other than|except(?: for)?|excluding|apart from|aside from|besides|without"
    r"|leaving out|leaving|ignoring|but not)\s+(?:the )?$",
    re.IGNORECASE,
)
_LEFT_OUT_BEHIND = re.compile(r"^ aside\b", re.IGNORECASE)
_JOINED = re.compile(
    r"\s*(?:,|,? and|,? or|&)\s+(?:(?:in|by|from|on|reported by|according to) )?(?:the )?", re.IGNORECASE
)

# A name that an attribution introduces and that only an outlet bears.
_OUTLET_WORD = (
    r"(?:Times|Post|Herald|News|Gazette|Tribune|Journal|Courier|Guardian|Observer|Daily|Press|Chronicle|Mirror|Echo"
    r"|Mail|Telegraph|Standard|Wire|Radio|TV|Television|Review|Ledger|Weekly|Bulletin|Dispatch|Examiner|Inquirer"
    r"|Register|Sentinel|Sun|Star|Globe|Independent|Express|Magazine|Argus|Advertiser|Broadcasting)"
)
_BRAND = (
    r"(?:BBC|CNN|NPR|AP|AFP|RT|TASS|Reuters|Bloomberg|CNBC|MSNBC|ABC News|NBC|CBS|Politico|Axios|Al Jazeera|Sputnik"
    r"|Xinhua|Vox|Wired|TechCrunch|Forbes|Newsweek|HuffPost|BuzzFeed)"
)
_OUTLET_WORDS = r"(?:(?:Radio|TV|Television|Daily) [A-Z]\w+|Press Association|News Agency)"  # these come first
_UNKNOWN = re.compile(
    rf"(?i:\b(?:according to|reported (?:by|in)|(?:article|story|report|coverage|piece) (?:by|in|from)) (?:the )?)"
    rf"(?P<object>(?:[A-Z][\w’'&-]*(?: of| and)? ){{0,4}}{_OUTLET_WORD}\b(?! [A-Z])|{_OUTLET_WORDS}"
    rf"|{_BRAND}\b(?! [A-Z]))"
    rf"|(?i:\b(?:did|does|has) (?:the )?)(?P<subject>(?:[A-Z][\w’'&-]* ){{1,3}}{_OUTLET_WORD}|{_BRAND})"
    rf"(?= (?:[a-z]+ )?{_REPORTING}\b)"
)


def read_outlets(text: str, known: Iterable[str]) -> Outlets:
    """The outlets that a question names.

    Those of the index (`known`) by name, with or without "The", where the question attributes
    something to them; and any other name that an attribution shows to be one. Names are matched
    with their capitals: "fortune" and "the morning tide" are words.
    """
    mentions = _mentions(text, known)
    wanted = {mention.name: verdict for mention in mentions if (verdict := _verdict(text, mention)) is not None}
    for mention in (*mentions, *reversed(mentions)):  # "reported by both The Post and The Herald", from either side
        joined = [other for other in mentions if other.name in wanted and _is_joined(text, mention, other)]
        if mention.name not in wanted and joined:
            wanted[mention.name] = wanted[joined[0].name]
    for unknown in _unknown(text):
        if not any(mention.start < unknown.end and unknown.start < mention.end for mention in mentions):
            wanted[unknown.name] = not _LEFT_OUT_BEFORE.search(text[: unknown.start])
    return Outlets(
        tuple(name for name, asked in wanted.items() if asked),
        tuple(name for name, asked in wanted.items() if not asked),
    )


def _mentions(text: str, known: Iterable[str]) -> list[_Mention]:
    """Where known outlets are named, the longest name first, none inside another; in order of the text."""
    mentions: list[_Mention] = []
    for name in sorted(known, key=len, reverse=True):
        bare = re.sub(r"^[Tt]he ", "", name)
        for match in re.finditer(rf"(?<!\w)(?:[Tt]he )?{re.escape(bare)}(?!\w)", text):
            if not any(other.start < match.end() and match.start() < other.end for other in mentions):
                mentions.append(_Mention(match.start(), match.end(), name))
    return sorted(mentions)


def _unknown(text: str) -> list[_Mention]:
    found = ((match, "object" if match["object"] else "subject") for match in _UNKNOWN.finditer(text))
    return [_Mention(*match.span(group), match[group].strip()) for match, group in found]


def _verdict(text: str, mention: _Mention) -> bool | None:
    """True if the outlet is asked for, False if it is to be left out, None if it is only named."""
    before, behind = text[: mention.start], text[mention.end :]
    if _LEFT_OUT_BEFORE.search(before) or _LEFT_OUT_BEHIND.search(behind):
        return False
    if _AUXILIARY.search(before):  # "did Fortune report", not "is Fortune 500 company"
        return True if _AFTER_AUXILIARY.match(behind) else None
    return True if _BEFORE.search(before) or _BEHIND.search(behind) else None


def _is_joined(text: str, one: _Mention, two: _Mention) -> bool:
    first, second = sorted((one, two))
    return _JOINED.fullmatch(text[first.end : second.start]) is not None
