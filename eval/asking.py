"""What is asked in a run: the questions of a dataset as they are put to the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tqdm import tqdm

from index import DatelineError, Store
from rag import Options

from .datasets import Dataset, Query, relevant_to
from .datasets.mask import mask_outlets, outlet_names
from .without_gold import AnswerFinder, Removal, describe, twin


@dataclass(frozen=True)
class Settings:
    """How a dataset is run.

    `index` is an index to use as it is; without one, one is built under `cache` with `model`, by default
    the one that DATELINE_MODEL names, else the default one. `limit` asks only
    the first questions; `as_of` gives the day of asking to the engine; `without_gold` asks each
    answerable question a second time with its gold taken out; `mask_outlets` takes the outlets' names
    out of the questions. `options` are the engine's.
    """

    dataset: Path
    out: Path
    extra_corpus: tuple[Path, ...] = ()
    index: Path | None = None
    cache: Path = Path(".eval")
    model: str | None = None
    limit: int | None = None
    as_of: bool = True
    without_gold: bool = False
    mask_outlets: bool = False
    options: Options = field(default_factory=Options)


@dataclass(frozen=True)
class Asking:
    """A question as it is put to the engine, and the documents judged relevant to it."""

    query: Query
    options: Options
    relevant: tuple[str, ...]


def askings_of(dataset: Dataset, settings: Settings, store: Store) -> tuple[list[Asking], list[str]]:
    """What is asked, and a sentence on what was taken out for it.

    Raises DatelineError where gold is to be taken out and nothing is judged relevant.
    """
    queries = dataset.queries
    if settings.mask_outlets:
        queries = mask_outlets(queries, outlet_names(dataset))
    askings = [Asking(query, _options(query, settings), relevant_to(query, dataset.qrels)) for query in queries]
    if not settings.without_gold:
        return askings[: settings.limit], []
    with_gold = [asking for asking in askings if asking.relevant][: settings.limit]
    if not with_gold:
        raise DatelineError(f"{dataset.path} judges no document relevant: there is no gold to take out")
    return _with_twins(with_gold, AnswerFinder(store.documents()))


def _with_twins(askings: Sequence[Asking], finder: AnswerFinder) -> tuple[list[Asking], list[str]]:
    """Each question, and after it its twin, for which what answers it is set aside."""
    pairs: list[Asking] = []
    removals: list[Removal] = []
    for asking in tqdm(askings, desc="looking for what answers", unit=" questions", disable=None):
        seen = replace(asking.query, asked_on=asking.options.as_of)  # without a day later articles are seen too
        removal = finder.removal(seen, asking.relevant)
        options = replace(asking.options, not_documents=removal.documents)
        pairs += [asking, Asking(twin(asking.query), options, ())]
        removals.append(removal)
    return pairs, [describe(removals)]


def _options(query: Query, settings: Settings) -> Options:
    return replace(settings.options, as_of=query.asked_on if settings.as_of else None)
