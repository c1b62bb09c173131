"""The environment the scripts run in: `.venv`, made from the hashed requirements, and mended when they change.

Standard library only, and readable by an old Python up to the sentence that says it is too old.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
RUNTIME = ("requirements.txt",)
DEVELOPMENT = ("requirements-dev.txt", "requirements.txt")
"""The first is what gets installed; it holds every pin of the others, so installing it makes them ready too."""

_BUSY = ".ligne-installing"
_STAMP = ".ligne-stamp"
_TAIL_LINES = 12
_NO_NETWORK = re.compile(
    r"NewConnectionError|Failed to establish a new connection|[Nn]ame resolution|Name or service not known"
    r"|getaddrinfo|dns error|error sending request|ConnectTimeout|Network is unreachable|ProxyError|tcp connect error"
    r"|\(from versions: none\)"
)
# They would send pip somewhere else than into the environment it runs in.
_ASTRAY = ("PIP_PREFIX", "PIP_ROOT", "PIP_TARGET", "PIP_USER", "PYTHONHOME", "PYTHONPATH")


class CannotPrepare(Exception):
    """The environment cannot be made: a sentence in French and in English, and what the tool itself last said."""

    def __init__(self, fr: str, en: str, said: str = ""):
        self.fr, self.en, self.said = fr, en, said
        super().__init__(en)

    def read(self, lang: str) -> str:
        """Give the sentence in `lang`, below the tool's own last words."""
        return "\n".join(part for part in (self.said, self.en if lang == "en" else self.fr) if part)


