#!/usr/bin/env python3
"""Writes the JSON Schemas that `ligne init` lays out, one set a language, and that of post.json beside the manual."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Write those that differ from what the code says, and name them."""
    sys.path.insert(0, str(ROOT))
    from channels.schemas import FOLDER, schemas
    from channels.social.post_schema import NAME, post_schema

    skeleton = ROOT / "editorial/skeleton"
    made = {skeleton / lang / FOLDER / name: text for lang in ("fr", "en") for name, text in schemas(lang).items()}
    for path, text in {**made, ROOT / "docs" / NAME: post_schema("en")}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")
            print(path.relative_to(ROOT).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main())
