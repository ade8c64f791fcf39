"""The outlets that a question asks for, or asks to leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Outlets(NamedTuple):
    """Names as the index states them, or as the question does where the index has no such outlet."""

    sources: tuple[str, ...] = ()
    not_sources: tuple[str, ...] = ()


_REPORTING = (
    r"(?:report(?:s|ed|ing)?|sa(?:y|ys|id)|writ(?:e|es|ing)|wrote|claim(?:s|ed)?|publish(?:es|ed)?|quot(?:e|es|ed)|not(?:e|es|ed)|cover(?:s|ed)?|"
    r"describ(?:e|es|ed)|call(?:s|ed)?|put|giv(?:e|es)|gave|name[sd]?|find|found|mention(?:s|ed)?|tell|told|state[sd]?|work(?:ed)? out|argue[sd]?|suggest(?:s|ed)?|"
    r"reveal(?:s|ed)?|estimate[sd]?|explain(?:s|ed)?|predict(?:s|ed)?|warn(?:s|ed)?)"
)
_PIECE = r"(?:reports?|article|story|stories|coverage|piece|interview|account|headline|review|column|editorial|reporting)"
_BEFORE = re.compile(
    rf"\b(?:according to|(?:reported|published|written|covered|described|quoted|noted|mentioned|claimed|stated|said|given|featured) (?:\w+ )?(?:by|in|on)|{_PIECE}s? (?:\w+ )?(?:by|in|from|of|on)|as per|(?:did|does|do|has|had|have|is|was)"
    r"|how (?:did|does))\s+(?:both |either )?(?:the )?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"^(?:[’']s? (?:\w+ ){{0,2}}{_PIECE}\b|,? (?:\w+ly )?{_REPORTING}\b| {_PIECE}\b)", re.IGNORECASE)
_EXCLUDED_BEFORE = re.compile(
    r"\b(?:not (?:according to|from|by|in)|other than|except(?: for)?|excluding|apart from|aside from|besides|without|leaving out|leaving|ignoring|but not)\s+(?:the )?$",
    re.IGNORECASE,
)
_EXCLUDED_BEHIND = re.compile(r"^ aside\b", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|,? and|,? or|&)\s+(?:(?:in|by|from|on|reported by|according to) )?(?:the )?", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:did|does|do|has|had|have|is|was)\s+(?:the )?$", re.IGNORECASE)

# A name that an attribution introduces and that only an outlet bears.
_OUTLET_WORD = (
    r"(?:Times|Post|Herald|News|Gazette|Tribune|Journal|Courier|Guardian|Observer|Daily|Press|Chronicle|Mirror|Echo|Mail|Telegraph|Standard|Wire|Radio|"
    r"TV|Television|Review|Ledger|Weekly|Bulletin|Dispatch|Examiner|Inquirer|Register|Sentinel|Sun|Star|Globe|Independent|Express|Magazine|Argus|Advertiser|Broadcasting)"
)
_ACRONYM = r"(?:BBC|CNN|NPR|AP|AFP|RT|TASS|Reuters|Bloomberg|CNBC|MSNBC|ABC News|NBC|CBS|Politico|Axios|Al Jazeera|Sputnik|Xinhua|Vox|Wired|TechCrunch|Forbes|Newsweek|HuffPost|BuzzFeed)"
_UNKNOWN = re.compile(
    rf"(?i:\b(?:according to|reported (?:by|in)|(?:article|story|report|coverage|piece) (?:by|in|from))) (?i:the )?"
    rf"(?P<name>(?:[A-Z][\w’'&-]*(?: of| and)? ){{0,4}}{_OUTLET_WORD}\b(?: [A-Z]\w+)?|{_ACRONYM}\b(?! [A-Z]))"
    rf"|(?i:\b(?:did|does|has) )(?i:the )?(?P<subject>(?:[A-Z][\w’'&-]* ){{1,3}}{_OUTLET_WORD}|{_ACRONYM})(?= (?:\w+ )?{_REPORTING}\b)"
)


def read_outlets(text: str, known: Iterable[str]) -> Outlets:
    """The outlets named in a question: those of the index by name, with or without "The", where the
    question attributes something to them; and any other name that an attribution shows to be one.

    Names are matched with their capitals: "fortune" and "the morning tide" are words.
    """
    found: dict[str, bool] = {}  # name -> asked for (True) or left out (False)
    spans: list[tuple[int, int, str]] = _mentions(text, known)
    pending = []
    for start, end, name in spans:
        before, behind = text[:start], text[end:]
        if _EXCLUDED_BEFORE.search(before) or _EXCLUDED_BEHIND.search(behind):
            found[name] = False
        elif _attributed(before, behind):
            found[name] = True
        else:
            pending.append((start, end, name))
    for start, end, name in pending:  # "reported by both The Post and The Herald"
        for other_start, other_end, other in spans:
            between = text[other_end:start] if other_end <= start else text[end:other_start]
            if other in found and _JOINED.fullmatch(between):
                found[name] = found[other]
    for match in _UNKNOWN.finditer(text):
        group = "name" if match["name"] else "subject"
        overlaps = any(start < match.end(group) and match.start(group) < end for start, end, _ in spans)
        if not overlaps:
            found[match[group].strip()] = not _EXCLUDED_BEFORE.search(text[: match.start(group)])
    return Outlets(
        tuple(name for name, wanted in found.items() if wanted), tuple(name for name, wanted in found.items() if not wanted)
    )


def _mentions(text: str, known: Iterable[str]) -> list[tuple[int, int, str]]:
    """Where known outlets are named, the longest name first, none inside another."""
    spans: list[tuple[int, int, str]] = []
    for name in sorted(known, key=len, reverse=True):
        bare = re.sub(r"^[Tt]he ", "", name)
        for match in re.finditer(rf"(?<!\w)(?:[Tt]he )?{re.escape(bare)}(?!\w)", text):
            if not any(start < match.end() and match.start() < end for start, end, _ in spans):
                spans.append((match.start(), match.end(), name))
    return sorted(spans)


def _attributed(before: str, behind: str) -> bool:
    if _AUXILIARY.search(before):  # "did Fortune report", not "is Fortune 500 company"
        return re.match(rf" (?:\w+ ){{0,2}}{_REPORTING}\b", behind) is not None
    return bool(_BEFORE.search(before) or _BEHIND.search(behind))
