"""The press: puts artifacts on disk whole, keeps what is already right, prunes what is gone, and signs the build last.

Everything is made and staged beside the output before the first file of it is touched, so that a template error or
a full disk costs nothing. A build killed while it moves files into place leaves each one wholly old or wholly new;
its journal tells the next build what to prune.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from channels.channel import Artifact
from channels.manifest import (
    FOLDER,
    SIGNATURE,
    STAGE,
    Listed,
    Row,
    about_of,
    by_channel,
    digest_of_manifest,
    is_inside,
    listed,
    loaded,
    manifests,
    names_inside,
    row_of,
    signature,
    stamps,
    unlisted,
)
from editorial.crew import Crew
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.memory import Memory
from editorial.scan import stamp_of

KEPT_NAMES = frozenset({".git", "CNAME", ".nojekyll"})
_FIRST, _BATCH, _ENOUGH = 12, 24, 96
"""How many files are made before others are asked, how many a process makes at a time, and how many are worth one."""
_SIGNED = ""
"""The name under which the stamps of the manifests are remembered: no path is empty."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a build did: counts of files made, kept and pruned, and the paths made."""

    made: tuple[str, ...]
    kept: int
    pruned: tuple[str, ...]


class Task(NamedTuple):
    """One artifact to be made: its path, where it is to stand, and where its bytes go meanwhile."""

    path: str
    target: str
    part: str


class Made(NamedTuple):
    """The digest and size of what was made; it is not staged where the file already holds the same bytes."""

    sha256: str
    size: int
    is_staged: bool


Work = Callable[[Sequence[Task]], list[Made]]


def make_here(artifacts: Mapping[str, Artifact], tasks: Sequence[Task]) -> list[Made]:
    """Make some artifacts, and stage those whose bytes are not in place already."""
    return [_made(artifacts[task.path], task) for task in tasks]


def press(
    artifacts: Mapping[str, Artifact] | Iterable[Artifact],
    output: Path,
    colophon: Mapping[str, object],
    *,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
    memory: Memory | None = None,
    crew: Crew | None = None,
    work: Work | None = None,
) -> Printed:
    """Write artifacts into `output`, then `build.json` with the `colophon` and the manifests' digests.

    `work` makes artifacts by their paths in whatever process of the `crew` it runs. Raises EditorialError, with the
    output as it was, when an artifact cannot be made or the disk refuses.
    """
    try:
        chosen = artifacts if isinstance(artifacts, Mapping) else distinct(artifacts)
        _refuse_foreign(output)
        with _alone(output):
            run = _Run(chosen, output, memory, crew or Crew(), work or partial(make_here, chosen), on_progress)
            return run.print(colophon)
    except OSError as error:
        where = str(error.filename or output)
        raise EditorialError(_DISK.fill(where=where, why=error.strerror or error)) from error


def sign_again(output: Path, colophon: Mapping[str, object]) -> bool:
    """Sign an output that stands as it is for another instant or commit; give whether that says anything new."""
    said = loaded(output / SIGNATURE)
    digests = said.get("manifests") if isinstance(said, dict) else None
    if not isinstance(digests, dict):
        return False
    try:
        with _alone(output):
            part = _staged_text(signature(colophon, digests), f"{output}/{SIGNATURE}", f"{output}/{STAGE}/build")
            if part:
                os.replace(part, output / SIGNATURE)
            shutil.rmtree(output / STAGE)
    except OSError as error:
        raise EditorialError(_DISK.fill(where=str(error.filename or output), why=error.strerror or error)) from error
    return bool(part)


