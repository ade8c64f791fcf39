"""`python -m rag.train`: makes the reader, from public sets and from news, on a GPU or on two cores."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from pathlib import Path

import click
import torch

from index.command import run
from index.embed import Embedder, default_folder

from ..engine import Engine
from ..pairs import PairTokenizer
from .examples import Example, read_public
from .export import export
from .inputs import begin, digest
from .kept import kept
from .model import ReaderModel
from .negatives import with_negatives
from .news import Asked, clozes, ids_of, quiz, week_of
from .stages import SEED, Workshop
from .teacher import Teacher
from .written import WRITTEN, written

_ARTICLES = 4_000  # of which a sentence each is asked about


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
    settings = {"teacher": str(teacher), "precision": precision}
    data = {"public sets": public, "quiz": news / "queries.jsonl.gz", "weeks left out": left_out / "queries.jsonl.gz"}
    begin(out, {**settings, **{name: digest(path) for name, path in {**data, "written questions": WRITTEN}.items()}})
    torch.manual_seed(SEED)
    encoder, device = default_folder(), "cuda" if torch.cuda.is_available() else "cpu"
    workshop = Workshop(out, device, getattr(torch, precision), PairTokenizer(encoder))
    examples = kept(out / "public.jsonl.gz", Example, lambda: with_negatives(read_public(public), Embedder(), SEED))
    model = ReaderModel.start(encoder)
    learned = workshop.public(model, examples)
    about = workshop.news(model, learned, kept(out / "asked.jsonl.gz", Asked, lambda: _asked(news, left_out, folder)))
    if teacher:
        workshop.lessons(model, Teacher.begin(teacher, encoder), learned, about)
    ours = kept(out / "written.jsonl.gz", Example, lambda: written(WRITTEN, out / "written-index"))
    workshop.written(model, ours, learned, about)
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


if __name__ == "__main__":
    run(main, "python -m rag.train")
