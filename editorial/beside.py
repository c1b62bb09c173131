"""A file written beside the one whose place it takes, so that this one is there whole, as it was or as it will be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp


@contextmanager
def beside(target: Path, made: bytes) -> Iterator[str]:
    """Give a hidden file that holds new bytes, and put it in the place of a target where nothing is raised meanwhile.

    Whatever happens, it stays nowhere else. Raises OSError.
    """
    descriptor, name = mkstemp(dir=target.parent, prefix=".", suffix=".ligne")
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(made)
            opened.flush()
            os.fsync(descriptor)
        yield name
        os.replace(name, target)
    finally:
        Path(name).unlink(missing_ok=True)