@dataclass
class _Run:
    """One build under way: what is found in place, what is staged, and what becomes of each file."""

    artifacts: Mapping[str, Artifact]
    output: Path
    memory: Memory | None
    crew: Crew
    work: Work
    on_progress: Callable[[int, int], None]
    rows: dict[str, Row] = field(default_factory=dict)
    staged: dict[str, str] = field(default_factory=dict)

    def print(self, colophon: Mapping[str, object]) -> Printed:
        """Stage all that is new, then move it into place."""
        stage = self.output / STAGE
        journalled = names_inside(loaded(stage / "journal.json"))
        shutil.rmtree(stage / "files", ignore_errors=True)
        (stage / "files").mkdir(parents=True, exist_ok=True)
        before = self._remembered()
        try:
            known = listed(self.output) if before is None else {}
            ours = set(known) if before is None else set(before)
            tasks, twins = self._sort_out(before or {}, known, f"{stage}/files")
            self._make(tasks, twins)
            signed = self._stage_manifests(colophon, f"{stage}")
        except BaseException:
            _unstage(stage, keep_journal=bool(journalled))
            raise
        stale = sorted((ours | journalled) - self.artifacts.keys())
        if self.staged or stale or journalled:
            names = sorted((self.staged.keys() - ours) | journalled | set(stale))
            _write(f"{stage}/journal.json", json.dumps(names).encode())
        self._move(stale)
        pruned = self._sign(signed, stale)
        shutil.rmtree(stage)
        self._remember(before, signed)
        return Printed(tuple(sorted(self.staged)), len(self.artifacts) - len(self.staged), tuple(pruned))

    def _remembered(self) -> dict[str, Row] | None:
        """Give what the last build of ours left here; None unless the manifests are the ones it wrote."""
        if self.memory is None or not self.memory.entries:
            return None
        if self.memory.entries.get(_SIGNED) != stamps(self.output):
            return None
        return {path: row for path, row in self.memory.entries.items() if path}

    def _sort_out(
        self, before: Mapping[str, Row], ours: Mapping[str, Listed], stage: str
    ) -> tuple[list[Task], dict[str, str]]:
        """Keep what is right; give what must be made, and by path the file that is the same image as another's."""
        tasks: list[Task] = []
        twins: dict[str, str] = {}
        images: dict[str, str] = {}
        output = str(self.output)
        for number, artifact in enumerate(self.artifacts.values()):
            path = artifact.path
            target = f"{output}/{path}"  # Thousands of these: a Path for each would cost more than the look.
            image = f"{artifact.media_type} {artifact.inputs}" if artifact.media_type.startswith("image/") else ""
            row = _as_remembered(before[path], artifact, target) if path in before else None
            if row is None and path in ours:
                row = _as_listed(ours[path], artifact, target)
            if row is not None:
                self.rows[path] = row
                if image:
                    images.setdefault(image, path)
            elif image and image in images:
                twins[path] = images[image]
            else:
                tasks.append(Task(path, target, f"{stage}/{number}"))
                if image:
                    images.setdefault(image, path)
        return tasks, twins

    def _make(self, tasks: Sequence[Task], twins: Mapping[str, str]) -> None:
        """Have the artifacts made; an image that several networks show alike is made once for all."""
        total = len(self.artifacts)
        done = len(self.rows)
        # The first are made here: templates read and settings found before the crew starts are found by all of it.
        first = self.work(tasks[:_FIRST])
        rest = self.crew.map(self.work, tasks[_FIRST:], batch=_BATCH, least=_ENOUGH)
        for task, made in zip(tasks, chain(first, rest), strict=True):
            self.rows[task.path] = row_of(self.artifacts[task.path], made.sha256, made.size)
            if made.is_staged:
                self.staged[task.path] = task.part
            done += 1
            self.on_progress(done, total)
        for number, (path, twin) in enumerate(twins.items()):
            raw = _read(self.staged.get(twin, f"{self.output}/{twin}"))
            part = f"{self.output}/{STAGE}/files/twin-{number}"
            made = _staged(raw, Task(path, f"{self.output}/{path}", part))
            self.rows[path] = row_of(self.artifacts[path], made.sha256, made.size)
            if made.is_staged:
                self.staged[path] = part
        self.on_progress(total, total)

    def _stage_manifests(self, colophon: Mapping[str, object], stage: str) -> dict[str, str]:
        """Stage the manifests and build.json where they are new; gives where each is staged, "" for one in place."""
        signed: dict[str, str] = {}
        digests: dict[str, str] = {}
        for name, made in manifests(self.rows).items():
            signed[name] = _staged_text(made, f"{self.output}/{name}", f"{stage}/{name.replace('/', '-')}")
            digests[name] = digest_of_manifest(made)
        made = signature(colophon, by_channel(digests))
        signed[SIGNATURE] = _staged_text(made, f"{self.output}/{SIGNATURE}", f"{stage}/build")
        return signed

    def _move(self, stale: Sequence[str]) -> None:
        """Move what is staged into place."""
        if stale:
            _clear_the_way(self.output, stale, self.artifacts.keys())
        for folder in sorted({os.path.dirname(path) for path in self.staged}):
            os.makedirs(f"{self.output}/{folder}", exist_ok=True)
        for path, source in self.staged.items():
            os.replace(source, f"{self.output}/{path}")

    def _sign(self, signed: Mapping[str, str], stale: Iterable[str]) -> list[str]:
        """Put the manifests in place, prune what is gone, and sign; gives what was pruned."""
        for old in unlisted(self.output, signed):
            old.unlink()
        (self.output / FOLDER).mkdir(exist_ok=True)
        for name in sorted(signed, key=lambda name: name == SIGNATURE):
            if name == SIGNATURE:
                pruned = [path for path in stale if _prune(self.output, path)]
            if signed[name]:
                os.replace(signed[name], self.output / name)
        return pruned

    def _remember(self, before: Mapping[str, Row] | None, signed: Mapping[str, str]) -> None:
        """Remember what stands where, by its stamp."""
        if self.memory is None:
            return
        changes: dict[str, object] = {}
        for path, row in self.rows.items():
            if row.stamp is None:
                row = row._replace(stamp=stamp_of(os.stat(f"{self.output}/{path}")))
                changes[path] = row
            elif before is None:
                changes[path] = row
        changes.update(dict.fromkeys(self.memory.entries.keys() - self.rows.keys() - {_SIGNED}))
        if changes or any(signed.values()):
            self.memory.keep({**changes, _SIGNED: stamps(self.output)})


