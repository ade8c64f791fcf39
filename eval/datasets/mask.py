"""Questions without the names of outlets, so that none can be answered, or refused, by such a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from .dataset import Dataset, Query
from .outlets import PIECE, given_away_in, stated_in

_WORDS = ("one outlet", "another outlet", "a third outlet", "a fourth outlet")
_SECTION = re.compile(r" [|–—-] .*", re.DOTALL)  # "The Harbour Post - Sports", "Coast Wire | News Leader"
_THE = re.compile(r"[Tt]he ")
_STARTS = re.compile(r"(?:^|[.?!]['\"’”]? )['\"‘“]?$")


def outlet_names(dataset: Dataset) -> tuple[str, ...]:
    """The sources that the dataset states, then the outlets that only its questions name.

    The latter are looked for in questions without the former: of "The Harbour Post - Life and Style
    article" nothing is left to be taken for another outlet's name. Raises DatelineError where the
    corpus cannot be read.
    """
    stated = tuple(dict.fromkeys(stated_in(dataset)))
    return (*stated, *given_away_in([query.text for query in mask_outlets(dataset.queries, stated)]))


def mask_outlets(queries: Iterable[Query], names: Iterable[str]) -> tuple[Query, ...]:
    """The questions with every outlet named in neutral words; the same one in the same words within a question.

    An outlet is also known by what stands before " | " or " - " in its name, and with or without
    "The": a single word without its "The" only before what it publishes ("a Guardian piece"). A name
    is found as whole words that begin with its own capitals, so that "age" and "fortune" stay; a
    number behind it makes it something else ("Fortune 500"). An article before it goes with it.
    """
    forms = _forms(names)
    if not forms:
        return tuple(queries)
    ordered = sorted(forms, key=lambda form: (-len(form), form))  # the longest name that stands there is meant
    outlets = [forms[form] for form in ordered]
    alternatives = "|".join(f"({_pattern(form)})" for form in ordered)
    pattern = re.compile(rf"(?<!\w)(?:(?:[Aa]n?|[Tt]he) )*(?:{alternatives})(?!\w)(?! \d)")
    return tuple(replace(query, text=_mask(query.text, pattern, outlets)) for query in queries)


def _mask(text: str, pattern: re.Pattern[str], outlets: list[str]) -> str:
    words: dict[str, str] = {}

    def neutral(match: re.Match[str]) -> str:
        outlet = outlets[(match.lastindex or 0) - 1]  # each form is a group of its own
        words.setdefault(outlet, _WORDS[len(words)] if len(words) < len(_WORDS) else f"outlet {len(words) + 1}")
        found = words[outlet]
        return found[0].upper() + found[1:] if _STARTS.search(text[: match.start()]) else found

    return pattern.sub(neutral, text)


def _forms(names: Iterable[str]) -> dict[str, str]:
    """Every form of every name, and the outlet that it stands for; words in small letters are no name."""
    forms: dict[str, str] = {}
    for name in names:
        whole = " ".join(name.split())
        for form in (whole, _SECTION.sub("", whole)):
            bare = _THE.sub("", form, count=1) if _THE.match(form) else form
            if bare.islower() and "." not in bare:
                continue
            kept = form if " " not in bare else bare  # "The Age" is no "Age"; "The New York Times" is one without "The"
            forms.setdefault(kept, _SECTION.sub("", bare).casefold())
    forms.pop("", None)
    return forms


def _pattern(form: str) -> str:
    """Each word with its first letter as it is, the rest in any case: "Cnbc" is "CNBC", "The Age" no "age"."""
    if _THE.match(form):
        word = _words(form[4:])
        return rf"[Tt]he {word}|{word}(?=(?:['’]s)? {PIECE}\b)"
    return _words(form)


def _words(form: str) -> str:
    return " ".join(f"{re.escape(word[0])}(?i:{re.escape(word[1:])})" for word in form.split(" "))
