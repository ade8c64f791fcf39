"""The definite noun phrases and names of a question, found by its small words and capitals: no grammar is needed."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ..dates import PERIOD
from ..outlets import names_of, read_outlets
from ..terms import STOP_WORDS

Kind = Literal["person", "name", "several", "thing"]

_OWNER = re.compile(r"[’']s\b")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*|&")
_JOINING = frozenset(("of", "at", "in", "over", "for", "on", "near"))
_IN_NAMES = frozenset(("of", "&", "de", "van", "von", "da"))
_BEFORE_SUBJECT = frozenset(("do", "does", "did", "will", "would", "can", "could", "should", "may", "might", "must"))
# Before one of these a noun phrase has no verb at its end: "did the mayor say", "did the man who sold it go".
_AFTER_SUBJECT = frozenset(("say", "be", "have", "do", "own", "that", "who", "which", "whose"))
_VERB = re.compile(
    r"\w+ed|\w+n[’']t|became|began|broke|build|built|buy|call|came|come|cost|fell|find|found|gave|get|give|given|go|got"
    r"|grew|held|hit|hold|hurt|keep|kept|known|laid|leave|led|left|lose|lost|made|make|meet|met|need|pay|paid|put|ran|read"
    r"|rose|sank|saw|seen|sell|sent|set|shot|shut|sold|spent|stood|struck|sunk|swept|take|taken|tell|took|use|want|went"
    r"|win|won|worn|write|written|wrote|bought|brought|caught|chosen|drawn|driven|flown|heard|sang|spoken"
    r"|stolen|sung|taught|thought"
)
_ADVERB = re.compile(r"again|ago|aside|away|back|bigger|currently|down|due|first|itself|now|still|today|together")
PERSON = (
    r"(?:actor|actress|architect|artist|author|boy|candidate|captain|chair(?:man|woman)|chancellor|chief|coach"
    r"|commander|commissioner|councillor|deputy|designer|director|doctor|driver|emperor|engineer|envoy|farmer|father"
    r"|fisherman|founder|general|girl|governor|head|journalist|judge|keeper|king|lawyer|leader|lord|man|manager|master"
    r"|mayor|mediator|minister|mother|nurse|officer|official|owner|pilot|player|politician|pope|premier|president"
    r"|priest|prince|princess|professor|prosecutor|queen|reporter|scientist|secretary|senator|singer|sister|brother"
    r"|skipper|speaker|spokes(?:man|woman|person)|student|surgeon|suspect|teacher|teenager|victim|witness|woman|worker"
    r"|writer|sir|mr|mrs|ms|dr)"
)
_PERSON = re.compile(PERSON, re.IGNORECASE)
_NO_PERSON = re.compile(
    r"\b(?:Academy|Agency|Airport|Association|Bank|Bay|Board|Bridge|Castle|Cent(?:re|er)|Church|City|Club|College"
    r"|Commission|Company|Council|County|Courier|Court|Flats|Harbour|Hospital|Hotel|House|Island|Isle|Lake|League|Library"
    r"|Museum|North|Park|Party|Pass|Point|Port|Post|River|Road|School|South|Square|Station|Street|Tower|Town|Union"
    r"|University|Valley|West|East|New|Saint|St)\b|&|\d"
)
PLURAL = r"(?:\w*[^\W\dsui]s|\w*(?:men|people)|children|police|staff|crew)"
GROUP = re.compile(  # "they" may be one of these, "he" is none
    r"army|bank|board|club|commission|committee|company|council|court|crew|family|firm|government|hospital|jury|league"
    r"|ministry|orchestra|paper|parliament|party|police|press|school|staff|team|town|union|yard",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|to|from|off|outside|around)\s+$", re.IGNORECASE)


class Phrase(NamedTuple):
    """A definite noun phrase or a name in a question: "the bridge at Corrow", whose core is "the bridge".

    A "name" may be anything's; `placed` says that something is in it, or goes there.
    """

    start: int
    end: int
    text: str
    core: str
    kind: Kind
    placed: bool

    @property
    def owner(self) -> Phrase:
        """The owner in "Corvin Aldersey's appeal"; else the phrase itself."""
        owner = _OWNER.split(self.core)[0]
        owned = self._replace(text=owner, core=owner)
        return owned._replace(kind=_kind(owned)) if owner != self.core else self

    @property
    def is_group(self) -> bool:
        """Whether it may be an organisation."""
        return (self.kind == "name" and not self.placed) or GROUP.fullmatch(self.core.split()[-1]) is not None

    @property
    def is_no_person(self) -> bool:
        """Whether its name is one that places and organisations have."""
        return _NO_PERSON.search(self.core) is not None


def phrases(text: str, known: tuple[str, ...]) -> list[Phrase]:
    """The definite noun phrases and names of a question, in order; not its periods, nor the outlets it asks for."""
    masked = _masked(text, known)
    words = list(_WORD.finditer(masked))
    found: list[Phrase] = []
    n = 0
    while n < len(words):
        core = _core_end(masked, words, n)
        if core == n:
            n += 1
            continue
        end = _without_verb(masked, words, n, _joined_end(masked, words, n, core))
        whole, short = (masked[words[n].start() : words[last - 1].end()] for last in (end, min(core, end)))
        placed = _PLACE_BEFORE.search(masked, 0, words[n].start()) is not None
        found.append(Phrase(words[n].start(), words[end - 1].end(), _plain(whole), _plain(short), "thing", placed))
        n = end
    return [each._replace(kind=_kind(each)) for each in found]


def _masked(text: str, known: tuple[str, ...]) -> str:
    """The text with ";" over its periods and the outlets it asks for: no noun phrase goes over them."""
    outlets = read_outlets(text, known)
    asked = {*outlets.sources, *outlets.not_sources}
    spans = [match.span() for match in PERIOD.finditer(text)]
    spans += [(each.start, each.end) for each in names_of(known).find(text) if asked & set(each.names)]
    for start, end in spans:
        text = f"{text[:start]}{';' * (end - start)}{text[end:]}"
    return text


def _core_end(text: str, words: list[re.Match[str]], n: int) -> int:
    """The end of the noun phrase that starts at a word, as it stands before "of" or "at"; `n` where none does."""
    if words[n][0].lower() == "the":
        end = _nouns_end(text, words, n + 1)
        return end if end > n + 1 else n
    if not _is_name(words, n):
        return n
    end = n + 1
    while not _OWNER.search(words[end - 1][0]) and _goes_on(text, words, end) and _is_in_name(text, words, end):
        end += 1
    return _nouns_end(text, words, end) if _OWNER.search(words[end - 1][0]) else end


def _nouns_end(text: str, words: list[re.Match[str]], start: int) -> int:
    """The end of the nouns, and what describes them, from a word on."""
    end = start
    while _goes_on(text, words, end) and _is_noun(words, end, end == start):
        end += 1
    return end


def _joined_end(text: str, words: list[re.Match[str]], start: int, core: int) -> int:
    """The end with what is joined to it: "the roof over the skating rink"."""
    end = core
    while words[start][0].lower() == "the" and _goes_on(text, words, end) and words[end][0] in _JOINING:
        joined = end + 1
        after = _core_end(text, words, joined) if _goes_on(text, words, joined) else joined
        if words[end][0] == "of" and words[joined : joined + 1] and words[joined][0].lower() != "the":
            after = _nouns_end(text, words, after)
        if after == joined:
            break
        end = after
    return end


def _without_verb(text: str, words: list[re.Match[str]], start: int, end: int) -> int:
    """The end without the verb that follows a subject: "did the town intend"."""
    inverted = start > 0 and words[start - 1][0].lower() in _BEFORE_SUBJECT
    following = words[end][0] if _goes_on(text, words, end) else ""
    followed = following in _AFTER_SUBJECT or _VERB.fullmatch(following) is not None
    is_verb = inverted and not followed and end - start > 2 and words[end - 1][0].islower()
    return end - 1 if is_verb else end


def _goes_on(text: str, words: list[re.Match[str]], n: int) -> bool:
    """Whether nothing but a space, or the point of "Dr.", stands before this word."""
    return n < len(words) and re.fullmatch(r"\.?\s+", text[words[n - 1].end() : words[n].start()]) is not None


def _is_noun(words: list[re.Match[str]], n: int, first: bool) -> bool:
    word = words[n][0].lower()
    if word in STOP_WORDS or (not first and (_VERB.fullmatch(word) or _ADVERB.fullmatch(word))):
        return False
    last = n + 1 == len(words) or words[n + 1][0].lower() in STOP_WORDS
    return first or not (word.endswith("ing") and last)


def _is_name(words: list[re.Match[str]], n: int) -> bool:
    """Whether a word is a name's; the first of a text is where another name's word follows."""
    word = words[n][0]
    if not word[0].isupper() or word.lower() in STOP_WORDS:
        return False
    return n > 0 or (len(words) > 1 and words[1][0][0].isupper())


def _is_in_name(text: str, words: list[re.Match[str]], n: int) -> bool:
    """Whether a word belongs to the name before it: "Isle of Venn", "Strand & Keel"."""
    return _is_name(words, n) or (words[n][0] in _IN_NAMES and _goes_on(text, words, n + 1) and _is_name(words, n + 1))


def _kind(phrase: Phrase) -> Kind:
    words = phrase.core.split()
    if words[0].lower() != "the" and not _OWNER.search(phrase.core):
        titled = len(words) > 1 and _PERSON.fullmatch(words[0].rstrip(".")) is not None
        full = len(words) > 1 and not phrase.placed and not phrase.is_no_person
        return "person" if titled or full else "name"
    if _PERSON.fullmatch(words[-1]) or (words[-1][0].isupper() and any(map(_PERSON.fullmatch, words[1:-1]))):
        return "person"
    return "several" if re.fullmatch(PLURAL, words[-1], re.IGNORECASE) else "thing"


def has_capital(text: str) -> bool:
    """Whether a text has a capital letter."""
    return any(map(str.isupper, text))


def _plain(text: str) -> str:
    """A phrase without a possessive's ending, as a text without line breaks has it."""
    return " ".join(re.sub(r"[’']s$", "", text).split())