def _as_remembered(row: Row, artifact: Artifact, target: str) -> Row | None:
    """Give the row of a file that the last build left, if the artifact is the same and nobody touched the file."""
    if row.about != about_of(artifact) or row.channel != artifact.channel or row.stamp is None:
        return None
    try:
        return row if stamp_of(os.stat(target)) == row.stamp else None
    except OSError:
        return None


def _as_listed(known: Listed, artifact: Artifact, target: str) -> Row | None:
    """Give the row of a file that a manifest lists under the artifact's key, if its bytes are what was listed."""
    if known.inputs != artifact.inputs or known.size != _size(target):
        return None
    sha256 = hashlib.sha256(_read(target)).hexdigest()
    return row_of(artifact, sha256, _size(target) or 0) if sha256 == known.sha256 else None


def _made(artifact: Artifact, task: Task) -> Made:
    return _staged(artifact.make(), task)


def _staged(raw: bytes, task: Task) -> Made:
    """Stage some bytes unless the file in place holds them already."""
    is_new = _size(task.target) != len(raw) or _read(task.target) != raw
    if is_new:
        _write(task.part, raw)
    return Made(hashlib.sha256(raw).hexdigest(), len(raw), is_new)


def _staged_text(raw: bytes, target: str, part: str) -> str:
    """Give where some bytes are staged, or "" where the file in place holds them already."""
    return "" if _size(target) == len(raw) and _read(target) == raw else _write(part, raw)


