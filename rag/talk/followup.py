"""A question that leans on the ones before it, as it stands alone: "and what did she say in 2025?"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ..contract import Answer, Understood
from ..dates import PERIOD, Window, is_relative, read_window
from ..intent import asks_for_latest
from ..matter import TIME, matter
from ..outlets import Mention, are_speakers, names_of, read_outlets
from ..terms import STOP_WORDS, content_words
from .antecedent import measured, topic
from .phrases import phrases
from .pronouns import AUXILIARY, leans, without_pronouns

Earlier = Sequence[Answer]
Known = tuple[str, ...]

_ASKING = re.compile(rf"(?:what|who|whom|whose|when|where|why|how|which|{AUXILIARY})\b", re.IGNORECASE)
_LEAD = re.compile(r"(?:(?:and|but|so|also|or|then)\b,?\s+)+", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"(?:what|how) about\s+|how (?:many|much)\s+(?=(?:in|at|on|since)\s)", re.IGNORECASE)
_END = re.compile(r"[\s?.!,;:]+$")
_NOW = re.compile(r"(?:right )?now|nowadays|currently|at present|at the moment|these days", re.IGNORECASE)
_AROUND_PERIODS = frozenset(
    re.findall(
        r"\w+",
        "in on at by from to since until till before after during over within throughout between and or the early late "
        "mid start beginning end middle of as",
    )
)
_RANGE = re.compile(r"\b(?:between|from)\s+[\w ]{1,25}\s(?:and|to|until|through|[-–])\s+(?:the )?$", re.IGNORECASE)
_DEFINITE = re.compile(r"\bthe\b", re.IGNORECASE)
_BEGINNINGS = frozenset(("according", "apart", "last", "now", "yesterday"))
_ARTICLE = re.compile(r"\bthe $", re.IGNORECASE)
_REPORTING = frozenset(("accord", "apart", "asid", "claim", "cover", "paper", "publish", "report", "write", "wrote"))
_ADVERB = r"(?:why|when|where|how|since when|until when)"
_ALONE = re.compile(
    rf"(?P<word>{_ADVERB}|why not|how come|how so|how many|how much|how long|how often|who|by whom|to whom|with whom"
    rf"|for whom|which|which one|what for|who else|what else)"
    rf"(?: {AUXILIARY} (?:(?:that|this)(?: be| so)?|(?:that|this|it) happen|(?:that|this|it) happening))?",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"(?:(?:according to|apart from|in|on|since|until|during|last|between)\b[^,?:]*,\s+|about\b[^?:]*:\s+)+",
    re.IGNORECASE,
)
_TURNED = re.compile(r"(?:(?:why|how|who|when|where|which|by|to|with|for|since|until|what)(?: \w+)?: )+", re.IGNORECASE)
_TURNS = (  # what becomes of a question when "why" is asked of it
    (re.compile(rf"(?:where|when|why|how|how long|how often)\s+({AUXILIARY}\b.*)", re.IGNORECASE), r"\1"),
    (re.compile(rf"({AUXILIARY}\b.*)", re.IGNORECASE), r"\1"),
    (
        re.compile(rf"how many\s+((?:(?!{AUXILIARY}\b)\w+\s+){{1,4}}?)(was|were|is|are)\b(.*)", re.IGNORECASE),
        r"\2 \1\3",
    ),
    (
        re.compile(
            rf"what\s+({AUXILIARY}\b.*? (?:say|decide|announce|report|claim|promise|want|demand))\b(.*)", re.IGNORECASE
        ),
        r"\1 that\2",
    ),
)
_SAYING = r"(?P<verb>say|said|tell|told|announce|report|decide|claim|promise|write|think|warn)"
_SAID_ABOUT = re.compile(rf"\b{_SAYING}\s+(?:that\s+)?(?P<about>about\s+[^,?:]+)", re.IGNORECASE)
_SAID_NOTHING = re.compile(rf"\b{_SAYING}(?: that)?$", re.IGNORECASE)
_BARE_NOUN = re.compile(r"\b(?:of|in|at|from|for|to|on)\s+(?!the\b|an?\b)\w", re.IGNORECASE)
_SAYS_LITTLE = re.compile(  # "who was hurt", "how many died", "what happened"
    rf"(?:who|what|how many)(?: (?:was|were) (?:to \w+|\w+ed|hurt)| (?!{AUXILIARY}\b)\w+)", re.IGNORECASE
)
_MORE = re.compile(
    r"(?:(?:can you |please )?tell me |any(?:thing)? |what )?more(?: details?)?(?: please)?", re.IGNORECASE
)
_IN_PLACE = re.compile(r"(?:in|at|near|from|to|on)\s+", re.IGNORECASE)
_TOLD = re.compile(r"[.;:!]\s|\?")  # more than one sentence
_SHORT = 3  # content words: a question with fewer, and no name, says too little by itself
_LED = 5  # the same, of one that begins with "and"
_LONGEST_NAME = 5  # words
_LONGEST = 30  # words: what is longer says all itself


def in_context(text: str, earlier: Sequence[Answer], known: Iterable[str]) -> str:
    """The question as it stands alone; itself where it leans on nothing asked before.

    `known` are the index's outlets; `earlier` the answers so far, the oldest first, whose questions
    already stand alone.
    """
    asked = " ".join(text.split())
    lead = _LEAD.match(asked)
    bare = _END.sub("", asked[lead.end() :] if lead else asked)
    if not earlier or not bare or len(asked.split()) > _LONGEST:
        return text
    outlets = tuple(known)
    question = earlier[-1].question
    found = (
        _at_another_time(bare, question)
        or _by_another_outlet(bare, question, outlets)
        or _asked_alone(bare, question)
        or _of_another(bare, lead is not None, question, outlets)
        or _with_antecedents(bare, lead is not None, earlier, outlets)
    )
    return found or text


def carried(text: str, asked: Understood, earlier: Understood) -> Understood:
    """A follow-up's limits, with those of the question before it of a kind that it sets none of: time, and outlets.

    One whose text names a period, be it as its topic, has a time of its own. A day that was told of is no limit of
    what is asked next: what else an article tells of it stands in sentences that do not name it again.
    """
    as_of = None if asked.as_of == earlier.as_of else asked.as_of  # one that both are asked under is not of the text
    timed = replace(asked, as_of=as_of, sources=(), not_sources=()) != Understood()
    if not timed and PERIOD.search(text) is None:
        asked = replace(earlier, sources=asked.sources, not_sources=asked.not_sources, told_of=None)
    if not (asked.sources or asked.not_sources):
        asked = replace(asked, sources=earlier.sources, not_sources=earlier.not_sources)
    return asked


def _at_another_time(bare: str, question: str) -> str | None:
    """The earlier question of another time: "And in 2025?"."""
    said = _WHAT_ABOUT.sub("", bare, count=1) if _WHAT_ABOUT.match(bare) else bare
    first = PERIOD.search(said)
    others = re.findall(r"\w+", PERIOD.sub(" ", said).lower())
    if not _NOW.fullmatch(said) and (first is None or not _AROUND_PERIODS.issuperset(others)):
        return None
    if first is not None and first.start() == 0 and not is_relative(first):
        said = f"{'in' if re.fullmatch(r'[^ ]+|[a-z]+ [0-9]{4}', said, re.IGNORECASE) else 'on'} {said}"
    return _dated(question, said)


def _dated(question: str, said: str) -> str:
    """A question with words of time in the place of its own, or in front where they would not be read as a limit."""
    nowhere = len(_END.sub("", question))
    start, end = next(iter(_periods(question)), (nowhere, nowhere))
    placed = _sentence(f"{question[:start].rstrip()} {_lowered(said)}{question[end:]}") if start else ""
    front = _sentence(f"{said}, {_lowered(_without(question, [(start, end)]))}")
    today = date.today()  # whether it is read at all does not hang on the day
    is_read = read_window(placed, today) != Window() or read_window(front, today) == Window()
    return placed if placed and is_read else front


def _periods(question: str) -> list[tuple[int, int]]:
    """Where a question says of when it asks, with the words before each: "in March 2023"."""
    spans = []
    for match in PERIOD.finditer(question):
        before = _RANGE.search(question, 0, match.start()) or TIME.search(question[: match.start()])
        is_owner = question.startswith(("'", "’"), match.end())
        if before or (is_relative(match) and not is_owner):
            spans.append((before.start() if before else match.start(), match.end()))
    return spans


def _by_another_outlet(bare: str, question: str, known: Known) -> str | None:
    """The earlier question of another outlet's news: "What about the Harbour Courier?"."""
    mentions = [each for each in names_of(known).find(bare) if not are_speakers(each.names)]
    attributed = read_outlets(bare, known)
    named = not _ASKING.match(bare) or _WHAT_ABOUT.match(bare) or {*attributed.sources, *attributed.not_sources}
    left = bare
    for each in reversed(mentions):
        left = f"{left[: each.start]} {left[each.end :]}"
    if not mentions or not named or content_words(left) - _REPORTING:
        return None
    names = " and ".join(_as_named(bare, each) for each in mentions)
    wanted = {name for each in mentions for name in each.names}
    asked = read_outlets(question, known)
    before = [each for each in names_of(known).find(question) if set(each.names) & set(asked.sources)]
    if len(before) == 1 and not attributed.not_sources:
        start = _ARTICLE.sub("", question[: before[0].start])
        swapped = _sentence(f"{start}{names}{question[before[0].end :]}")
        if set(read_outlets(swapped, known).sources) == wanted:
            return swapped
    way = "Apart from" if attributed.not_sources else "According to"
    return f"{way} {names}, {_lowered(matter(question, (), asked, known))}"


