"""Stock Pelican with its own Markdown reader and its "simple" theme, at the versions Ligne pins."""

from __future__ import annotations

import re
from pathlib import Path

from benchmark.contenders.contender import Contender, lay_out
from benchmark.contenders.python import environment, version
from environment import ROOT

MARKDOWN = "markdown==3.11.3"
"""The reader's extra: stock Pelican needs it, Ligne does not, so it stands in no requirements file."""


def contender(folder: Path, tools: Path) -> Contender:
    """Give stock Pelican on a corpus; raises BenchFailed where it cannot be installed."""
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = "\n".join(re.findall(r"^([A-Za-z0-9_.-]+==[^\s;\\]+)", locked, re.MULTILINE)) + "\n"
    python = environment(tools, "pelican", ("pelican", MARKDOWN), pins)
    lay_out(folder, "pelican")
    return Contender(
        name="stock Pelican", version=version(python, "pelican"), folder=folder,
        command=(str(python), "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output", "--fatal", "errors"),
        site=folder / "output", text=("</header>", "<footer"), leaves=("output", "cache", "__pycache__"),
    )  # fmt: skip