def distinct(artifacts: Iterable[Artifact]) -> dict[str, Artifact]:
    """Give the artifacts by path; two for one path (also on disks that ignore case) cannot both be written."""
    by_path: dict[str, Artifact] = {}
    folded: dict[str, str] = {}
    for artifact in artifacts:
        path = artifact.path
        if not is_inside(path):
            raise EditorialError(_OUTSIDE.fill(path=path))
        other = folded.get(path.casefold())
        if other is not None:
            first, second = (", ".join(a.pieces) or a.channel for a in (by_path[other], artifact))
            raise EditorialError(_SAME_PATH.fill(path=path, first=first, second=second))
        folded[path.casefold()] = path
        by_path[path] = artifact
    return by_path


def _refuse_foreign(output: Path) -> None:
    """Refuse a folder that holds files and was not made by us."""
    if not output.exists():
        return
    if not output.is_dir():
        raise EditorialError(_NOT_A_FOLDER.fill(folder=output))
    there = {entry.name for entry in os.scandir(output)} - KEPT_NAMES
    if there and not there & {"build.json", "manifest", STAGE}:
        raise EditorialError(_FOREIGN.fill(folder=output, found=sorted(there)[0]))


def _clear_the_way(output: Path, stale: Iterable[str], wanted: Iterable[str]) -> None:
    """Remove stale files that stand where a folder must be, or in a folder that must become a file."""
    wanted = set(wanted)
    folders = {folder for path in wanted for folder in _above(path)}
    for path in stale:
        if path in folders or any(folder in wanted for folder in _above(path)):
            _prune(output, path)


def _above(path: str) -> Iterator[str]:
    """Give the folders a path stands in, the innermost first."""
    while path := path.rpartition("/")[0]:
        yield path


def _prune(output: Path, path: str) -> bool:
    target = output / path
    try:
        target.unlink()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False
    for folder in target.parents:
        if folder == output:
            break
        try:
            folder.rmdir()
        except OSError:
            break
    return True


def _unstage(stage: Path, *, keep_journal: bool) -> None:
    """Take the staged parts away; a killed build's journal stays until a build has rolled forward."""
    if not keep_journal:
        shutil.rmtree(stage, ignore_errors=True)
        return
    for part in stage.iterdir():
        if part.name != "journal.json":
            shutil.rmtree(part) if part.is_dir() else part.unlink()


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Hold the output for one build; a second one is refused, and a killed one lets go by itself."""
    created = not output.exists()
    stage = output / STAGE
    stage.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(output, os.O_RDONLY) if os.name == "posix" else None
        try:
            if descriptor is not None:
                import fcntl

                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise EditorialError(_BUSY.fill(folder=output)) from None
            yield
        finally:
            if descriptor is not None:
                os.close(descriptor)
    except BaseException:
        if created and output.is_dir() and not any(output.iterdir()):
            output.rmdir()
        raise


def _size(path: str) -> int | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _write(path: str, made: bytes) -> str:
    with open(path, "wb") as file:
        file.write(made)
    return path


_DISK = Phrase(
    "impossible d’écrire {where} ({why}) : rien n’a été changé avant que tout soit prêt",
    "cannot write {where} ({why}): nothing was changed before everything was ready",
)
_OUTSIDE = Phrase("le chemin « {path} » sort du dossier de sortie", "the path “{path}” leaves the output folder")
_SAME_PATH = Phrase(
    "deux contenus veulent la même page « {path} » : {first} et {second}",
    "two contents want the same page “{path}”: {first} and {second}",
)
_NOT_A_FOLDER = Phrase("{folder} n’est pas un dossier", "{folder} is not a folder")
_FOREIGN = Phrase(
    "{folder} contient des fichiers que Ligne n’a pas faits ({found}…) : déplacez-les, Ligne n’y touchera pas",
    "{folder} holds files Ligne did not make ({found}…): move them, Ligne will not touch them",
)
_BUSY = Phrase(
    "une autre fabrication est en cours dans {folder} : attendez qu’elle finisse",
    "another build is at work in {folder}: wait until it ends",
)
