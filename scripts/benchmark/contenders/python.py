"""Python packages of a contender's own, in an environment apart from Ligne's."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmark.contenders.contender import installed, run_installer


def environment(tools: Path, name: str, packages: Sequence[str], pins: str = "") -> Path:
    """Give the interpreter of an environment that holds some packages; raises BenchFailed."""
    folder = installed(tools, name, [*packages, pins, sys.version], partial(_install, packages=packages, pins=pins))
    return _python(folder)


def version(python: Path, package: str) -> str:
    """Give the version of a package in an environment."""
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    done = subprocess.run([str(python), "-c", code], capture_output=True, encoding="utf-8", check=False)
    return done.stdout.strip() or "?"


def _install(folder: Path, packages: Sequence[str], pins: str) -> None:
    venv.create(folder, with_pip=True)
    (folder / "pins.txt").write_text(pins, encoding="utf-8")
    pip = [str(_python(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run_installer([*pip, "--constraint", "pins.txt", *packages], folder)


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
