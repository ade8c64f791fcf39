"""What people say of answers: right or wrong, with a note, kept beside an index."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index import DatelineError
from index.schema import JUDGEMENTS

from .contract import Answer

LONGEST_NOTE = 2_000  # characters
_WAIT = 60.0  # seconds that a statement waits for another thread or process
_TABLE = """
CREATE TABLE IF NOT EXISTS judgements (
    answer_id TEXT, by TEXT, answer TEXT, is_right INTEGER, note TEXT, at TEXT, PRIMARY KEY (answer_id, by))
"""


@dataclass(frozen=True)
class Judgement:
    """One person's verdict on one answer.

    `note` has at most LONGEST_NOTE characters; `by` is the person's name, empty where the page asks
    for none: all who come without one count as one person. `at` is in UTC.
    """

    answer: Answer
    right: bool
    note: str
    by: str
    at: datetime

    @property
    def answer_id(self) -> str:
        """The same for answers that say the same to the same question, whoever asked it and when.

        Of what was understood only what was: a limit that a later version knows of too changes no id.
        """
        row = self.answer.to_json()
        short, cited = row["short_answer"], [[each["document"], each["text"]] for each in row["excerpts"]]
        understood = {name: value for name, value in row["understood"].items() if value}
        said = [row["question"], understood, short and short["text"], cited]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


class Judgements:
    """The judgements on answers from one index: a file in its folder, made when the first is kept.

    Safe for several threads and processes.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / JUDGEMENTS  # not the index's own file: that can be made anew

    def keep(self, judgement: Judgement) -> None:
        """Keeps a judgement, in the place of what the same person said before of the same answer.

        Raises DatelineError for a note that is too long, and where the file cannot be written.
        """
        if len(judgement.note) > LONGEST_NOTE:
            raise DatelineError(f"the note is {len(judgement.note)} characters long; write at most {LONGEST_NOTE}")
        row = (
            judgement.answer_id,
            judgement.by,
            json.dumps(judgement.answer.to_json()),
            judgement.right,
            judgement.note.encode(errors="replace").decode(),  # halves of characters fit in no file
            judgement.at.isoformat(),
        )
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO judgements VALUES (?, ?, ?, ?, ?, ?)", row)

    def all(self) -> Iterator[Judgement]:
        """All judgements, by time; none where nothing was ever judged.

        Raises DatelineError for a file that cannot be read, and for an answer in it that cannot.
        """
        if not self._path.is_file():
            return
        with self._open() as connection:
            rows = connection.execute(
                "SELECT answer, is_right, note, by, at FROM judgements ORDER BY at, answer_id, by"
            ).fetchall()
        for answer, right, note, by, at in rows:
            yield Judgement(self._answer(answer), bool(right), note, by, datetime.fromisoformat(at))

    def _answer(self, text: str) -> Answer:
        try:
            return Answer.from_json(json.loads(text))
        except (KeyError, TypeError, ValueError) as error:
            raise DatelineError(
                f"{self._path} holds an answer in another form ({error!r}): read it with the Dateline that kept it"
            ) from error

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A transaction on a connection of this thread's own: judgements are rare, and none is shared or left open.

        It is begun as a writer's: one that only then wants to write, or to change to WAL, is told at once
        that the file is locked, without the wait (7 of 12,000 judgements of 8 threads).
        """
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(_TABLE)
                yield connection
                connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise DatelineError(
                f"the file of judgements {self._path} cannot be used ({error}): it and its folder must be writable; "
                "if it is broken, move it away"
            ) from error
