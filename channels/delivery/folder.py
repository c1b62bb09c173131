"""A folder as the target: `<folder>/<channel>/<edition>/` for what would be sent, `<folder>/blog/` for the site.

Each arrival is a line of `<folder>/arrivals.jsonl`: appended in one write, it counts what came, from however many runs.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from channels.delivery.due import BLOG, Delivery
from channels.delivery.marker import NAME, Marker, read_marker
from channels.delivery.sealed import SITE, Sealed
from channels.delivery.target import Page
from channels.ledger.entry import Key, What
from channels.ledger.store import Outcome
from channels.output import prune
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.system_words import said_by

ARRIVALS = "arrivals.jsonl"
_LOCK = ".ligne-lock"
_PART = ".ligne-part-"


class Folder:
    """A folder that takes the site and the editions, and shows the site's pages."""

    def __init__(self, path: Path):
        self._path = path
        self._site = path / BLOG

    @property
    def name(self) -> str:
        """The folder."""
        return f"folder:{self._path}"

    def deliver(self, edition: Delivery, files: Mapping[str, bytes]) -> Outcome:
        """Write an edition whole or not at all; refused where there is one of its name."""
        try:
            with self._at_work():
                return self._deliver(edition, files)
        except OSError:
            return Outcome(What.FAILED)

    def marker(self) -> Marker | None:
        """Give the marker of the site in the folder."""
        place = self._site / NAME
        try:
            return read_marker(place.read_bytes(), str(place))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise EditorialError(_UNREACHABLE.fill(folder=self._site, said=said_by(error))) from None

    def deploy(self, site: Sealed, marker: Marker, keys: Iterable[Key]) -> Outcome:
        """Write what is new or other, each file whole, prune what the marker before listed, and mark; one at a time."""
        try:
            with self._held():
                known = self.marker()
                if known is not None and known.at > marker.at:
                    return Outcome(What.FAILED)
                for path in marker.files:
                    self._put(path, site.read(f"{SITE}/{path}"))
                for key in keys:
                    self._note(key)
                for path in sorted(set(known.files if known else ()) - set(marker.files)):
                    prune(self._site, path)
                self._put(NAME, marker.as_json())
        except OSError:
            return Outcome(What.FAILED)
        return Outcome(What.SENT)

    def mark(self, marker: Marker) -> None:
        """Write the marker, if the site is still that one."""
        with suppress(OSError), self._held():
            known = self.marker()
            if known is not None and (known.at, known.digest) == (marker.at, marker.digest):
                self._put(NAME, marker.as_json())

    def look(self, path: str) -> Page:
        """Give a page of the site in the folder."""
        try:
            return Page(200, (self._path / BLOG / path.removeprefix(f"{SITE}/")).read_bytes())
        except OSError:
            return Page(404)

    def _deliver(self, edition: Delivery, files: Mapping[str, bytes]) -> Outcome:
        place = self._path / edition.key.channel / edition.key.id.replace("/", "_")
        part = self._path / f"{_PART}{uuid.uuid4().hex}"
        try:
            for name, made in files.items():
                target = part / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(made)
            place.parent.mkdir(parents=True, exist_ok=True)
            self._note(edition.key)
        except OSError:
            shutil.rmtree(part, ignore_errors=True)
            return Outcome(What.FAILED)
        try:
            os.rename(part, place)
        except OSError:
            shutil.rmtree(part, ignore_errors=True)
            return Outcome(What.REFUSED)
        return Outcome(What.SENT)

    def _put(self, path: str, made: bytes) -> None:
        """Write a file of the site whole, unless it stands there already."""
        target = self._site / path
        with suppress(OSError):
            if target.stat().st_size == len(made) and target.read_bytes() == made:
                return
        part = self._path / f"{_PART}{uuid.uuid4().hex}"
        try:
            part.write_bytes(made)
            _clear(self._site, target)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)

    def _note(self, key: Key) -> None:
        line = json.dumps({"key": str(key), "run": os.getpid()}) + "\n"
        descriptor = os.open(self._path / ARRIVALS, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the site for one run; others wait, and a killed one lets go by itself."""
        self._site.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if os.name == "posix":
                import fcntl

                fcntl.flock(descriptor, fcntl.LOCK_EX)
            with self._at_work():
                yield
        finally:
            os.close(descriptor)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Hold the parts this run writes; those of killed runs are swept where no other run is at work."""
        self._path.mkdir(parents=True, exist_ok=True)
        if os.name != "posix":
            yield
            return
        import fcntl

        descriptor = os.open(self._path, os.O_RDONLY)
        try:
            # Where a folder cannot be locked (NFS), none is ever held alone, and nothing is swept.
            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _sweep(self._path)
            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_SH)
            yield
        finally:
            os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Take away the parts that stand in a folder."""
    for part in folder.glob(f"{_PART}*"):
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def _clear(site: Path, target: Path) -> None:
    """Take away what stands where a folder must be, or a folder of ours that has become a file."""
    for folder in target.parents:
        if folder == site:
            break
        if folder.is_file() or folder.is_symlink():
            folder.unlink()
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def folder_from(written: str) -> Folder:
    """Give the target that `folder:PATH` names; raises EditorialError."""
    kind, _, path = written.partition(":")
    if kind != "folder" or not path:
        raise EditorialError(_UNKNOWN.fill(found=written))
    place = Path(path).absolute()
    if place.exists() and not place.is_dir():
        raise EditorialError(_NOT_A_FOLDER.fill(folder=place))
    return Folder(place)


_UNKNOWN = Phrase(
    "« {found} » ne nomme pas une destination : écrivez folder:CHEMIN, ou pages",
    "“{found}” names no target: write folder:PATH, or pages",
)
_NOT_A_FOLDER = Phrase(
    "{folder} n’est pas un dossier : donnez-en un autre à --to", "{folder} is not a folder: give --to another"
)
_UNREACHABLE = Phrase(
    "{folder} ne peut pas être lu ({said}) : vérifiez le chemin et les droits",
    "{folder} cannot be read ({said}): check the path and its rights",
)
