"""The programs that system tests need and pip does not install: how each is found, and what brings it on Debian."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Component:
    """One program: the names it goes by, the Debian packages that bring it, and where these put it beside PATH."""

    programs: tuple[str, ...]
    debian: tuple[str, ...]
    folders: str = ""
    """A pattern of folders below the root; the last of them in the order of their names is taken."""

    def path(self) -> Path | None:
        """Give where it is installed, or None."""
        besides = sorted(Path("/").glob(self.folders), reverse=True) if self.folders else []
        places = [None, *map(str, besides)]
        found = (shutil.which(program, path=place) for place in places for program in self.programs)
        return next((Path(path) for path in found if path), None)


COMPONENTS = {
    "chromium": Component(
        ("chromium", "chromium-browser", "google-chrome"), ("chromium", "fonts-dejavu-core", "fonts-noto-color-emoji")
    ),
    # Its tests start a server of their own, on loopback, beside any that Debian runs.
    "postgresql": Component(("initdb",), ("postgresql",), "usr/lib/postgresql/*/bin"),
}


def missing() -> list[str]:
    """Give the names of the components this machine lacks."""
    return [name for name, component in COMPONENTS.items() if component.path() is None]


def install(names: list[str]) -> str:
    """Install components with Debian's own tool, and give what stood in the way, or nothing."""
    if not names:
        return ""
    packages = [package for name in names for package in COMPONENTS[name].debian]
    by_hand = "apt-get install " + " ".join(packages)
    if shutil.which("apt-get") is None:
        return f"this system has no apt-get: install {', '.join(names)} by its own means"
    if os.geteuid() != 0:
        return f"only root can install {', '.join(names)}: run `sudo {by_hand}`"
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            command,
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode != 0:
            return "\n".join([*done.stdout.strip().splitlines()[-12:], f"`{' '.join(command)}` failed"])
    return ""
