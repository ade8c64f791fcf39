"""`python -m rag.train`: makes the reader, from public sets and from news, on a GPU or on two cores."""

from __future__ import annotations

import copy
import gzip
import json
import logging
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click
import torch
from tqdm import tqdm

from index.command import run
from index.embed import Embedder, default_folder

from ..engine import Engine
from ..pairs import PairTokenizer
from .agree import learnable
from .batches import Row, as_row
from .examples import Example, held_out, read_public
from .export import export
from .lessons import more_passages, with_lessons
from .loop import Plan, train
from .model import ReaderModel
from .negatives import with_negatives
from .news import Asked, clozes, ids_of, quiz, week_of
from .swaps import with_swaps
from .teacher import Teacher

SEED = 1
EPOCHS = 2  # of the public sets; another was not tried
NEWS_EPOCHS = 2
_LESSON_EPOCHS = 2
_RATE, _NEWS_RATE = 1.5e-4, 6e-5
_TEACHER_RATE, _LESSON_RATE = 5e-5, 1e-4
_HELD_OUT = 0.04  # of the titles
_WEEKS_HELD_OUT = 0.12  # of the weeks, and of the articles that sentences are taken from
_MEASURED = 1_500  # rows, at most, that are measured
_ARTICLES = 4_000  # of which a sentence each is asked about
_REPLAYED = 0.7  # public examples to each one about news in the second stage: what was learned is kept
_TEACHERS = 31_000  # public examples that a teacher learns from: an hour on two cores
_TAUGHT = 10_000  # public examples that it teaches

T = TypeVar("T")


@click.command()
@click.option("--public", required=True, type=click.Path(exists=True, path_type=Path), help="The public sets.")
@click.option("--news", required=True, type=click.Path(exists=True, path_type=Path), help="A news quiz's dataset.")
@click.option("--index", "folder", required=True, type=click.Path(exists=True, path_type=Path), help="An index of it.")
@click.option(
    "--left-out", required=True, type=click.Path(exists=True, path_type=Path), help="Whose weeks to leave out."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Checkpoints, curves and the reader.")
@click.option(
    "--teacher",
    type=click.Path(exists=True, path_type=Path),
    help="A larger encoder with the same word pieces, for a larger reader that the small one then learns from.",
)
@click.option("--precision", default="bfloat16", show_default=True, type=click.Choice(["bfloat16", "float32"]))
def main(
    public: Path, news: Path, folder: Path, left_out: Path, out: Path, teacher: Path | None, precision: str
) -> None:
    """Make the reader. A run that was cut off goes on where it was when it is started again."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    encoder, dtype = default_folder(), getattr(torch, precision)
    tokenizer = PairTokenizer(encoder)
    torch.manual_seed(SEED)
    examples = _kept(out / "public.jsonl.gz", Example, lambda: with_negatives(read_public(public), Embedder(), SEED))
    learned, held = held_out(examples, _HELD_OUT, SEED)
    rows, dev = _rows(learned, tokenizer), _sample(_rows(held, tokenizer), _MEASURED)
    model = ReaderModel.start(encoder)
    train(model, rows, dev, Plan(EPOCHS, _RATE, SEED), out / "general", device, dtype)

    asked = _kept(out / "asked.jsonl.gz", Asked, lambda: _asked(news, left_out, folder))
    judge = copy.deepcopy(model).to(device, dtype)
    about = _kept(out / "news.jsonl.gz", Example, lambda: learnable(asked, judge, tokenizer, SEED))
    learned_news, held_news = held_out(about, _WEEKS_HELD_OUT, SEED)
    learned_news = with_swaps(learned_news, SEED)
    again = with_swaps(_sample(learned, int(_REPLAYED * len(learned_news))), SEED)
    news_rows = _rows(learned_news, tokenizer)
    both = [*news_rows, *_rows(again, tokenizer)]
    dev = _sample(_rows(held_news, tokenizer), _MEASURED)
    train(model, both, dev, Plan(NEWS_EPOCHS, _NEWS_RATE, SEED), out / "news", device, dtype)
    if teacher:
        large = Teacher.begin(teacher, encoder)
        plenty, few = (with_swaps(_sample(learned, count), SEED) for count in (_TEACHERS, _TAUGHT))
        rows = [*news_rows, *_rows(plenty, tokenizer)]
        train(large, rows, dev, Plan(1, _TEACHER_RATE, SEED), out / "teacher", device, dtype)
        large.to(device, dtype)
        more = more_passages(_seen(asked, held_news), learned_news)
        rows = [*news_rows, *_rows(few, tokenizer)]
        rows = with_lessons(rows, [*more], tokenizer, large, out / "lessons.pt", SEED)
        before = copy.deepcopy(model)
        train(model, rows, dev, Plan(_LESSON_EPOCHS, _LESSON_RATE, SEED), out / "lessons", device, dtype)
        model.meet(before)
    export(model, encoder, out / "model")


def _asked(news: Path, left_out: Path, folder: Path) -> Iterator[Asked]:
    """The quiz's questions, and those made of articles; nothing of the weeks and articles left out."""
    engine = Engine.open(folder)
    weeks = frozenset(map(week_of, ids_of(left_out / "queries.jsonl.gz")))
    unseen = ids_of(left_out / "corpus.jsonl.gz")
    yield from quiz(news / "queries.jsonl.gz", engine, weeks)
    documents = [each for each in engine.store.documents() if each.key not in unseen]
    random.Random(SEED).shuffle(documents)  # noqa: S311
    yield from clozes(documents[:_ARTICLES], engine, unseen, SEED)


def _seen(asked: Iterable[Asked], held: Iterable[Example]) -> list[Asked]:
    """The questions of which nothing is held out."""
    unseen = {(each.origin, each.group) for each in held}
    return [each for each in asked if (each.origin, each.group) not in unseen]


def _kept(path: Path, kind: type[T], make: Callable[[], Iterable[T]]) -> list[T]:
    """What an earlier run made, from a file of a JSON object a line; else it is made now."""
    if not path.exists():
        fresh = path.with_suffix(".new")
        with gzip.open(fresh, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(vars(each)) + "\n" for each in tqdm(make(), desc=path.stem))
        fresh.replace(path)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [kind(**{name: _tuples(value) for name, value in json.loads(line).items()}) for line in file]


def _tuples(value: object) -> object:
    """JSON's lists as tuples, at any depth."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _rows(examples: Iterable[Example], tokenizer: PairTokenizer) -> list[Row]:
    return [row for row in (as_row(each, tokenizer) for each in examples) if row]


def _sample(given: list[T], count: int) -> list[T]:
    return random.Random(SEED).sample(given, min(count, len(given)))  # noqa: S311


if __name__ == "__main__":
    run(main, "python -m rag.train")
