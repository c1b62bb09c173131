"""What is worked out of the shipped templates, kept beside the engine's own compiled modules, as Python keeps these.

It is of the installation, not of a site: a build from nothing finds it, like every module it imports. Python's own
switches hold for it too (PYTHONDONTWRITEBYTECODE, PYTHONPYCACHEPREFIX). Whoever can write there can run code as it is.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from channels.shipped import shipped_theme
from editorial.memory import engine_stamp
from editorial.piece import digest_of


def kept(kind: str, path: str | Path | None, source: str | bytes, make: Callable[[], Any], *depends: str) -> Any:  # noqa: ANN401
    """Give what `make` works out of a template's `source`, as marshal can keep it: code, texts, numbers, tuples.

    It is made once for all where the template is a shipped one, until the engine, the file or what else it `depends`
    on changes; else each time.
    """
    theme = shipped_theme()
    if path is None or not Path(path).is_relative_to(theme):
        return make()
    name = "-".join(Path(path).relative_to(theme).parts)
    file = Path(cache_from_source(__file__)).with_name(f"{name}.{kind}.{sys.implementation.cache_tag}")
    head = f"{engine_stamp()} {digest_of(str(path), source, *depends)}\n".encode()
    with suppress(OSError, EOFError, ValueError, TypeError):
        raw = file.read_bytes()
        if raw.startswith(head):
            return marshal.loads(raw[len(head) :])  # noqa: S302 (as Python reads its own)
    made = make()
    if not sys.dont_write_bytecode:
        _keep(file, head + marshal.dumps(made))
    return made


def _keep(file: Path, raw: bytes) -> None:
    """Put the bytes of a file in its place; a folder that cannot be written to costs the time, nothing else."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        part.write_bytes(raw)
        os.replace(part, file)
    except OSError:
        with suppress(OSError):
            part.unlink()
