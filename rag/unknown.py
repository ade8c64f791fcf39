"""Names that only an outlet bears and that an attribution introduces, whether or not the index has it."""

from __future__ import annotations

import re

from .aliases import SAME, Mention

_OUTLET_WORD = (
    r"(?:Times|Post|Herald|News|Gazette|Tribune|Journal|Courier|Guardian|Observer|Daily|Press|Chronicle|Mirror|Echo"
    r"|Mail|Telegraph|Standard|Wire|Radio|TV|Television|Review|Ledger|Weekly|Bulletin|Dispatch|Examiner|Inquirer"
    r"|Register|Sentinel|Sun|Star|Globe|Independent|Express|Magazine|Argus|Advertiser|Broadcasting)"
)
_BRANDS = (
    r"CNN|MSNBC|CNBC|Bloomberg|Politico|Axios|Xinhua|Vox|Wired|TechCrunch|Forbes|Newsweek|BuzzFeed|Reuters|ITV|Euronews"
    r"|ProPublica|Bellingcat|Meduza|Interfax|Kommersant|Haaretz"
)
_WORDS = ("Time", "Insider")  # outlets, where the index has them; else words
_OTHER_NAMES = {re.escape(name) for same in SAME for name in same if name not in _WORDS}
_BRAND = f"(?:{'|'.join(sorted(_OTHER_NAMES, key=len, reverse=True))}|{_BRANDS})"
_OUTLET_WORDS = r"(?:(?:Radio|TV|Television|Daily) [A-Z]\w+|Press Association|News Agency)"  # these come first
_NO_OUTLET = re.compile(  # "the Strategic Defence Review", "Royal Mail", "the Gold Standard"
    r"(?:\b(?:Defen[cs]e|Spending|Judicial|Peer|Performance|Policy|Security|Safety|Case|Year) Review"
    r"|\b(?:Royal|Air) Mail|\b(?:American|Federal) Express|\b(?:Deutsche|Royal|Trading|Command) Post"
    r"|\b(?:Gold|Euro|Industry|Living) Standard|\b(?:Federal|Land|Electoral) Register|\b(?:Death|Lone|North|Pole) Star"
    r"|\bGolden Globe|\bGood News|\bTwitter Post)$"
)
_REPORTING = (
    r"(?:report(?:s|ed)?|sa(?:y|ys|id)|writ(?:e|es)|wrote|publish(?:es|ed)?|claim(?:s|ed)?|cover(?:s|ed)?|note[sd]?"
    r"|describe[sd]?|tell|state[sd]?|find|found|mention(?:s|ed)?|reveal(?:s|ed)?)"
)
_NAME = rf"(?:[A-Z][\w’'&-]*(?: of| and)? ){{0,4}}{_OUTLET_WORD}\b(?! [A-Z])"
_UNKNOWN = re.compile(
    rf"(?i:\b(?:according to|reported (?:by|in)|(?:article|story|report|coverage|piece) (?:by|in|from)) (?:the )?)"
    rf"(?P<object>{_NAME}|{_OUTLET_WORDS}|{_BRAND}\b(?! [A-Z]))"
    rf"|(?i:\b(?:did|does|has) (?:the )?)(?P<subject>(?:[A-Z][\w’'&-]* ){{1,3}}{_OUTLET_WORD}|{_BRAND})"
    rf"(?= (?:[a-z]+ )?{_REPORTING}\b)"
    rf"|(?<!\w)(?P<piece>(?:[A-Z][\w’'&-]* ){{1,3}}{_OUTLET_WORD}|{_BRAND})"
    rf"(?=[’']s (?:\w+ )?(?:report|article|coverage|story)\b)"
    rf"|^(?i:in (?:the )?)(?P<opening>(?:[A-Z][\w’'&-]* ){{1,4}}{_OUTLET_WORD}|{_BRAND})(?=, )"
)


def unknown_outlets(text: str) -> list[Mention]:
    """Where the question attributes something to a name of that kind."""
    found = []
    for match in _UNKNOWN.finditer(text):
        group = next(name for name in ("object", "subject", "piece", "opening") if match[name])
        if not _NO_OUTLET.search(match[group]):
            found.append(Mention(*match.span(group), (match[group].strip(),)))
    return found