def _as_named(bare: str, mention: Mention) -> str:
    """An outlet's name as a person gave it; the index's own where it was typed without capitals."""
    article = "the " if _ARTICLE.search(bare[: mention.start]) else ""
    return f"{article}{mention.names[0] if bare == bare.lower() else bare[mention.start : mention.end]}"


def _asked_alone(bare: str, question: str) -> str | None:
    """The earlier question turned ("Why?"), where its form allows, else put behind the word."""
    alone = _ALONE.fullmatch(bare)
    if alone is None:
        return None
    word = alone["word"]
    front = _FRONT.match(question)
    body = _END.sub("", _TURNED.sub("", question[front.end() :] if front else question, count=1))
    if re.fullmatch(_ADVERB, word, re.IGNORECASE):
        turned = next((form.sub(into, body) for form, into in _TURNS if form.fullmatch(body)), None)
        if turned:
            word = word if front is None else word.lower()
            return _sentence(f"{front[0] if front else ''}{word} {_lowered(turned)}")
    return _sentence(f"{word}: {_lowered(front[0]) if front else ''}{_lowered(body)}")


def _of_another(bare: str, led: bool, question: str, known: Known) -> str | None:
    """The earlier question of someone, something or somewhere else: "What about Varga?", "And in Tarsby?"."""
    about = _WHAT_ABOUT.match(bare)
    other = bare[about.end() :] if about else bare
    words = re.findall(r"\w+", other.lower())
    if not (about or led) or len(words) > _LONGEST_NAME or leans(bare) or not content_words(other):
        return None
    if _ASKING.match(other) or any(re.fullmatch(AUXILIARY, word) for word in words):
        return None
    where = _IN_PLACE.match(other)
    name = other[where.end() :] if where else other
    kinds = ("thing", "several") if words[0] == "the" else ("person", "name")
    named = [each for each in phrases(question, known) if where and each.placed]
    named = named or [each for each in phrases(question, known) if each.kind in kinds]
    persons = [each for each in named if each.kind == "person"]
    one = {measured(each.text) for each in persons or named}
    if len(one) == 1 and min(one) in question and (where is None or named[0].placed):
        return _sentence(question.replace(min(one), name))
    if where:
        return _sentence(f"{_END.sub('', question)} {other}")
    return _on_the_same(f"what about {other}", question, known)


