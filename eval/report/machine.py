"""On what a run was made: the machine, and the versions of what computes."""

from __future__ import annotations

import os
import platform
import re
from importlib import metadata
from pathlib import Path
from typing import Any

_PACKAGES = ("sentence-transformers", "torch", "faiss-cpu", "tantivy", "ir-measures", "numpy")


def machine() -> dict[str, Any]:
    """The system, its processor, the cores that this process may use, and the memory in GB."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
    }


def versions() -> dict[str, str]:
    """Python's version, and those of the packages that shape a result."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:  # some come under another name for another processor
            continue
    return found


def _processor() -> str:
    """Linux tells the model in /proc; elsewhere Python's own word for it has to do."""
    cpuinfo = Path("/proc/cpuinfo")
    named = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE) if cpuinfo.is_file() else None
    return named[1] if named else platform.processor()
