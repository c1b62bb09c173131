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
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from channels.channel import Artifact
from editorial.errors import EditorialError
from editorial.finding import Phrase

FORMAT = 1
KEPT_NAMES = frozenset({".git", "CNAME", ".nojekyll"})
_STAGE = ".press"


@dataclass(frozen=True, slots=True)
class Printed:
    """What a build did: counts of files made, kept and pruned, and the paths made."""

    made: tuple[str, ...]
    kept: int
    pruned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of a manifest."""

    artifact: Artifact
    sha256: str
    size: int

    def as_json(self) -> dict[str, object]:
        a = self.artifact
        return {
            "path": a.path,
            "sha256": self.sha256,
            "bytes": self.size,
            "media_type": a.media_type,
            "audience": a.audience.value,
            "edition": a.edition,
            "pieces": sorted(a.pieces),
            "inputs": a.inputs,
        }


def press(
    artifacts: Iterable[Artifact],
    output: Path,
    colophon: Mapping[str, object],
    *,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Printed:
    """Write artifacts into `output`, then `build.json` with the `colophon` and the manifests' digests.

    Raises EditorialError, with the output as it was, when an artifact cannot be made or the disk refuses.
    """
    try:
        chosen = _distinct(artifacts)
        _refuse_foreign(output)
        with _alone(output):
            return _print(chosen, output, colophon, on_progress)
    except OSError as error:
        where = str(error.filename or output)
        raise EditorialError(_DISK.fill(where=where, why=error.strerror or error)) from error


def _print(
    artifacts: Mapping[str, Artifact],
    output: Path,
    colophon: Mapping[str, object],
    on_progress: Callable[[int, int], None],
) -> Printed:
    stage = output / _STAGE
    ours, journalled = _known(output)
    shutil.rmtree(stage / "files", ignore_errors=True)
    (stage / "files").mkdir(parents=True, exist_ok=True)
    try:
        staged: dict[str, str] = {}
        images: dict[str, str] = {}
        entries: list[_Entry] = []
        for number, artifact in enumerate(artifacts.values()):
            before, part = ours.get(artifact.path), f"{stage}/files/{number}"
            entries.append(_stage(artifact, output, before, part, staged, images))
            on_progress(number + 1, len(artifacts))
        signed = _stage_manifests(entries, colophon, stage)
    except BaseException:
        _unstage(stage, keep_journal=bool(journalled))
        raise
    stale = sorted((ours.keys() | journalled) - artifacts.keys())
    _write(f"{stage}/journal.json", json.dumps(sorted(ours.keys() | journalled | artifacts.keys())).encode())
    _clear_the_way(output, stale, artifacts.keys())
    for folder in sorted({os.path.dirname(path) for path in staged}):
        os.makedirs(f"{output}/{folder}", exist_ok=True)
    for path, source in staged.items():
        os.replace(source, f"{output}/{path}")
    for old in sorted((output / "manifest").glob("*.json")):
        if f"manifest/{old.name}" not in signed:
            old.unlink()
    for name in sorted(signed, key=lambda name: name == "build.json"):
        if name == "build.json":
            pruned = [path for path in stale if _prune(output, path)]
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(signed[name], output / name)
    shutil.rmtree(stage)
    return Printed(tuple(sorted(staged)), len(artifacts) - len(staged), tuple(pruned))


def _stage(
    artifact: Artifact,
    output: Path,
    before: Mapping[str, object] | None,
    part: str,
    staged: dict[str, str],
    images: dict[str, str],
) -> _Entry:
    """Give the manifest's entry of one artifact; its bytes are staged unless the file on disk is already right.

    `images` holds where the image of each key stands: one that several networks show alike is made once for all.
    """
    target = f"{output}/{artifact.path}"  # Thousands of these: a Path for each would cost more than the reading.
    size = _size(target)
    image = f"{artifact.media_type} {artifact.inputs}" if artifact.media_type.startswith("image/") else ""
    if before is not None and before.get("inputs") == artifact.inputs and size == before.get("bytes"):
        digest = hashlib.sha256(_read(target)).hexdigest()
        if digest == before.get("sha256"):
            images.setdefault(image, target)
            return _Entry(artifact, digest, size or 0)
    twin = images.get(image) if image else None
    made = artifact.make() if twin is None else _read(twin)
    if size != len(made) or _read(target) != made:
        staged[artifact.path] = _write(part, made)
    images.setdefault(image, staged.get(artifact.path, target))
    return _Entry(artifact, hashlib.sha256(made).hexdigest(), len(made))


def _stage_manifests(entries: Iterable[_Entry], colophon: Mapping[str, object], stage: Path) -> dict[str, str]:
    """Stage one manifest a channel and build.json; gives their paths in the output and where they are staged."""
    by_channel: dict[str, list[_Entry]] = {}
    for entry in entries:
        by_channel.setdefault(entry.artifact.channel, []).append(entry)
    staged: dict[str, str] = {}
    digests = {}
    for channel in sorted(by_channel):
        listed = sorted(by_channel[channel], key=lambda entry: entry.artifact.path)
        made = _manifest(listed)
        staged[f"manifest/{channel}.json"] = _write(f"{stage}/{channel}.manifest", made)
        digests[channel] = hashlib.sha256(made).hexdigest()
    signed = {**colophon, "format": FORMAT, "manifests": digests}
    signature = json.dumps(signed, ensure_ascii=False, indent=1, sort_keys=True)
    staged["build.json"] = _write(f"{stage}/build", f"{signature}\n".encode())
    return staged


def _manifest(entries: Iterable[_Entry]) -> bytes:
    """Give a manifest with one artifact a line: indented any deeper, Python's own slow encoder would write it."""
    rows = ",\n".join(_ONE_LINE.encode(entry.as_json()) for entry in entries)
    return f'{{"artifacts": [\n{rows}\n]}}\n'.encode()