@dataclass(frozen=True)
class Environment:
    """The `.venv` of one checkout."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where it stands."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.program("python")

    def program(self, name: str) -> Path:
        """Give where one of its programs stands."""
        return self.folder / ("Scripts/" + name + ".exe" if os.name == "nt" else "bin/" + name)

    def is_ready(self, requirements: str) -> bool:
        """Say whether what `requirements` and pyproject.toml ask for is installed, and the interpreter still runs."""
        stamp = self._stamp()
        return (
            stamp.get("root") == str(self.root)
            and stamp.get(requirements) == self._digest(requirements)
            and not (self.folder / _BUSY).exists()
            and self.program("ligne").exists()
            and stamp.get("python") == _version_of(self.python)
        )

    def prepare(self, requirements: Sequence[str]) -> None:
        """Install the first of `requirements` and the project unless that is done; raises CannotPrepare."""
        if self.is_ready(requirements[0]):
            return
        with _alone(self.root):
            if not self.is_ready(requirements[0]):
                self._install(requirements)

    def _install(self, requirements: Sequence[str]) -> None:
        """Install, and write the stamp last: an installation that was cut short never looks done."""
        uv = shutil.which("uv")
        if not self._is_sound(needs_pip=uv is None):
            self._make(uv)
        (self.folder / _BUSY).touch()
        (self.folder / _STAMP).unlink(missing_ok=True)
        say(
            "Installation des dépendances dans .venv (une fois pour toutes)…",
            "Installing the dependencies into .venv (once and for all)…",
        )
        python = str(self.python)
        pip = [uv, "pip", "install", "--python", python] if uv else [python, "-I", "-m", "pip", "install", "--no-input"]
        pip = [*pip, "--quiet"] if uv else [*pip, "--quiet", "--disable-pip-version-check"]
        self._run([*pip, "--require-hashes", "-r", requirements[0]])
        self._run([*pip, "--no-deps", "--no-build-isolation", "-e", "."])
        digests = {name: self._digest(name) for name in requirements}
        stamp = {"root": str(self.root), "python": _version_of(self.python), **digests}
        (self.folder / _STAMP).write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8")
        (self.folder / _BUSY).unlink()

    def _is_sound(self, *, needs_pip: bool) -> bool:
        """Say whether packages can be installed into what is there; an environment made by hand is kept."""
        version = _version_of(self.python)
        if version is None or _numbers(version) < OLDEST_PYTHON or (self.folder / _BUSY).exists():
            return False
        if self._stamp().get("root", str(self.root)) != str(self.root):
            return False  # A copied environment: its programs still name the old folder.
        if self._stamp().get("python", version) != version:
            return False  # The system's Python was upgraded under it.
        return not needs_pip or _succeeds([str(self.python), "-I", "-m", "pip", "--version"])

    def _make(self, uv: str | None) -> None:
        if sys.version_info[:2] < OLDEST_PYTHON:
            found = ".".join(str(number) for number in sys.version_info[:3])
            raise CannotPrepare(
                f"Ligne demande Python 3.11 ou plus récent, et celui-ci est {found} : "
                "lancez ce script avec un Python plus récent.",
                f"Ligne needs Python 3.11 or newer, and this one is {found}: run this script with a newer Python.",
            )
        say("Création de l’environnement .venv…", "Making the environment .venv…")
        if self.folder.is_symlink() or self.folder.is_file():
            self.folder.unlink()
        elif self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir()
        (self.folder / _BUSY).touch()
        # Of the interpreter itself: this script may be run by the very environment that is being replaced.
        base = getattr(sys, "_base_executable", None) or sys.executable
        made_by_uv = [uv, "venv", "--quiet", "--allow-existing", "--python", base] if uv else None
        self._run([*(made_by_uv or [base, "-m", "venv"]), str(self.folder)])

    def _run(self, command: Sequence[str | None]) -> None:
        words = [word for word in command if word is not None]
        environ = {name: value for name, value in os.environ.items() if name not in _ASTRAY}
        done = subprocess.run(
            words,
            cwd=self.root,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode == 0:
            return
        said = "\n".join(done.stdout.strip().splitlines()[-_TAIL_LINES:])
        if _NO_NETWORK.search(done.stdout):
            raise CannotPrepare(
                "Les dépendances n’ont pas pu être téléchargées : vérifiez la connexion, puis relancez.",
                "The dependencies could not be downloaded: check the connection, then run this again.",
                said,
            )
        if "ensurepip" in done.stdout:
            raise CannotPrepare(
                "Ce Python n’a pas le module venv complet : installez-le (Debian : apt-get install python3-venv), "
                "puis relancez.",
                "This Python lacks the full venv module: install it (Debian: apt-get install python3-venv), "
                "then run this again.",
                said,
            )
        name = "uv" if "uv" in Path(words[0]).stem else "pip" if "pip" in words else "venv"
        raise CannotPrepare(
            f"L’environnement n’a pas pu être préparé : {name} s’est arrêté sur l’erreur ci-dessus.",
            f"The environment could not be prepared: {name} stopped at the error above.",
            said,
        )

    def _stamp(self) -> Mapping[str, object]:
        try:
            stamp = json.loads((self.folder / _STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def _digest(self, requirements: str) -> str:
        made = hashlib.sha256()
        for name in (requirements, "pyproject.toml"):
            raw = (self.root / name).read_bytes()
            made.update(len(raw).to_bytes(8, "big") + raw)
        return made.hexdigest()


def say(fr: str, en: str) -> None:
    """Tell the person at the terminal, in the charter's language, what is going on."""
    print(en if language() == "en" else fr, file=sys.stderr, flush=True)


def language(root: Path = ROOT) -> str:
    """Give the charter's own language, read without a YAML parser: there is none before the installation."""
    try:
        charter = (root / "editorial/charter.yaml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return "fr"
    first = re.search(r"^languages:[\s\[\"'-]*([a-z]{2})\b", charter, re.MULTILINE)
    return first[1] if first else "fr"


def _version_of(python: Path) -> str | None:
    """Give the version of an interpreter, as `3.11`, or None where it does not run."""
    try:
        done = subprocess.run(
            [str(python), "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
            check=False,
        )
    except (OSError, ValueError):
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _succeeds(command: Sequence[str]) -> bool:
    quiet = subprocess.DEVNULL
    return subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, check=False).returncode == 0


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold every other script that prepares the same checkout back until this one is done (not on Windows)."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
