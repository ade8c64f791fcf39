"""The outlets that a question asks for, or asks to leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..comparison import COMPARING
from .aliases import Mention, names_of
from .speakers import are_speakers
from .unknown import REPORTING, unknown_outlets


class Outlets(NamedTuple):
    """Names as the index states them, or as the question does where the index has no such outlet.

    `asked` is how many outlets the question asks for: one, if it says "the Gazette" and two are called so.
    """

    sources: tuple[str, ...] = ()
    not_sources: tuple[str, ...] = ()
    asked: int = 0


_REPORTING = (
    rf"(?:{REPORTING}|reporting|saying|writing|told|quot(?:e|es|ed)|call(?:s|ed)?|put|giv(?:e|es)|gave|name[sd]?"
    r"|work(?:ed)? out|argue[sd]?|suggest(?:s|ed)?|estimate[sd]?|explain(?:s|ed)?|predict(?:s|ed)?|warn(?:s|ed)?"
    r"|highlight(?:s|ed)?|discuss(?:es|ed)?|indicate[sd]?|impl(?:y|ies|ied)|detail(?:s|ed)?|accuse[sd]?|allege[sd]?"
    r"|attribute[sd]?|portray(?:s|ed)?|present(?:s|ed)?|see|view|frame[sd]?|emphasi[sz]e[sd]?|focus(?:es|ed)?"
    r"|recommend(?:s|ed)?|advise[sd]?|list(?:s|ed)?|identif(?:y|ies|ied)|(?:differ|disagree)(?:s|ed)?|single[sd]? out)"
)
PIECE = (
    r"(?:reports?|articles?|story|stories|coverage|piece|interview|account|headline|review|column|editorial|reporting"
    r"|portrayal|perspective|analysis|take|view|version|briefing|explainer|profile|obituary|investigation|live ?blog)"
)
_PUBLISHED = (
    r"(?:reported|published|written|covered|described|quoted|noted|mentioned|claimed|stated|said|featured|highlighted"
    r"|discussed|portrayed|characteri[sz]ed|depicted|identified|cited|revealed|detailed|observed|documented|suggested"
    r"|alleged|accused|reviewed|criticized|outlined|referenced|praised|indicated|presented|listed)"
)
_QUOTE = r"[\"'‘“]?"
_BEFORE = re.compile(
    rf"\b(?:according to|{_PUBLISHED} (?:\w+ )?(?:by|in|on)|{PIECE} (?:\w+ )?(?:by|in|from|of|on)|per"
    rf"|news (?:from|by|in)|(?:only|just) (?:from|in|by)"
    rf"|(?:articles?|reports?|stories|claims|headlines|information|details|another) (?:\w+ ){{0,2}}(?:from|by|in)"
    rf"|(?:sources?|outlets?|publications?|papers?)(?::|,? (?:such as|including|like|from))?"
    rf"|(?:reporting|coverage|portrayal|description) [^,;.?]{{1,120}}\bby"
    rf"|(?:read|appeared|printed|ran) (?:in|on))"
    rf"\s+(?:both |either )?(?:an? (?:article|report|story) (?:by|in|from|on) )?(?:the )?{_QUOTE}$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"^[\"'’”]?(?:[’']s? (?:\w+ ){{0,2}}{PIECE}\b| {PIECE}\b| (?:magazine|newspaper) {_REPORTING}\b"
    rf"|,? (?:(?:\w+ly|later|also|first|then) )?{_REPORTING}\b)",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(rf"\b(?:did|does|do|has|had|have|is|was|are|were)\s+(?:the )?{_QUOTE}$", re.IGNORECASE)
# "did The Verge also report", "was the Gazette's report"; not "did Fortune 500 companies report", "did Time Warner say"
_AFTER_AUXILIARY = re.compile(
    rf"[\"'’”]?(?: (?:[a-z]+ ){{0,2}}{_REPORTING}|[’']s? (?:\w+ ){{0,2}}{PIECE}| {PIECE}"
    rf"| (?:change|alter|shift|revise|correct)\w* (?:its|their) (?:\w+ ){{0,3}}{PIECE})\b"
)
_INSERTED = re.compile(r"(?:^\W*|, )(?:in|on|from)\s+(?:the )?$", re.IGNORECASE)  # "In the Ilmar Post, who ..."
_SAID_IN = re.compile(rf"\b(?:{_PUBLISHED}|say|write|read)\b.* (?:in|by|on) (?:the )?{_QUOTE}$", re.IGNORECASE)
_LEFT_OUT_BEFORE = re.compile(
    r"\b(?:not (?:according to|from)|(?:(?:reported|covered|published)(?: but)?|but|^) not (?:by|in)"
    r"|other than|except(?: for)?|exclud(?:e|ing)|ignore|leave out|without using|apart from|aside from|besides|without"
    r"|leaving out|leaving|ignoring|but not|not|but no)\s+(?:(?:any|every)thing (?:from|by|in) )?(?:the )?$",
    re.IGNORECASE,
)
_LEFT_OUT_BEHIND = re.compile(r"^,? (?:aside|excluded|excepted)\b", re.IGNORECASE)
_COMPARED = re.compile(  # "discussed by readers on The Verge", not "what did he say on RT"
    r"\b(?:by|from|in|per|while|whereas|unlike|than|versus|(?:that|those) of"
    r"|(?:contrary|in contrast|compared|opposed) (?:to|with)"
    r"|(?:discuss|cover|report|review|publish|feature|portray)\w* (?:\w+ ){0,3}on)"
    rf" (?:the )?{_QUOTE}$",
    re.IGNORECASE,
)
_GIVES = re.compile(r" (?:have|give|make|put|say|count|quote)\b")  # "and what figure does the Post have?"
JOINED = re.compile(
    rf"[\"'’”]?(?:[’']s)?\s*(?:,|,? and|,? or|&)\s+"
    rf"(?:(?:both )?(?:in|by|from|on|to|reported by|according to) )?(?:the )?{_QUOTE}",
    re.IGNORECASE,
)
_BYLINE_BEFORE = re.compile(rf"\b(?:written|{PIECE}) (?:\w+ )?by $", re.IGNORECASE)
_BYLINE_BEHIND = re.compile(
    r"^(?:[’']s? (?:\w+ )?(?:article|column|piece|editorial|op-ed)\b| (?:\w+ly )?(?:write|wrote)\b)"
)


def read_outlets(text: str, known: Iterable[str]) -> Outlets:
    """The outlets that a question names.

    Those of the index (`known`), by a name or a common alias, where the question attributes something
    to them; and any other name that an attribution shows to be one. Names are matched with their
    capitals: "fortune" and "the morning tide" are words.
    """
    mentions = names_of(tuple(known)).find(text)
    wanted = {mention: verdict for mention in mentions if (verdict := _verdict(text, mention)) is not None}
    for unknown in unknown_outlets(text):
        if not any(mention.start < unknown.end and unknown.start < mention.end for mention in mentions):
            wanted[unknown] = not _LEFT_OUT_BEFORE.search(text[: unknown.start])
    _add_joined(text, mentions, wanted)
    # Several that no verb of reporting shows: "Do RT and Sputnik give the same figure?"
    beside = [each for each in mentions if wanted.get(each, not are_speakers(each.names))]
    if len({each.names for each in beside}) > 1 and COMPARING.search(text):
        wanted |= dict.fromkeys(beside, True)
    if any(wanted.values()):  # "According to RT, ..., and what of Sputnik's view": the question compares them
        wanted |= {each: True for each in mentions if each not in wanted and _is_compared(text, each)}
        _add_joined(text, mentions, wanted)
    left_out = dict.fromkeys(name for mention, asked in wanted.items() if not asked for name in mention.names)
    groups = {mention.names for mention, asked in wanted.items() if asked}
    asked = dict.fromkeys(name for mention, asked in wanted.items() if asked for name in mention.names)
    return Outlets(tuple(asked), tuple(name for name in left_out if name not in asked), len(groups))


def _verdict(text: str, mention: Mention) -> bool | None:
    """True if the outlet is asked for, False if it is to be left out, None if it is only named."""
    before, behind = text[: mention.start], text[mention.end :]
    if _LEFT_OUT_BEFORE.search(before) or _LEFT_OUT_BEHIND.search(behind):
        return False
    if are_speakers(mention.names):
        return True if _BYLINE_BEFORE.search(before) or _BYLINE_BEHIND.search(behind) else None
    if _AUXILIARY.search(before):  # "did Fortune report", not "is Fortune 500 company"
        return True if _AFTER_AUXILIARY.match(behind) else None
    if (_INSERTED.search(before) and behind.startswith(",")) or (behind.startswith(": ") and not before.strip()):
        return True
    if _SAID_IN.search(before) and not behind.strip(" ?.!\"'’”"):
        return True
    return True if _BEFORE.search(before) or _BEHIND.search(behind) else None


def _add_joined(text: str, mentions: Sequence[Mention], wanted: dict[Mention, bool]) -> None:
    """Adds what "and" or a comma joins to an outlet that is wanted: "reported by both The Post and The Herald"."""
    for mention in (*mentions, *reversed(mentions)):  # from either side
        joined = [other for other in wanted if _is_joined(text, mention, other)]
        if mention not in wanted and joined:
            wanted[mention] = wanted[joined[0]]


def _is_compared(text: str, mention: Mention) -> bool:
    """Whether an outlet is named as reports are, in a question that asks for another one."""
    before, behind = text[: mention.start], text[mention.end :]
    gives = _AUXILIARY.search(before) is not None and _GIVES.match(behind) is not None
    return not are_speakers(mention.names) and (
        gives or _COMPARED.search(before) is not None or behind.startswith(("'s", "’s"))
    )


def _is_joined(text: str, one: Mention, two: Mention) -> bool:
    first, second = sorted((one, two))
    return JOINED.fullmatch(text, first.end, second.start) is not None