def _known(output: Path) -> tuple[dict[str, Mapping[str, object]], set[str]]:
    """Give the files our manifests list, and those the journal of a killed build names."""
    ours: dict[str, Mapping[str, object]] = {}
    for manifest in sorted((output / "manifest").glob("*.json")):
        listed = _loaded(manifest)
        rows = listed.get("artifacts") if isinstance(listed, dict) else None
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and isinstance(row.get("path"), str) and _is_inside(row["path"]):
                ours[row["path"]] = row
    journal = _loaded(output / _STAGE / "journal.json")
    names = (
        {name for name in journal if isinstance(name, str) and _is_inside(name)} if isinstance(journal, list) else set()
    )
    return ours, names


def _loaded(path: Path) -> object:
    """Give the JSON of one of our own files; a missing or broken one holds nothing, and is written anew."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _distinct(artifacts: Iterable[Artifact]) -> dict[str, Artifact]:
    """Give the artifacts by path; two for one path (also on disks that ignore case) cannot both be written."""
    by_path: dict[str, Artifact] = {}
    folded: dict[str, str] = {}
    for artifact in artifacts:
        if not _is_inside(artifact.path):
            raise EditorialError(_OUTSIDE.fill(path=artifact.path))
        other = folded.get(artifact.path.casefold())
        if other is not None:
            first, second = (", ".join(a.pieces) or a.channel for a in (by_path[other], artifact))
            raise EditorialError(_SAME_PATH.fill(path=artifact.path, first=first, second=second))
        folded[artifact.path.casefold()] = artifact.path
        by_path[artifact.path] = artifact
    return by_path


def _is_inside(path: str) -> bool:
    steps = path.split("/")
    return steps[0] not in ("", ".", _STAGE) and ".." not in steps and "\0" not in path


def _refuse_foreign(output: Path) -> None:
    """Refuse a folder that holds files and was not made by us."""
    if not output.exists():
        return
    if not output.is_dir():
        raise EditorialError(_NOT_A_FOLDER.fill(folder=output))
    there = {entry.name for entry in os.scandir(output)} - KEPT_NAMES
    if there and not there & {"build.json", "manifest", _STAGE}:
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
    stage = output / _STAGE
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


_ONE_LINE = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
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
