"""Files that people add in the page: which are taken, under which names they are kept, and what became of them."""

from __future__ import annotations

import filecmp
import re
import shutil
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from index import Skipped
from index.build import build, remove
from index.readers import KINDS
from index.schema import UPLOADS

from .corpus import skipped_item
from .format import count

MAX_FILES = 200  # at once
MAX_MB = 50  # of a file (a million bytes), and of what an archive unpacks to
LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})
_LONGEST = 100  # bytes of a name without its suffix: file systems take 255 for all of it
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)  # devices on Windows, whatever the suffix
_SHOWN = 20  # files named that were not read
_TOO_MANY = f"comes after the first {MAX_FILES} files: no more are taken at once"
_one = threading.Lock()

Progress = Callable[[float, str], None]  # hears how much is done, 0 to 1, and with what


@dataclass
class Added:
    """What became of files: articles that are new, those that were there, files read, and what was not and why."""

    articles: int = 0
    known: int = 0
    files: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def allowed(host: str, password: bool) -> bool:
    """Whether a page that is served on `host` takes files: beyond this machine only where it asks for a password."""
    return password or host in LOCAL


def add_files(index: Path, files: Sequence[tuple[str, Path]], progress: Progress) -> Added:
    """Adds files, by the names they were sent with, to an index; stores that are open on it see them at once.

    They are kept in the index's folder, and a later build of other paths leaves them be. Of what is
    refused nothing is kept. One call at a time; another waits. Raises DatelineError where the index is
    not one that this program can write.
    """
    if _one.locked():
        progress(0.0, "waiting for other files to be read")
    with _one:
        added = Added(skipped=[Skipped(_safe_name(name), _TOO_MANY) for name, _ in files[MAX_FILES:]])
        kept = list(dict.fromkeys(_keep((index / UPLOADS).resolve(), files[:MAX_FILES], added)))
        if kept:
            progress(0.0, f"reading {count(len(kept), 'file')}")
            _index(index, kept, added, progress)
        return added


def report(added: Added) -> str:
    """What became of the files, as HTML."""
    shown = "".join(map(skipped_item, added.skipped[:_SHOWN]))
    if len(added.skipped) > _SHOWN:
        shown += f"<li>and {len(added.skipped) - _SHOWN:,} more</li>"
    left_out = f"<p>Skipped:</p><ul>{shown}</ul>" if shown else ""
    done = f"{count(added.articles, 'article')} added from {count(added.files, 'file')}."
    known = f" {count(added.known, 'article')} had been added before." if added.known else ""
    return f'<div class="added"><p role="status">{done}{known}</p>{left_out}</div>'


def _index(index: Path, kept: Sequence[Path], added: Added, progress: Progress) -> None:
    """Indexes files, and takes out again those that hold no article."""

    def heard(done: int, total: int) -> None:
        progress(done / total, f"{done:,} of {count(total, 'article')} read")

    summary = build(kept, index, max_file_mb=MAX_MB, progress=heard)
    names = {f"{UPLOADS}/{path.name}" for path in kept}
    added.skipped += [each for each in summary.stats.skipped if each.name.partition(":")[0] in names]
    refused = [path for path in kept if not summary.held[path]]
    if refused:
        remove(refused, index)
        for path in refused:
            path.unlink()
    added.articles, added.known, added.files = summary.added, summary.unchanged, len(kept) - len(refused)


def _keep(folder: Path, files: Sequence[tuple[str, Path]], added: Added) -> Iterator[Path]:
    """Copies what may be taken into a folder; yields where each is there."""
    for name, path in files:
        own = _safe_name(name)
        reason = _refusal(own, path)
        if reason is None:
            try:
                yield _copy(folder, own, path)
                continue
            except OSError as error:
                reason = f"cannot be kept: {error.strerror}"
        added.skipped.append(Skipped(own or "(no name)", reason))


def _refusal(name: str, path: Path) -> str | None:
    if PurePath(name).suffix.lower() not in KINDS:
        return f"is not of a kind that Dateline reads ({', '.join(KINDS)})"
    if path.is_symlink() or not path.is_file():
        return "is not a file"
    if path.stat().st_size > MAX_MB * 1e6:
        return f"is over the limit of {MAX_MB} MB"
    return None


def _safe_name(name: str) -> str:
    """The last part of a name, without what hides a file, means something to a system or misleads the eye."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(char for char in unicodedata.normalize("NFC", last) if unicodedata.category(char)[0] != "C")
    plain = re.sub(r'[<>:"|?*\s]+', " ", seen).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    short = stem.encode()[:_LONGEST].decode(errors="ignore").strip() + dot + suffix[:_LONGEST]
    return f"_{short}" if _RESERVED.match(short) else short


def _copy(folder: Path, name: str, path: Path) -> Path:
    """Copies a file; one of another content that has the name already keeps it, and this one gets a number."""
    folder.mkdir(exist_ok=True)
    target, number = folder / name, 2
    while target.exists() and not filecmp.cmp(target, path, shallow=False):
        target = folder / re.sub(r"((\.\w+)?\.\w+)$", rf"-{number}\1", name)  # rows-2.jsonl.gz
        number += 1
    if target.exists():
        return target
    part = folder / ".part"
    try:
        shutil.copyfile(path, part)
        return part.replace(target)
    finally:
        part.unlink(missing_ok=True)
