"""What an earlier run made, so that one that was cut off does not make it again."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


def kept(path: Path, kind: type[T], make: Callable[[], Iterable[T]]) -> list[T]:
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
