"""A question as it was understood: its words, and the limits of time and source that it sets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from index import DatelineError, Filter, Stats

from .comparison import compares_reports
from .contract import Understood
from .dates import PERIOD, Window, limiting, named_days, read_window
from .intent import asks_for_earliest, asks_for_latest, asks_for_several
from .matter import matter
from .outlets import Outlets, compared_on, names_of, read_outlets
from .topic import topic_of

THRESHOLD = 0.5  # of confidence, from which on a question is answered
LONGEST = 2_000  # characters: what is longer is a document, not a question
# What people say to whom they talk with. Asked of the news, "Thanks!" was answered by who thanks whom in it.
_COURTESY = re.compile(
    r"(?:\b(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks|thank you|ok|okay|great|bye|goodbye)\b"
    r"(?: (?:there|all|everyone|a lot|so much|very much|again))?\W*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Options:
    """What a person asks for beside the question; these always win over what is read from it.

    Days are inclusive. `sources` limits the outlets; `excerpts` is how many an answer shows at most;
    `literal` switches off the reading of dates and outlets out of the question; `not_documents` are
    keys of documents that are set aside. Below a confidence of `threshold` (0..1) nothing is answered.
    `limits`, if given, are all the limits there are: those read from the question do not count, nor
    do the single ones here.
    """

    as_of: date | None = None
    after: date | None = None
    before: date | None = None
    sources: tuple[str, ...] = ()
    excerpts: int = 3
    literal: bool = False
    not_documents: tuple[str, ...] = ()
    threshold: float = THRESHOLD
    limits: Understood | None = None


@dataclass(frozen=True)
class Question:
    """A question and its limits. `today` is the day it is asked from: `as_of`, else the index's newest day.

    `several` says that one article alone will hardly answer it, `each_outlet` that what each of several outlets
    reports is asked for. `matter` is its text without its limits, `topic` what it asks for the news of, if it asks
    for nothing in it.
    """

    text: str
    matter: str
    understood: Understood
    today: date | None
    several: bool = False
    each_outlet: bool = False
    topic: str | None = None
    not_documents: frozenset[str] = frozenset()

    @property
    def where(self) -> Filter:
        """The documents that the question may be answered from."""
        limits = [day for day in (self.understood.as_of, self.understood.before) if day]
        return Filter(
            after=self.understood.after,
            before=min(limits, default=None),
            sources=frozenset(name.casefold() for name in self.understood.sources),
            not_sources=frozenset(name.casefold() for name in self.understood.not_sources),
            not_documents=self.not_documents,
        )


def newest_day(stats: Stats) -> date | None:
    """The newest day in an index that is not after today, by the person's own calendar."""
    return min(stats.last, date.today()) if stats.last else None


def understand(text: str, options: Options, known: Iterable[str], newest: date | None) -> Question:
    """Reads time and outlets out of a question; options win.

    `known` are the index's outlets, `newest` the newest day in it that is not after today. Raises
    DatelineError for an empty question or a mere "thanks", and for a window that ends before it starts.
    """
    text = " ".join(well_formed(text).split())
    _check_options(options)
    if not text:
        raise DatelineError("the question is empty: ask something, in words")
    if _COURTESY.fullmatch(text):
        raise DatelineError("that asks nothing of the news: ask a question, such as who, when or how much")
    if len(text) > LONGEST:
        raise DatelineError(f"the question is {len(text)} characters long; ask in at most {LONGEST}")
    known = tuple(known)
    stated = (options.limits or options).as_of
    window = Window() if options.literal else read_window(text, stated or newest, stated=stated is not None)
    times = limiting(text, window, stated or newest, stated=stated is not None)
    outlets = Outlets() if options.literal else read_outlets(text, known)
    understood = options.limits or _read(text, options, window, outlets)
    named = (name for given in understood.sources if given.strip() for name in _as_stated(given, known))
    sources = tuple(dict.fromkeys(named))
    not_sources = tuple(name for name in understood.not_sources if name not in sources)
    understood = replace(understood, sources=sources, not_sources=not_sources)
    _check(understood.after, understood.before, understood.as_of)
    today = understood.as_of or newest
    free = not (options.literal or options.limits or understood.after or understood.before)
    several = not options.literal and asks_for_several(text)
    if today and free and (several or compares_reports(text)):
        understood = replace(understood, days=named_days(text, today))
    several = several or bool(understood.days)
    each_outlet = not several and min(outlets.asked, len(understood.sources)) > 1
    asked = matter(text, times, outlets, known)
    if each_outlet:
        asked = compared_on(asked, [each for each in names_of(known).find(asked) if set(each.names) <= set(sources)])
    topic = None if options.literal else topic_of(asked)
    if topic and times:  # "last month" has no preposition to be cut with
        topic = PERIOD.sub("", topic).strip()
    return Question(text, asked, understood, today, several, each_outlet, topic, frozenset(options.not_documents))


def _read(text: str, options: Options, window: Window, outlets: Outlets) -> Understood:
    """The limits that the options and the question set."""
    given = tuple(name for name in options.sources if name.strip())
    return Understood(
        *_limits(options, window),
        given or outlets.sources,
        outlets.not_sources,
        not options.literal and asks_for_latest(text),
        not options.literal and asks_for_earliest(text),
    )


def _check_options(options: Options) -> None:
    if options.excerpts < 1:
        raise DatelineError(f"{options.excerpts} excerpts make no answer: ask for at least 1")
    if not 0 <= options.threshold <= 1:
        raise DatelineError(f"{options.threshold} is no threshold: give a confidence between 0 and 1")


def _limits(options: Options, window: Window) -> tuple[date | None, date | None, date | None]:
    """As-of, after and before; what was read gives way where an option contradicts it."""
    if options.after or options.before:
        contradicted = options.after and window.as_of and window.as_of < options.after
        return options.as_of or (None if contradicted else window.as_of), options.after, options.before
    if options.as_of and window.after and window.after > options.as_of:
        return options.as_of, None, None
    return options.as_of or window.as_of, window.after, window.before


def _as_stated(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The index's own spelling of the outlets that a name given means; else the name as given."""
    name = well_formed(name).strip()
    exact = tuple(each for each in known if each.casefold() == name.casefold())
    return exact or names_of(known).like(name) or (name,)


def well_formed(text: str) -> str:
    """Text with "?" for bytes of a command line that were no UTF-8, and for halves of characters in JSON."""
    return text.encode(errors="replace").decode()


def _check(after: date | None, before: date | None, as_of: date | None) -> None:
    if after and before and before < after:
        raise DatelineError(f"the window ends ({before}) before it starts ({after}): swap the two days")
    if after and as_of and as_of < after:
        raise DatelineError(
            f"nothing can be after {after} and known as of {as_of}: let it start earlier, or ask as of a later day"
        )
