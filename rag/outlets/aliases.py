"""The names under which a question may mean an outlet of the index, learned from the index's own names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from .speakers import are_speakers

# Names that one outlet bears, where its own name does not show them.
SAME = (
    ("Associated Press", "AP", "AP News"),
    ("New York Times", "NYT", "NY Times", "nytimes", "NYTimes"),
    ("Wall Street Journal", "WSJ"),
    ("Washington Post", "WaPo"),
    ("Los Angeles Times", "LA Times", "L.A. Times", "latimes"),
    ("Financial Times", "FT"),
    ("Christian Science Monitor", "CSM", "csmonitor"),
    ("Sydney Morning Herald", "SMH"),
    ("South China Morning Post", "SCMP"),
    ("BBC", "BBC News", "Beeb"),
    ("RT", "Russia Today", "RT News", "RT International"),
    ("Sputnik", "Sputnik News", "Sputnik International"),
    ("Agence France-Presse", "AFP"),
    ("Deutsche Welle", "DW"),
    ("Voice of America", "VOA", "voanews"),
    ("NPR", "National Public Radio"),
    ("PBS", "PBS NewsHour"),
    ("USA Today", "USAToday"),
    ("Time", "Time Magazine"),
    ("HuffPost", "Huffington Post", "HuffPo"),
    ("FiveThirtyEight", "538"),
    ("Business Insider", "Insider"),
    ("Daily Telegraph", "Telegraph"),
    ("Al Jazeera", "Al-Jazeera"),
    ("TASS", "Itar-Tass"),
    ("Fox News", "Fox Online News"),
    ("NBC News", "NBC", "NBCNews"),
    ("CBS News", "CBS"),
    ("ABC News", "ABC"),
)
_SECTION = re.compile(r" (?:Opinion|Editorial(?: Board)?|Web News)$")
_DOMAIN = re.compile(
    r"(?i)\b(?:www\.)?((?:[\w-]+\.)*?[\w-]+)\.(?:com|org|net|gov|edu|info|news|tv|ru|eu|co\.uk|com\.au|co)\b"
)
_PAPER = re.compile(r"\b(?:Times|Journal|Post|Monitor|Tribune|Chronicle|Herald|Register)$")
_MORE_BEHIND = re.compile(r" (?:[A-Z]|\d)\w")
_OF_MORE = re.compile(r" of [A-Z]")  # "the Times of India" is not the Times
_MORE_BEFORE = re.compile(r"[a-z0-9,] (?!The )[A-Z][\w’'&-]* $")
# Names that are an outlet's only with "the": "according to Hill" is a person's.
_NEED_THE = re.compile(
    r"age|advocate|catalyst|conversation|dispatch|hill|independent|justice|mail|mirror|nation|outline|post|root|star|sun"
    r"|thread|times|week"
)
# Last words of outlets by which nobody calls them; by others they do, with "the": the Gazette, the Islander.
_NO_SHORT = re.compile(
    r"(?:news|press|radio|tv|fm|online|daily|weekly|magazine|review|policy|media|network|agency|international|service"
    r"|today|world|america|wire|business|money|opinion|politics|sports?"
    r"|authority|bank|board|commission|company|court|department|federation|government|group|ministry|office|parliament"
    r"|party|police)"
)
# Nor by what a name says behind its own: "Bank of Morrane", "Ministry of Revenue, Norrish", "BBC Scotland".
_OF_ANOTHER = re.compile(r",|^[Rr]adio\b|\b(?:of|for|in|and|[A-Z]{3,}(?! [A-Z]+$)) \S+$")
_WORD = re.compile(r"\w+(?:[.'’&-]\w+)*")


class Mention(NamedTuple):
    """Where a question names an outlet, and which outlets of the index are meant."""

    start: int
    end: int
    names: tuple[str, ...]


class Names:
    """All names of an index's outlets, ready to be found in a question."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self._outlets = _outlets_by_name(known)
        self._short = _outlets_by_short(known, self._outlets)
        self._outlets |= self._short
        self._by_squeezed = {_squeezed(name): outlets for name, outlets in self._outlets.items()}
        self._by_first_word: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._outlets, key=len, reverse=True):  # the longest is tried first
            first = _WORD.search(name)
            self._by_first_word[_plain(first[0]) if first else name].append(name)

    def find(self, text: str) -> list[Mention]:
        """Where the outlets are named, none inside another, in order of the text.

        A name counts with its capitals: "fortune" and "the morning tide" are words. In a question
        typed without any, names of several words count, too.
        """
        mentions: list[Mention] = []
        end = 0
        typed_small = text == text.lower()
        folded = _folded(text)
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            found = self._at(text, folded, word, typed_small)
            if found:
                mentions.append(found)
                end = found.end
        return mentions

    def like(self, name: str) -> tuple[str, ...]:
        """The outlets that a person means by a name, in whatever letters; none if there is no such outlet."""
        return self._by_squeezed.get(_squeezed(name)) or self._by_squeezed.get(_squeezed(_bare(name)), ())

    def _at(self, text: str, folded: str, word: re.Match[str], typed_small: bool) -> Mention | None:
        start = word.start()
        for name in self._by_first_word.get(_plain(word[0]), ()):
            end = start + len(name)
            if not folded.startswith(name, start) or text[end : end + 1].isalnum():
                continue
            if typed_small and " " in name:
                return Mention(start, end, self._outlets[name])
            if name in self._short and _OF_MORE.match(text, end):
                continue
            needs_the = name in self._short or _NEED_THE.fullmatch(name) is not None
            if _has_capitals(text[start:end]) and not _is_part(name, text[:start], text[end:], needs_the):
                return Mention(start, end, self._outlets[name])
        site = _DOMAIN.match(text, start)
        label = site[1].rsplit(".", 1)[-1] if site else ""
        outlets = self._by_squeezed.get(_squeezed(label)) if label else None
        return Mention(start, site.end(), outlets) if site and outlets else None


