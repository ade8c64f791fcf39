"""Many people at once at a running page: how long each waits for an answer, and whether all get one."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import click
import httpx
import numpy as np

from index import DatelineError

from .datasets import Query, load

_CALL = "gradio_api/call/v2/ask"
_PATIENCE = 120  # seconds that a person waits for an answer


@dataclass
class Waiting:
    """What came of it: seconds that each answer took, what went wrong and how often, and seconds in all."""

    answered: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    took: float = 0.0

    def lines(self) -> str:
        """The figures as a person reads them."""
        wrong = self.errors.total()
        told = [f"asked {len(self.answered) + wrong} in {self.took:.1f} seconds, errors: {wrong}"]
        if self.answered:
            median, high = np.quantile(self.answered, (0.5, 0.95))
            told.append(f"seconds to an answer: median {median:.2f}, p95 {high:.2f}")
            told.append(f"answers per second: {len(self.answered) / self.took:.2f}")
        return "\n".join([*told, *(f"{count} times: {error}" for error, count in self.errors.most_common())])


async def crowd(address: str, queries: Sequence[Query], people: int, seconds: float, password: str = "") -> Waiting:
    """So many people, each of whom asks question after question of a page until the time is over.

    Each begins at another question and goes round. Raises DatelineError where no page of Dateline
    answers, or not with this password.
    """
    waiting = Waiting()
    no_limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=_PATIENCE, limits=no_limits) as client:
        await _enter(client, password)
        begun = time.perf_counter()
        starts = (len(queries) * number // people for number in range(people))
        rounds = (islice(cycle(queries), start, None) for start in starts)
        async with asyncio.TaskGroup() as group:
            for questions in rounds:
                group.create_task(_person(client, questions, begun + seconds, waiting))
        waiting.took = time.perf_counter() - begun
    return waiting


async def _enter(client: httpx.AsyncClient, password: str) -> None:
    """Logs in, if there is a password, and looks whether questions can be asked."""
    try:
        if password:
            await client.post("login", data={"username": "load", "password": password})
        offered = await client.get("gradio_api/info")
    except httpx.TransportError:
        raise DatelineError(f"nothing answers at {client.base_url}: start the page, or give its address") from None
    if offered.status_code == httpx.codes.UNAUTHORIZED:
        raise DatelineError(f"the page at {client.base_url} asks for another password: give it with --password")
    if not offered.is_success or '"/ask"' not in offered.text:
        raise DatelineError(f"what answers at {client.base_url} is no page of Dateline: give its address")


async def _person(client: httpx.AsyncClient, questions: islice[Query], until: float, waiting: Waiting) -> None:
    for query in questions:
        begun = time.perf_counter()
        if begun >= until:
            return
        error = await _ask(client, query)
        if error:
            waiting.errors[error] += 1
        else:
            waiting.answered.append(time.perf_counter() - begun)


async def _ask(client: httpx.AsyncClient, query: Query) -> str:
    """Asks a question and waits for its answer; says what went wrong, if anything did."""
    asked = {"question": query.text, "as_of": query.asked_on.isoformat() if query.asked_on else ""}
    try:
        async with asyncio.timeout(_PATIENCE):
            call = (await client.post(_CALL, json=asked)).raise_for_status().json()
            heard = (await client.get(f"{_CALL}/{call['event_id']}")).raise_for_status().text
    except TimeoutError:
        return f"no answer within {_PATIENCE} seconds"
    except httpx.HTTPError as error:
        return f"{type(error).__name__} {error}".strip()
    last = heard.strip().split("\n\n")[-1]
    return "" if last.startswith("event: complete") else " ".join(last.split())


@click.command("load")
@click.argument("address")
@click.option(
    "--dataset", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the questions come from."
)
@click.option("--people", default=20, show_default=True, type=click.IntRange(1), help="How many ask at once.")
@click.option("--seconds", default=60.0, show_default=True, type=click.FloatRange(0, min_open=True), help="How long.")
@click.option("--password", default="", envvar="DATELINE_PASSWORD", help="The page's. Default: DATELINE_PASSWORD.")
def load_command(address: str, dataset: Path, people: int, seconds: float, password: str) -> None:
    """Put many people at once in front of the running page at ADDRESS; exit code 1 if one gets no answer."""
    waiting = asyncio.run(crowd(address, load(dataset).queries, people, seconds, password))
    click.echo(waiting.lines())
    if waiting.errors:
        sys.exit(1)
