"""What the command lines share: errors for people, days as options, and which index."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from .errors import DatelineError


class Day(click.ParamType[date]):
    """A day in ISO 8601, as an option's value."""

    name = "DATE"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Reads `2024-03-01`; anything else is a usage error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a day: write it as 2024-03-01", param, ctx)


index_option = click.option(
    "--index",
    "folder",
    default=".index",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The index's folder.",
)


def run(command: click.Command, name: str) -> NoReturn:
    """Runs a command line: a person's mistake is one line on stderr and exit code 2, never a traceback."""
    try:
        command.main(prog_name=name, standalone_mode=False)
    except DatelineError as error:
        _fail(str(error))
    except click.ClickException as error:
        _fail(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped; the next build goes on where this one was" if "index" in name else "stopped")
    except BrokenPipeError:
        sys.stderr.close()
    sys.exit(0)


def _fail(message: str) -> NoReturn:
    sys.stderr.write(f"error: {' '.join(message.split())}\n")
    sys.exit(2)
