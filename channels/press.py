"""The press: puts artifacts on disk whole, keeps what is already right, prunes what is gone, and signs the build last.

Everything is made and staged beside the output before the first file of it is touched, so that a template error or
a full disk costs nothing. A build killed while it moves files into place leaves each one wholly old or wholly new;
its journal tells the next build what to prune.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from channels.channel import Artifact
from channels.manifest import (
    FOLDER,
    SIGNATURE,
    Listed,
    Row,
    as_listed,
    as_remembered,
    by_channel,
    digest_of_manifest,
    is_inside,
    listed,
    loaded,
    manifests,
    names_inside,
    row_of,
    signature,
    stamp_at,
    stamps,
    unlisted,
)
from channels.output import STAGE, clear_the_way, held, prune, put, read, refuse_foreign, settle, unstage, write
from channels.stage import Task, Work, make_here, staged, staged_text
from editorial.crew import Crew
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.memory import Memory
from editorial.scan import Stamp, stamp_of
from editorial.system_words import said_by

_FIRST, _BATCH, _ENOUGH = 12, 24, 96
"""How many files are made before others are asked, how many a process makes at a time, and how many are worth one."""
_NEW, _AGAIN = "files", "again"
"""The folders of the stage: what is new waits in folders like the output's, which move whole, and the rest in a row."""
_SIGNED = ""
"""The name under which the stamps of the manifests are remembered: no path is empty."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a build did: the paths made and pruned, how many were kept, and the stamp of each file as it was left."""

    made: tuple[str, ...]
    kept: int
    pruned: tuple[str, ...]
    stamps: Mapping[str, Stamp]


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
    chosen = artifacts if isinstance(artifacts, Mapping) else distinct(artifacts)
    with _at_work(output):
        run = _Run(chosen, output, memory, crew or Crew(), work or partial(make_here, chosen), on_progress)
        return run.print(colophon)


def press_beside(
    artifacts: Mapping[str, Artifact],
    output: Path,
    colophon: Mapping[str, object],
    *,
    kept: Mapping[str, Stamp | None] | None = None,
    on_progress: Callable[[int, int], None],
    memory: Memory,
    crew: Crew | None = None,
    work: Work | None = None,
) -> Printed | None:
    """Write artifacts beside some files that the last build left, by default all of other paths, and sign.

    `kept` gives these with the stamps they were left with. Gives None, with nothing touched, where somebody touched
    one of them, or an artifact wants the place of one.
    Raises EditorialError as `press` does.
    """
    with _at_work(output):
        run = _Run(artifacts, output, memory, crew or Crew(), work or partial(make_here, artifacts), on_progress)
        return run.print(colophon) if run.takes(kept) else None


def sign_again(output: Path, colophon: Mapping[str, object], stands: Callable[[], bool]) -> bool | None:
    """Sign an output for another instant or commit; give whether that says anything new.

    None, with nothing touched, where it does not stand as it was left: that is asked while no other build is at work.
    """
    with _at_work(output):
        said = loaded(output / SIGNATURE) if stands() else None
        digests = said.get("manifests") if isinstance(said, dict) else None
        if not isinstance(digests, dict):
            return None
        part = staged_text(signature(colophon, digests), f"{output}/{SIGNATURE}", f"{output}/{STAGE}/build")
        if part:
            os.replace(part, output / SIGNATURE)
        shutil.rmtree(output / STAGE)
    return bool(part)


