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
    r"|ProPublica|Bellingcat|Meduza|Interfax|Kommersant|Haaretz|ESPN|Nikkei|Yonhap|Economist|Rolling Stone"
    r"|Le Monde|Le Figaro|Der Spiegel|Die Zeit|El País|El Mundo|La Repubblica"
)
_WORDS = ("Time", "Insider")  # outlets, where the index has them; else words
_OTHER_NAMES = {re.escape(name) for same in SAME for name in same if name not in _WORDS}
_BRAND = f"(?:{'|'.join(sorted(_OTHER_NAMES, key=len, reverse=True))}|{_BRANDS})"
_OUTLET_WORDS = r"(?:(?:Radio|TV|Television|Daily) [A-Z]\w+|Press Association|News Agency)"  # these come first
_NO_OUTLET = re.compile(  # "the Strategic Defence Review", "Royal Mail", "the Gold Standard"
    r"(?:\b(?:Defen[cs]e|Spending|Judicial|Peer|Performance|Policy|Security|Safety|Case|Year) Review"
    r"|\b(?:Royal|Air) Mail|\b(?:American|Federal) Express|\b(?:Deutsche|Royal|Trading|Command) Post"
    r"|\b(?:Gold|Euro|Industry|Living) Standard|\b(?:Federal|Land|Electoral) Register|\b(?:Death|Lone|North|Pole) Star"
    r"|^(?:The )?(?!(?:National|Literary|Financial|Business|Law|Technology) )[\w’'-]+ Review"
    r"|\bGolden Globe|\bGood News|\bTwitter Post|\bBlack Mirror|\bAmazon Echo|\b(?:Apple|Google|Smart) TV)$"
)
REPORTING = (
    r"(?:report(?:s|ed)?|sa(?:y|ys|id)|writ(?:e|es)|wrote|publish(?:es|ed)?|claim(?:s|ed)?|cover(?:s|ed)?|note[sd]?"
    r"|describe[sd]?|tell|state[sd]?|find|found|mention(?:s|ed)?|reveal(?:s|ed)?)"
)
_PLACE = r"(?: of [A-Z]\w+)"  # "The Times of India"
_NAME = rf"(?:[A-Z][\w’'&-]*(?: of| and)? ){{0,4}}{_OUTLET_WORD}\b{_PLACE}?(?! [A-Z])"
_LONG_NAME = rf"(?:(?:[A-Z][\w’'&-]* ){{1,3}}{_OUTLET_WORD}\b{_PLACE}?|Times{_PLACE})"
_PIECE = r"(?:reports?|articles?|coverage|story|stories|pieces?)"
_ATTRIBUTIONS = (  # each with one group, the name
    # "according to the newspaper X", "reported by X", "an article published by X", "another in X"
    rf"(?i:\b(?:according to|reported (?:by|in)|(?:{_PIECE}(?: published)?|another) (?:by|in|from)|newspaper|magazine)"
    rf" (?:the )?(?:newspaper |magazine )?)({_NAME}|{_OUTLET_WORDS}|{_BRAND}\b(?! [A-Z]))",
    # "did X report", "did both X and another report"
    rf"(?i:\b(?:did|does|has) (?:both )?(?:the )?)({_LONG_NAME}|{_BRAND})"
    rf"(?= (?:[a-z]+ )?{REPORTING}\b| and (?:the )?[A-Z][\w’' ]{{1,40}} {REPORTING}\b)",
    # "did the Guardian report": with no more of a name, by what it did
    rf"(?i:\b(?:did|does|has) (?:both )?the )({_OUTLET_WORD})(?= (?:report|write)\b)",
    # "X's long article", "based on a recent X article"; not "after a Bloomberg report", which tells of the matter
    rf"(?<!\w)({_LONG_NAME}|{_BRAND})(?=[’']s (?:\w+ )?{_PIECE}\b)",
    rf"\b(?i:from|in|on|by|per|with|and|according to|considering|between|do|does|did) (?i:an?|the|another) (?:[a-z]+ )?"
    rf"({_LONG_NAME}|{_BRAND})(?= {_PIECE}\b)",
    # a sentence that begins "X reported", a question that begins "In X, "
    rf"(?:^|[.?!] )(?:The )?({_LONG_NAME}|{_BRAND})(?= (?:reported|reports|wrote|writes) )",
    rf"^(?i:in (?:the )?)({_LONG_NAME}|{_BRAND})(?=, )",
)
_UNKNOWN = re.compile("|".join(_ATTRIBUTIONS))


def unknown_outlets(text: str) -> list[Mention]:
    """Where the question attributes something to a name of that kind."""
    found = []
    for match in _UNKNOWN.finditer(text):
        group = match.lastindex or 0  # that of the attribution which matched
        if not _NO_OUTLET.search(match[group]):
            found.append(Mention(*match.span(group), (match[group].removeprefix("The "),)))
    return found
