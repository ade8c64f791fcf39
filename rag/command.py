"""What the command lines that ask questions share: the options that every question can take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypedDict

import click

from index.command import Day

from .question import THRESHOLD


class Given(TypedDict, total=False):
    """What a command line gives of `Options`."""

    as_of: date | None
    after: date | None
    before: date | None
    sources: tuple[str, ...]
    literal: bool
    excerpts: int
    threshold: float


def question_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds `after`, `before`, `sources` and `literal`, under the names of `Options`' fields."""
    for decorate in (
        click.option("--literal", is_flag=True, help="Do not read dates and outlets out of the question."),
        click.option("--source", "sources", multiple=True, metavar="NAME", help="Only this outlet; may be repeated."),
        click.option("--before", type=Day(), help="Published on or before this day."),
        click.option("--after", type=Day(), help="Published on or after this day."),
    ):
        command = decorate(command)
    return command


def answer_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds `excerpts` and `threshold`, under the names of `Options`' fields."""
    for decorate in (
        click.option(
            "--threshold", default=THRESHOLD, show_default=True, help="Answer from this confidence on, from 0 to 1."
        ),
        click.option("--excerpts", default=3, show_default=True, help="How many excerpts an answer shows at most."),
    ):
        command = decorate(command)
    return command
