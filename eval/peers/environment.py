"""The environment that other people's systems run in: made the first time, and when its requirements change."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

from index import DatelineError

from .line_up import HERE

REQUIREMENTS = HERE / "requirements.txt"
_INSTALLED = "requirements.txt"  # in the environment: what was installed into it


def peers_python(cache: Path) -> Path:
    """The Python of the peers' environment under `cache`; raises DatelineError if it cannot be installed."""
    folder = cache.resolve() / "peers-environment"
    python = folder / "bin" / "python"
    installed = folder / _INSTALLED
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if installed.is_file() and installed.read_text(encoding="utf-8") == wanted:
        return python
    sys.stderr.write(f"installing the other systems into {folder}: 2 GB, some minutes\n")
    venv.create(folder, clear=True, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(REQUIREMENTS)]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise DatelineError(f"the other systems could not be installed: {last_line(done.stderr)}")
    installed.write_text(wanted, encoding="utf-8")
    return python


def last_line(text: str) -> str:
    """What a program said last, where Python and pip put the reason."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it said nothing")