def _with_antecedents(bare: str, led: bool, earlier: Earlier, known: Known) -> str | None:
    """The question with what its pronouns mean, and with what it is about where it does not say so."""
    question = earlier[-1].question
    said, whole = without_pronouns(bare, earlier, known)
    again = _said_again(said, question, known) if led or said != bare else None
    if again:
        return again
    if not whole or _MORE.fullmatch(said) or (said == bare and _lacks_topic(bare, led, known)):
        return _on_the_same(said, question, known)
    return None if said == bare else _sentence(said)


def _said_again(said: str, question: str, known: Known) -> str | None:
    """What someone said of the same matter, where the question tells no other: "What did she say in 2025?"."""
    plain = matter(_without(question, _periods(question)), (), read_outlets(question, known), known)
    before = _SAID_ABOUT.search(plain)
    now = _SAID_NOTHING.search(_without(said, _periods(said)).rstrip(" ,"))
    if before is None or now is None or before["verb"][:2].lower() != now["verb"][:2].lower():
        return None
    return _sentence(f"{said} {_END.sub('', before['about'])}")


def _lacks_topic(bare: str, led: bool, known: Known) -> bool:
    """Whether a question says too little to stand alone: "who was the judge"."""
    undated = PERIOD.sub("", bare)
    if _TOLD.search(bare) or _has_name(undated, known) or not _ASKING.match(bare):
        return False
    if led or _SAYS_LITTLE.fullmatch(bare):
        return len(content_words(undated)) < _LED
    sure = undated == bare and not asks_for_latest(bare) and not _BARE_NOUN.search(bare)
    return sure and _DEFINITE.search(bare) is not None and len(content_words(bare)) < _SHORT


def _has_name(text: str, known: Known) -> bool:
    words = re.findall(r"\w+", text)[1:]
    return any(word[0].isupper() and word.lower() not in STOP_WORDS for word in words) or bool(
        names_of(known).find(text)
    )


def _on_the_same(said: str, question: str, known: Known) -> str | None:
    """A question with the matter of the earlier one before it."""
    subject = topic(question, known)
    if subject and _MORE.fullmatch(said):
        return f"{said} about {subject}"
    return _sentence(f"About {subject}: {_lowered(said)}") if subject else None


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start].rstrip()}{text[end:]}"
    return text.lstrip(" ,")


def _sentence(text: str) -> str:
    text = _END.sub("", " ".join(text.strip(" ,").split()))
    return f"{text[:1].upper()}{text[1:]}?"


def _lowered(text: str) -> str:
    """A question as it goes on behind other words: a name keeps its capital."""
    first = re.match(r"\w+", text)
    small = first is not None and first[0].lower() in STOP_WORDS | _BEGINNINGS
    return f"{text[:1].lower()}{text[1:]}" if small else text
