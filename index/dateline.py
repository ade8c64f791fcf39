"""Who published an article and when: what it states, and where it states it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .dates import FULL_DATE, MONTH_DAY, MONTH_YEAR, TIME, Reading, StatedDate, read_date
from .document import Published
from .furniture import AGENCIES, PICTURE_WIDTH
from .readers.article import Article, Stated

_HEAD = 30  # lines: a page's own date stands before or just after its headline
_ON = r"(?:[\s:]|\bon\b|\bat\b)*"
_STRONG = rf"(?:(?:first |originally )?(?:published|posted)\b{_ON})"
_LABEL = rf"(?:{_STRONG}|(?:released|issued|created|filed|date|dated|publication date|on)\b{_ON})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s*)"
_ZONE = r"(?:\s*(?:z|gmt|utc|bst|cet|cest|est|edt|et|pst|pdt|msk|ist|[+-]\d{2}:?\d{2})\b)?"
_REST = (
    r"(?:[\s|·•,–—-]+(?:\d+ min(?:ute)?s?(?: read)?|\d[\d,]* (?:views|comments|shares)|"
    r"by (?-i:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})))*"
)
_UPDATED = r"(?:\b|(?<=\d))(?:last )?(?:updated|modified|upd|corrected|edited|printed|accessed)\b"
_UPDATE = re.compile(
    rf"[\s|·•(,–—-]*{_UPDATED}.*?(?=\b(?:(?:first|originally) )?(?:published|posted)\b|$)", re.IGNORECASE
)
_DATE = rf"(?:{FULL_DATE.pattern}|{MONTH_YEAR.pattern}|{MONTH_DAY.pattern})"

_UPDATE_LINE = re.compile(
    rf"\W*{_UPDATED}{_ON}{_WEEKDAY}?(?:{_DATE}|{TIME}|\d+ \w+ ago)?{_ZONE}{_REST}\W*", re.IGNORECASE
)
_LABELLED = re.compile(rf"\W*{_STRONG}{_WEEKDAY}?(?P<date>{_DATE}){_ZONE}{_REST}\W*", re.IGNORECASE)
_ALONE = re.compile(rf"\W*{_LABEL}?{_WEEKDAY}?(?P<date>{_DATE}){_ZONE}{_REST}\W*", re.IGNORECASE)
# "By Ann Lee | 3 March 2024", "Harbour Post · 3 March 2024, 08:15", "Harbour Review | July 2025"
_BESIDE = re.compile(
    rf"(?:by )?(?P<before>[\w.’'&-]+(?:[ ,]+[\w.’'&-]+){{0,7}}?)[ ,]*"
    rf"(?:[|·•,–—-]\s*{_LABEL}?{_WEEKDAY}?(?P<date>{FULL_DATE.pattern})|"
    rf"[|·•]\s*(?P<month>{MONTH_YEAR.pattern})){_ZONE}{_REST}\W*",
    re.IGNORECASE,
)
# "PORT LEE, 3 March 2024 (Coast Wire) - ", "Moscow , July 4 : ", "LONDON (Reuters) - "
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.’'-]*(?:[ ,/]+[A-Z][\w.’'-]*){0,5}?)\s*"
    rf"(?:\((?P<agency>[A-Z][\w .&’'-]{{1,40}})\)\s*)?[,:–—-]?\s*(?P<date>(?i:{_DATE}))?\s*"
    r"(?:\((?P<agency_after>[A-Z][\w .&’'-]{1,40})\)\s*)?[:–—-]+\s+\S"
)
_AGENCY = re.compile(rf"{AGENCIES}|.*\b(?:wire|news|press|agency|times|post|media)", re.IGNORECASE)
# A picture's label in the pages of one large site: caption, outlet, width in pixels, and mostly the day of upload.
_PICTURE = re.compile(
    rf"(?:.*\s|\W*)[-–—] ?(?P<name>[A-Z][\w .&’'-]{{1,40}}), (?:\d{{3,4}}, (?P<date>{FULL_DATE.pattern})"
    rf"|{PICTURE_WIDTH})"
)
_PERSON = r"(?-i:[A-Z][\w.’'-]*)"
_BYLINE = re.compile(
    rf"(?:by {_PERSON}|(?:written|reported) by)(?:[ ,]+(?:and|&|in|for|of|the|at|de|van|von|bin|al"
    rf"|{_PERSON})){{1,9}}(?:\s*\|.*)?",
    re.IGNORECASE,
)

_NAME = r"(?P<name>(?-i:[A-Z0-9][\w.&’'-]*(?: (?:of|the|and|for|&|(?!All [Rr]ights)[A-Z0-9][\w.&’'-]*)){0,6}))"
_STATEMENT = re.compile(
    rf"(?:source|publisher|outlet|newspaper|(?:originally )?published (?:by|in)|first published (?:by"
    rf"|in))\s*:?\s+(?i:the )?{_NAME}\.?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    rf"(?:copyright )?(?:©|\(c\)|copyright)\s*(?:(?P<year>\d{{4}})(?:\s?[-–]\s?\d{{2,4}})?,?\s*(?:by"
    rf" )?)?{_NAME}?[.,|]?\s*(?P<rights>all rights reserved.*)?",
    re.IGNORECASE,
)
_PICTURE_AGENCY = re.compile(
    r"\b(?:getty|shutterstock|istock|alamy|afp|reuters|epa|imago|unsplash|pixabay|wikimedia)\b", re.IGNORECASE
)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)")


def is_date_line(line: str) -> bool:
    """Whether a line says only when the page was published or updated."""
    bare = _UPDATE.sub("", line)
    return (
        _UPDATE_LINE.fullmatch(line) is not None
        or any(pattern.fullmatch(bare) for pattern in (_LABELLED, _ALONE))
        or _beside(bare) is not None
    )


def is_byline(line: str) -> bool:
    """Whether a line says only who wrote the article."""
    return len(line) < 100 and _BYLINE.fullmatch(line) is not None


def find_published(article: Article, override: Stated | None = None) -> tuple[Published | None, tuple[str, ...]]:
    """The date that the article states for itself, and flags for statements that are no date.

    The first statement that can be read wins: `metadata.csv`, then the file's own fields, then its
    text, then its URL. A date mentioned in the story is none of these, nor is the day of an update.
    """
    flags: list[str] = []
    for stated in [*([override] if override else []), *article.dates]:
        reading = read_date(stated.value)
        if reading.flag:
            flags.append(reading.flag)
        if reading.date:
            return Published(*reading.date, stated.origin), tuple(flags)
    readings = list(_text_dates(article))
    flags += [reading.flag for reading, _ in readings if reading.flag]
    dated = [(reading.date, origin) for reading, origin in readings if reading.date]
    full = [item for item in dated if item[0].precision in ("minute", "day")]
    best = next(iter(full or _url_date(article) or dated), None)
    return (Published(*best[0], best[1]) if best else None), tuple(dict.fromkeys(flags))


def find_source(article: Article, override: Stated | None = None) -> str | None:
    """The outlet that the article states as its own: not one that it quotes, nor a picture's agency."""
    for stated in (override, article.source):
        if stated and stated.value.strip():
            return " ".join(stated.value.split())
    lines = [line.strip() for line in article.text.splitlines() if line.strip()]
    for find in (_stated_source, _picture_source, _copyright_source, _running_head_source, _dateline_source):
        if name := find(lines):
            return name
    return None


