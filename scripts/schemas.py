#!/usr/bin/env python3
"""Writes the JSON Schemas that `ligne init` lays out, one set a language, from the readers of the files."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Write those that differ from what the code says, and name them."""
    sys.path.insert(0, str(ROOT))
    from channels.schemas import FOLDER, schemas

    for lang in ("fr", "en"):
        folder = ROOT / "editorial/skeleton" / lang / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in schemas(lang).items():
            if not (folder / name).is_file() or (folder / name).read_text("utf-8") != text:
                (folder / name).write_text(text, "utf-8", newline="\n")
                print((folder / name).relative_to(ROOT).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main())