@contextmanager
def _at_work(output: Path) -> Iterator[None]:
    """Hold an output of ours; what the disk refuses is said in a sentence."""
    try:
        refuse_foreign(output)
        with held(output):
            yield
    except OSError as error:
        where = str(error.filename or output)
        raise EditorialError(_DISK.fill(where=where, why=said_by(error))) from error


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
    staged: set[str] = field(default_factory=set)
    waiting: dict[str, str] = field(default_factory=dict)
    """Where the bytes of each file that is to be made wait."""

    def takes(self, kept: Mapping[str, Stamp | None] | None) -> bool:
        """Keep files of the last build, by default all but those to be made; give whether they are as it left them."""
        before = self._remembered()
        if before is None or (self.output / STAGE / "journal.json").exists():
            return False
        if kept is None:
            kept = {path: row.stamp for path, row in before.items() if path not in self.artifacts}
        self.rows = {
            path: before[path] for path, stamp in kept.items() if path in before and before[path].stamp == stamp
        }
        folder, wanted = str(self.output), {path.casefold() for path in self.artifacts}
        is_whole = len(self.rows) == len(kept) and wanted.isdisjoint(path.casefold() for path in kept)
        return is_whole and all(stamp_at(f"{folder}/{path}") == stamp for path, stamp in kept.items())

    def print(self, colophon: Mapping[str, object]) -> Printed:
        """Stage all that is new, then move it into place."""
        stage = self.output / STAGE
        journalled = names_inside(loaded(stage / "journal.json"))
        for folder in (_NEW, _AGAIN):
            shutil.rmtree(stage / folder, ignore_errors=True)
            (stage / folder).mkdir(parents=True, exist_ok=True)
        before = self._remembered()
        try:
            known = listed(self.output) if before is None else {}
            ours = set(known) if before is None else set(before)
            tasks, twins = self._sort_out(before or {}, known)
            self._make(tasks, twins)
            signed = self._stage_manifests(colophon, f"{stage}")
        except BaseException:
            unstage(stage, keep_journal=bool(journalled))
            raise
        stale = sorted((ours | journalled) - self.rows.keys())
        if self.staged or stale or journalled:
            names = sorted((self.staged - ours) | journalled | set(stale))
            write(f"{stage}/journal.json", json.dumps(names).encode())
        self._move(stale)
        pruned = self._sign(signed, stale)
        shutil.rmtree(stage)
        left = self._remember(signed)
        return Printed(tuple(sorted(self.staged)), len(self.rows) - len(self.staged), tuple(pruned), left)

    def _remembered(self) -> dict[str, Row] | None:
        """Give what the last build of ours left here; None unless the manifests are the ones it wrote."""
        if self.memory is None or not self.memory.entries:
            return None
        if self.memory.entries.get(_SIGNED) != stamps(self.output):
            return None
        return {path: row for path, row in self.memory.entries.items() if path}

    def _sort_out(self, before: Mapping[str, Row], ours: Mapping[str, Listed]) -> tuple[list[Task], dict[str, str]]:
        """Keep what is right; give what must be made, and by path the file that is the same image as another's."""
        tasks: list[Task] = []
        twins: dict[str, str] = {}
        images: dict[str, str] = {}
        output = str(self.output)
        for artifact in self.artifacts.values():
            path = artifact.path
            target = f"{output}/{path}"  # Thousands of these: a Path for each would cost more than the look.
            image = f"{artifact.media_type} {artifact.inputs}" if artifact.media_type.startswith("image/") else ""
            row = as_remembered(before[path], artifact, target) if path in before else None
            if row is None and path in ours:
                row = as_listed(ours[path], artifact, target)
            if row is not None:
                self.rows[path] = row
                if image:
                    images.setdefault(image, path)
            elif image and image in images:
                twins[path] = images[image]
            else:
                tasks.append(self._task(path, target, is_ours=path in before or path in ours))
                if image:
                    images.setdefault(image, path)
        return tasks, twins

    def _make(self, tasks: Sequence[Task], twins: Mapping[str, str]) -> None:
        """Have the artifacts made; an image that several networks show alike is made once for all."""
        done = len(self.rows)
        total = done + len(tasks) + len(twins)
        # The first are made here: templates read and settings found before the crew starts are found by all of it.
        first = self.work(tasks[:_FIRST])
        rest = self.crew.map(self.work, tasks[_FIRST:], batch=_BATCH, least=_ENOUGH)
        for task, made in zip(tasks, chain(first, rest), strict=True):
            self.rows[task.path] = row_of(self.artifacts[task.path], made.sha256, made.size)
            if made.is_staged:
                self.staged.add(task.path)
            done += 1
            self.on_progress(done, total)
        for path, twin in twins.items():
            raw = read(self.waiting[twin] if twin in self.staged else f"{self.output}/{twin}")
            made = staged(raw, self._task(path, f"{self.output}/{path}", is_ours=False))
            self.rows[path] = row_of(self.artifacts[path], made.sha256, made.size)
            if made.is_staged:
                self.staged.add(path)
        self.on_progress(total, total)

    def _task(self, path: str, target: str, *, is_ours: bool) -> Task:
        """Give the task of making a file: one that stands already has its folder, and waits under a number."""
        name = f"{_AGAIN}/{len(self.waiting)}" if is_ours else f"{_NEW}/{path}"
        part = self.waiting[path] = f"{self.output}/{STAGE}/{name}"
        return Task(path, target, part)

    def _stage_manifests(self, colophon: Mapping[str, object], stage: str) -> dict[str, str]:
        """Stage the manifests and build.json where they are new; gives where each is staged, "" for one in place."""
        signed: dict[str, str] = {}
        digests: dict[str, str] = {}
        for name, made in manifests(self.rows).items():
            signed[name] = staged_text(made, f"{self.output}/{name}", f"{stage}/{name.replace('/', '-')}")
            digests[name] = digest_of_manifest(made)
        made = signature(colophon, by_channel(digests))
        signed[SIGNATURE] = staged_text(made, f"{self.output}/{SIGNATURE}", f"{stage}/build")
        return signed

    def _move(self, stale: Sequence[str]) -> None:
        """Move what is staged into place."""
        if stale:
            clear_the_way(self.output, stale, self.rows.keys())
        output, again = f"{self.output}", f"{self.output}/{STAGE}/{_AGAIN}/"
        settle(f"{output}/{STAGE}/{_NEW}", output)
        for path in sorted(self.staged):
            if self.waiting[path].startswith(again):
                put(self.waiting[path], f"{output}/{path}")

    def _sign(self, signed: Mapping[str, str], stale: Iterable[str]) -> list[str]:
        """Put the manifests in place, prune what is gone, and sign; gives what was pruned."""
        for old in unlisted(self.output, signed):
            old.unlink()
        (self.output / FOLDER).mkdir(exist_ok=True)
        for name in sorted(signed, key=lambda name: name == SIGNATURE):
            if name == SIGNATURE:
                pruned = [path for path in stale if prune(self.output, path)]
            if signed[name]:
                os.replace(signed[name], self.output / name)
        return pruned

    def _remember(self, signed: Mapping[str, str]) -> dict[str, Stamp]:
        """Remember what stands where, and give the stamp of each file."""
        new = {path: self._stamped(path, row) for path, row in self.rows.items() if row.stamp is None}
        self.rows.update(new)
        ours = stamps(self.output)
        if self.memory is not None:
            gone = dict.fromkeys(self.memory.entries.keys() - self.rows.keys() - {_SIGNED})
            if new or gone or any(signed.values()):
                self.memory.keep({**new, **gone, _SIGNED: ours})
        left = {path: row.stamp for path, row in self.rows.items() if row.stamp}
        return {**left, **ours, SIGNATURE: stamp_of(os.stat(self.output / SIGNATURE))}

    def _stamped(self, path: str, row: Row) -> Row:
        return row._replace(stamp=stamp_of(os.stat(f"{self.output}/{path}")))


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


_DISK = Phrase(
    "impossible d’écrire {where} ({why}) : rien n’a été changé avant que tout soit prêt",
    "cannot write {where} ({why}): nothing was changed before everything was ready",
)
_OUTSIDE = Phrase("le chemin « {path} » sort du dossier de sortie", "the path “{path}” leaves the output folder")
_SAME_PATH = Phrase(
    "deux contenus veulent la même page « {path} » : {first} et {second}",
    "two contents want the same page “{path}”: {first} and {second}",
)