def _text_dates(article: Article) -> Iterator[tuple[Reading, str]]:
    """Dates that the text states for itself, the plainest kind of statement first."""
    numbered = enumerate(re.split(r"\r\n?|\n", article.text))  # what editors count as lines
    lines = [(n, line.strip()) for n, line in numbered if line.strip()]
    first = article.first_line

    def found(n: int, text: str) -> tuple[Reading, str]:
        return read_date(text), "text" if first is None else f"text line {first + n}"

    lines = [(n, _UPDATE.sub("", line)) for n, line in lines]
    heads = _before_body(lines[:_HEAD])
    labelled = [(n, match["date"]) for n, line in lines if (match := _LABELLED.fullmatch(line))]
    alone = [(n, match["date"]) for n, line in heads if (match := _ALONE.fullmatch(line))]
    alone += [(n, match["date"] or match["month"]) for n, line in heads if (match := _beside(line))]
    if len({text for _, text in alone}) > 2:  # a chronicle, or a list of other stories
        alone = []
    datelines = [(n, match["date"]) for n, line in heads if (match := _DATELINE.match(line)) and match["date"]]
    above = [item for item in labelled if item[0] <= heads[-1][0]]
    for n, text in dict.fromkeys([*above, *sorted(alone), *datelines, *labelled]):
        yield found(n, text)
    for n, line in lines:
        if len(line) < 300 and (match := _PICTURE.fullmatch(line)) and match["date"]:
            yield found(n, match["date"])


