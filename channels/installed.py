"""What is installed: the versions of ours and of what we render with, told by the names of their folders.

`importlib.metadata` would read a file of each and load a mail parser to do so: a tenth of what a small build takes.
"""

from __future__ import annotations

import os
import sys
from functools import cache


@cache
def version_of(package: str) -> str:
    """Give the version of a package, "0" where none is installed (PEP 427, "the .dist-info directory")."""
    name = package.replace("-", "_").lower()
    return next((found for folder in sys.path if (found := _versions(folder).get(name))), "0")


@cache
def _versions(folder: str) -> dict[str, str]:
    try:
        entries = os.listdir(folder)
    except OSError:
        return {}
    named = (entry.removesuffix(".dist-info").rpartition("-") for entry in entries if entry.endswith(".dist-info"))
    return {name.replace("-", "_").lower(): version for name, _, version in named}
