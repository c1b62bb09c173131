"""Every contender by name, in the order they run: Ligne first, because the others' sites are compared with its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmark.contenders import eleventy, hugo, ligne, pelican, proselint
from benchmark.contenders.contender import Contender

CONTENDERS: dict[str, Callable[[Path, Path], Contender]] = {
    "ligne": ligne.contender,
    "hugo": hugo.contender,
    "eleventy": eleventy.contender,
    "pelican": pelican.contender,
    "proselint": proselint.contender,
}
"""What gives a contender, from the folder of a corpus and the folder that tools are installed in."""