def _before_body(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines up to the second paragraph of the story: below it, a line with a date is another story's."""
    paragraphs = [n for n, line in lines if _is_paragraph(line)]
    end = paragraphs[1] if len(paragraphs) > 1 else lines[-1][0] if lines else 0
    return [(n, line) for n, line in lines if n <= end]


def _is_paragraph(line: str) -> bool:
    return len(line.split()) >= 15 and line.endswith((".", "”", '"'))


def _beside(line: str) -> re.Match[str] | None:
    match = _BESIDE.fullmatch(line) if len(line) < 120 else None
    words = match["before"].split() if match else []
    named = all(word[0].isupper() or not word[0].isalpha() or word in ("and", "of", "the", "by") for word in words)
    return match if named and any(word[0].isupper() for word in words) else None


def _url_date(article: Article) -> list[tuple[StatedDate, str]]:
    match = _URL_DATE.search(article.url or "")
    reading = read_date("-".join(f"{int(part):02}" for part in match.groups())) if match else Reading(None)
    return [(reading.date, "url")] if reading.date else []


def _stated_source(lines: list[str]) -> str | None:
    """`Source: Harbour Post` above or below the story: amid its paragraphs, that is a chart's."""
    paragraphs = [n for n, line in enumerate(lines) if _is_paragraph(line)] or [len(lines)]
    outside = [line for n, line in enumerate(lines) if not paragraphs[0] < n < paragraphs[-1]]
    return next((match["name"].strip() for line in outside if (match := _STATEMENT.fullmatch(line))), None)


def _picture_source(lines: list[str]) -> str | None:
    return next((match["name"].strip() for line in lines[:_HEAD] if (match := _PICTURE.fullmatch(line))), None)


def _copyright_source(lines: list[str]) -> str | None:
    """`© 2024 Harbour Post. All rights reserved.`: with a year or the rights; else it is a picture's."""
    for line in reversed(lines):
        match = _COPYRIGHT.fullmatch(line)
        if match and match["name"] and (match["year"] or match["rights"]) and not _PICTURE_AGENCY.search(line):
            return re.sub(r"\.$", "", match["name"]).strip()
    return None


def _running_head_source(lines: list[str]) -> str | None:
    """`Harbour Review | July 2025` as the very first line: a byline never stands above the headline."""
    match = _beside(lines[0]) if lines else None
    named = match and lines[0][match.end("before") :].lstrip(" ,")[:1] in ("|", "·", "•")
    return match["before"] if match and named and not is_byline(lines[0]) else None


def _dateline_source(lines: list[str]) -> str | None:
    """The agency in a dateline: `LONDON, March 3 (Coast Wire) - `; not the party in `Ann Lee (Greens) - `."""
    for _, line in _before_body(list(enumerate(lines[:_HEAD]))):
        match = _DATELINE.match(line)
        agency = match and (match["agency"] or match["agency_after"])
        if match and agency and (match["place"].split(",")[0].isupper() or match["date"] or _AGENCY.fullmatch(agency)):
            return str(agency).strip()
    return None