@lru_cache(maxsize=8)
def names_of(known: tuple[str, ...]) -> Names:
    """The names of these outlets; made once for an index (12 ms for 491 outlets)."""
    return Names(known)


def _outlets_by_name(known: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Folded names, each with the outlets that it means: its own, else all sections, else by a looser name."""
    levels: list[dict[str, dict[str, None]]] = [defaultdict(dict) for _ in range(3)]
    for outlet in known:
        for level, names in zip(levels, (_own(outlet), _heads(outlet), _loose(outlet)), strict=True):
            for name in names:
                if name.strip():
                    level[_folded(name)][outlet] = None
    own, heads, loose = levels
    found = {name: {**outlets, **heads.get(name, {})} for name, outlets in own.items()}
    for name in heads.keys() - own.keys() | loose.keys() - own.keys():
        every = {**heads.get(name, {}), **loose.get(name, {})}
        found[name] = every if _means_one(every) else heads.get(name, {})
    return {name: tuple(outlets) for name, outlets in found.items() if outlets}


def _outlets_by_short(known: tuple[str, ...], longer: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The outlets that a last word means, as in "the Gazette": all that end in it, where it is no other's name."""
    found: dict[str, list[str]] = defaultdict(list)
    for outlet in known:
        for word in _short(outlet):
            found[_folded(word)].append(outlet)
    return {word: tuple(outlets) for word, outlets in found.items() if word not in longer}


def _own(outlet: str) -> Iterator[str]:
    yield outlet
    yield _bare(outlet)


def _heads(outlet: str) -> Iterator[str]:
    """The outlet without its sections: "CNN" of "CNN (Web News)", "BBC News" of "BBC News - Technology"."""
    yield _head(outlet)


def _loose(outlet: str) -> Iterator[str]:
    """Shorter and other names: without News, as a site or its label, by initials, by a common other name."""
    head = _head(outlet)
    site = _DOMAIN.fullmatch(head)
    if site:
        head = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z]{3})(?=[A-Z][a-z])", " ", _bare(site[1]))
        yield head
        yield site[1]
    short = re.sub(r" News$", "", head)
    if short.isupper():
        yield short
    if _PAPER.search(head) and len(head.split()) > 2 and all(word[0].isupper() for word in head.split()):
        yield "".join(word[0] for word in head.split())
    folded = {name.casefold() for name in (outlet, _bare(outlet), head, short)}
    for same in SAME:
        if folded & {name.casefold() for name in same}:
            yield from same


def _short(outlet: str) -> Iterator[str]:
    """The outlet's last word, where people may call it by that: not by a place, nor where it is a body."""
    head = _head(outlet)
    *more, last = head.split() or [""]
    of_another = _OF_ANOTHER.search(head) or are_speakers((outlet,))
    if more and last[:1].isupper() and not of_another and not _NO_SHORT.fullmatch(last.casefold()):
        yield last


def _head(outlet: str) -> str:
    name = re.split(r" [-–|] |: | ?\|| \(", outlet.strip(), maxsplit=1)[0]
    return _bare(re.sub(r" Online(?= News$)", "", _SECTION.sub("", name)))


def _means_one(outlets: dict[str, None]) -> bool:
    """Whether all of these are sections of one outlet, under one or several of its names."""
    heads = {_head(outlet).casefold() for outlet in outlets}
    return len(heads) == 1 or any(heads <= {_head(name).casefold() for name in same} for same in SAME)


def _is_part(name: str, before: str, behind: str, needs_the: bool) -> bool:
    """Whether a name is but a part of another ("Time Warner", "the Independent Commission"), or a word ("Hill")."""
    if _MORE_BEHIND.match(behind):
        return True
    if " " in name:
        return False
    without = needs_the and not before.lower().endswith("the ")
    return without or _MORE_BEFORE.search(before) is not None


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|The|THE) (?=.)", "", name)


def _folded(text: str) -> str:
    """A text without capitals, letter for letter: "ß" stays, since offsets are counted in it."""
    return "".join(small if len(small := letter.casefold()) == 1 else letter for letter in text)


def _plain(word: str) -> str:
    """A word without a possessive's ending."""
    return re.sub(r"['’]s$", "", word.casefold())


def _squeezed(name: str) -> str:
    return re.sub(r"\W", "", name).casefold()


def _has_capitals(name: str) -> bool:
    """Whether each word that is no particle begins with a capital, or the whole is a site."""
    words = [word for word in _WORD.findall(name) if word not in ("of", "the", "and", "for", "to", "in", "on")]
    return "." in name.strip(".") or (bool(words) and not any(word[0].islower() for word in words))
