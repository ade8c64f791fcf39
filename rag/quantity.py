"""What a number in a text states: between which values a thing lies, and of what it is the number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from .numerals import SMALL, TENS, TIMES, VALUES
from .terms import STOP_WORDS, content_words

_WORD = re.compile(r"[a-z]+")
_SHORT_TIMES = {"k": 10**3, "m": 10**6, "bn": 10**9}
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SPELLED = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(SMALL[1:10])}))?|{'|'.join(SMALL)})\b"
_ANY = rf"[$£€]?(?:{_DIGITS}|{_SPELLED})"
_NUMBER = re.compile(
    rf"(?<![\w.,:/$£€–-])(?P<money>(?:US|A|C)?[$£€])?"
    rf"(?:(?P<digits>{_DIGITS})|(?P<words>{_SPELLED})|an?(?=\s(?:{'|'.join(TIMES)})\b))"
    rf"(?P<times>\s?(?:{'|'.join(_SHORT_TIMES)})\b|(?:[\s-](?:{'|'.join(TIMES)})\b)*)(?![\w:/]|[.,]\d|[-–]\w)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# Beside another number, as a part of a whole, or as a change, a number states nothing by itself.
_BEFORE = re.compile(
    rf"(?:{_ANY}(?:\s*%|\s\w+)?,?\s(?:to|or|and|of the|of those|versus)|\b(?:another|a further|additional|other|by|from"
    r"|no\.|number|article|chapter|page|aged?|between))\s$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?:\s*%|\s\w+)?,?\s(?:to|or|and|versus)\s{_ANY}|\sof\b"
    r"|(?!(?:\s\w+)?\sor more\b)(?:\s\w+)?\s(?:more|fewer|less|other|\w+er than)\b",
    re.IGNORECASE,
)
_APART = re.compile(r"\s?(?:[,;.)]|$)")  # behind a comma, an age: "Falk, 46,"
_UP, _DOWN = "(?:more|greater|higher) than", "(?:fewer|less|lower) than"
_STATED, _DENIED = r"(?<!\bno )(?<!\bnot )", "(?:no|not) "  # "no more than 30" is 30 at most
_LEAST = re.compile(rf"\b(?:{_STATED}{_UP}|{_DENIED}{_DOWN}|over|at least|above)\s$", re.IGNORECASE)
_MOST = re.compile(
    rf"\b(?:{_STATED}{_DOWN}|{_DENIED}{_UP}|under|below|at most|up to|as (?:many|much) as)\s$", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|approximately|estimated|close to|near(?:ly)?|almost)\s$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\+|-plus\b|(?:\s\w+)?\sor more\b", re.IGNORECASE)
_ABOUT_SHARE = 0.1  # how far from the truth a number with "about" may lie
_NEXT = re.compile(r"[\s-]([a-z][\w’'-]*)", re.IGNORECASE)
_RATE = re.compile(r"\s(?:an?|per|each|every)\s(\w+)", re.IGNORECASE)
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b)", re.IGNORECASE)
_MONEY = {"$": "dollar", "£": "pound", "€": "euro"}
_MEASURES = content_words(
    "percentage dollar euro pound crown yen yuan rupee franc peso cent second minute hour day week month year decade "
    "century millimetre centimetre metre meter kilometre kilometer km mile foot feet inch yard acre hectare gram kilo "
    "kilogram tonne ton litre liter gallon barrel degree point megawatt gigawatt mph knot time"
)
_ANYONE = content_words("people persons")
_NOUNS = 2  # words behind a number that may name what is counted


@dataclass(frozen=True)
class Quantity:
    """A number that stands at `[start, end)` of a text, as what it may mean: `low` to `high`.

    It is measured in `unit`, or counts what `nouns` (stems) name, if anything is named.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str | None
    nouns: frozenset[str]

    def contradicts(self, other: Quantity) -> bool:
        """Whether both may be numbers of one thing, and cannot both be right."""
        apart = self.high <= other.low or other.high <= self.low
        return apart and self.unit == other.unit and self._counts_with(other)

    def _counts_with(self, other: Quantity) -> bool:
        both = self.nouns | other.nouns
        return not (self.nouns and other.nouns) or bool(self.nouns & other.nouns or both & _ANYONE)


def quantity(text: str, start: int, end: int) -> Quantity | None:
    """The number that stands in `[start, end)` of a text, or reaches into it; None for none, and for several."""
    found = [each for each in _NUMBER.finditer(text) if each.start() < end and start < each.end()]
    if len(found) != 1 or _YEAR.fullmatch(found[0].group()):
        return None
    [number] = found
    before, behind = text[: number.start()], text[number.end() :]
    age = before.endswith(", ") and _APART.match(behind)
    if age or _BEFORE.search(before) or _BEHIND.match(behind):
        return None
    return Quantity(*number.span(), *_bounds(number, before, behind), *_counted(number, behind))


def _bounds(number: re.Match[str], before: str, behind: str) -> tuple[float, float]:
    """The least and the most that a number may mean.

    It is right to half of its last digit; from a hundred on, to half of the last one that is no zero.
    """
    value, place = _value(number)
    if _LEAST.search(before) or _OR_MORE.match(behind):
        return value, math.inf
    if _MOST.search(before):
        return -math.inf, value
    while value >= 100 and value % (10 * place) == 0:
        place *= 10
    give = max(place / 2, _ABOUT_SHARE * value if _ABOUT.search(before) else 0.0)
    return value - give, value + give


def _value(number: re.Match[str]) -> tuple[float, float]:
    """A number's value, and what its last digit counts."""
    names = _WORD.findall(number["times"].lower())
    times = math.prod((TIMES | _SHORT_TIMES)[name] for name in names)
    if number["digits"]:
        digits = number["digits"].replace(",", "")
        return float(digits) * times, times / 10 ** len(digits.partition(".")[2])
    spelled = _WORD.findall((number["words"] or "one").lower())
    return float(sum(VALUES[word] for word in spelled) * times), float(times)


def _counted(number: re.Match[str], behind: str) -> tuple[str | None, frozenset[str]]:
    """The unit of a number, or else the stems of the words behind it."""
    if number["money"]:
        return _MONEY[number["money"][-1]], frozenset()
    if _PERCENT.match(behind):
        return "percent", frozenset()
    stems: set[str] = set()
    place = 0
    for _ in range(_NOUNS):
        word = _NEXT.match(behind, place)
        if not word or word[1].lower() in STOP_WORDS:
            break
        place = word.end()
        for unit in content_words(word[1]) & _MEASURES:
            rate = _RATE.match(behind, place)
            return f"{unit} a {rate[1].lower()}" if rate else unit, frozenset()
        stems |= content_words(word[1])
    return None, frozenset(stems)
