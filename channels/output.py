"""The output folder: held by one build at a time, refused where it is not ours, cleared of what is gone."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase

KEPT_NAMES = frozenset({".git", "CNAME", ".nojekyll"})
STAGE = ".press"
"""The press's own folder in the output."""


def refuse_foreign(output: Path) -> None:
    """Refuse a folder that holds files and was not made by us."""
    if not output.exists():
        return
    if not output.is_dir():
        raise EditorialError(_NOT_A_FOLDER.fill(folder=output))
    there = {entry.name for entry in os.scandir(output)} - KEPT_NAMES
    if there and not there & {"build.json", "manifest", STAGE}:
        raise EditorialError(_FOREIGN.fill(folder=output, found=sorted(there)[0]))


def clear_the_way(output: Path, stale: Iterable[str], wanted: Iterable[str]) -> None:
    """Remove stale files that stand where a folder must be, or in a folder that must become a file."""
    wanted = set(wanted)
    folders = {folder for path in wanted for folder in _above(path)}
    for path in stale:
        if path in folders or any(folder in wanted for folder in _above(path)):
            prune(output, path)


def _above(path: str) -> Iterator[str]:
    """Give the folders a path stands in, the innermost first."""
    while path := path.rpartition("/")[0]:
        yield path


def prune(output: Path, path: str) -> bool:
    """Take a file away, and the folders it leaves empty; give whether it was there.

    Where a killed build took the file away, and maybe a folder or two, those left empty go all the same.
    """
    target = output / path
    try:
        target.unlink()
        was_there = True
    except FileNotFoundError:
        was_there = False
    except (NotADirectoryError, IsADirectoryError):
        return False
    for folder in target.parents:
        if folder == output:
            break
        try:
            folder.rmdir()
        except FileNotFoundError:
            continue
        except OSError:
            break
    return was_there


def unstage(stage: Path, *, keep_journal: bool) -> None:
    """Take the staged parts away; a killed build's journal stays until a build has rolled forward."""
    if not keep_journal:
        shutil.rmtree(stage, ignore_errors=True)
        return
    for part in stage.iterdir():
        if part.name != "journal.json":
            shutil.rmtree(part) if part.is_dir() else part.unlink()


@contextmanager
def held(output: Path) -> Iterator[None]:
    """Hold the output for one build; a second one is refused, and a killed one lets go by itself."""
    created = not output.exists()
    output.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(output, os.O_RDONLY) if os.name == "posix" else None
        try:
            if descriptor is not None:
                import fcntl

                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise EditorialError(_BUSY.fill(folder=output)) from None
            # Not before: whoever is refused leaves nothing behind.
            (output / STAGE).mkdir(exist_ok=True)
            try:
                yield
            finally:
                # What a killed build left in it stays until one has rolled forward.
                with suppress(OSError):
                    (output / STAGE).rmdir()
        finally:
            if descriptor is not None:
                os.close(descriptor)
    except BaseException:
        if created and output.is_dir() and not any(output.iterdir()):
            output.rmdir()
        raise


def size_of(path: str) -> int | None:
    """Give how many bytes a plain file has, None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def read(path: str) -> bytes:
    """Give the bytes of a file."""
    with open(path, "rb") as file:
        return file.read()


def write(path: str, made: bytes) -> str:
    """Write the bytes of a file, in a folder that is made where there is none, and give its path."""
    try:
        file = open(path, "wb", buffering=0)  # noqa: SIM115 (closed below, whichever way it came to be open)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))
        file = open(path, "wb", buffering=0)  # noqa: SIM115
    with file:
        left = memoryview(made)
        while left:
            left = left[file.write(left) :]
    return path


def put(part: str, target: str) -> None:
    """Put a file in the place of another, whose folder somebody may have taken away meanwhile."""
    try:
        os.replace(part, target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(part, target)


def _make_folder(folder: str) -> None:
    """Make a folder, nearly always in one that is there: `makedirs` would first look for each one above."""
    try:
        os.mkdir(folder)
    except OSError:
        os.makedirs(folder, exist_ok=True)


def settle(staged: str, place: str) -> None:
    """Move everything in a folder into another of the same disk; a folder that is new there goes whole, in one move."""
    for entry in os.scandir(staged):
        target = f"{place}/{entry.name}"
        if not entry.is_dir():
            os.replace(entry.path, target)
        elif os.path.isdir(target):
            settle(entry.path, target)
        else:
            os.rename(entry.path, target)


_NOT_A_FOLDER = Phrase("{folder} n’est pas un dossier", "{folder} is not a folder")
_FOREIGN = Phrase(
    "{folder} contient des fichiers que Ligne n’a pas faits ({found}…) : déplacez-les, Ligne n’y touchera pas",
    "{folder} holds files Ligne did not make ({found}…): move them, Ligne will not touch them",
)
_BUSY = Phrase(
    "une autre fabrication est en cours dans {folder} : attendez qu’elle finisse",
    "another build is at work in {folder}: wait until it ends",
)
