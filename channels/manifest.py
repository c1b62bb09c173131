"""The manifests of an output: one line an artifact, and the signature over all of them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from channels.channel import Artifact
from channels.foreign import json_of
from channels.output import STAGE, read, size_of
from editorial.scan import Stamp, stamp_of

FORMAT = 1
FOLDER = "manifest"
SIGNATURE = "build.json"
About = tuple[str, str, str, str | None, tuple[str, ...]]
"""All that a line says of an artifact but its bytes: inputs, media type, audience, edition, pieces."""


class Row(NamedTuple):
    """One file as the last build left it: its line in the manifest, what that says, and the stamp of the file."""

    line: str
    about: About
    channel: str
    stamp: Stamp | None


@dataclass(frozen=True)
class Listed:
    """What manifests say of one file."""

    inputs: object
    sha256: object
    size: object


def row_of(artifact: Artifact, sha256: str, size: int) -> Row:
    """Give the row of an artifact whose bytes are known; its stamp comes when the file stands in its place."""
    about = about_of(artifact)
    said = {
        "path": artifact.path,
        "sha256": sha256,
        "bytes": size,
        "media_type": artifact.media_type,
        "audience": artifact.audience.value,
        "edition": artifact.edition,
        "pieces": sorted(artifact.pieces),
        "inputs": artifact.inputs,
    }
    return Row(_ONE_LINE.encode(said), about, artifact.channel, None)


def about_of(artifact: Artifact) -> About:
    """Give what an artifact's line says but for its bytes."""
    return artifact.inputs, artifact.media_type, artifact.audience.value, artifact.edition, artifact.pieces


def as_remembered(row: Row, artifact: Artifact, target: str) -> Row | None:
    """Give the row of a file that the last build left, if the artifact is the same and nobody touched the file."""
    if row.about != about_of(artifact) or row.channel != artifact.channel or row.stamp is None:
        return None
    return row if stamp_at(target) == row.stamp else None


def stamp_at(target: str) -> Stamp | None:
    """Give the stamp of a file, None where there is none."""
    try:
        return stamp_of(os.stat(target))
    except OSError:
        return None


def as_listed(known: Listed, artifact: Artifact, target: str) -> Row | None:
    """Give the row of a file that a manifest lists under the artifact's key, if its bytes are what was listed."""
    if known.inputs != artifact.inputs or known.size != size_of(target):
        return None
    sha256 = hashlib.sha256(read(target)).hexdigest()
    return row_of(artifact, sha256, size_of(target) or 0) if sha256 == known.sha256 else None


def manifests(rows: Mapping[str, Row]) -> dict[str, bytes]:
    """Give the bytes of each channel's manifest by its path in the output.

    An artifact stands on one line: indented any deeper, Python's own slow encoder would write it.
    """
    by_channel: dict[str, list[str]] = {}
    for path in sorted(rows):
        row = rows[path]
        by_channel.setdefault(row.channel, []).append(row.line)
    return {
        f"{FOLDER}/{channel}.json": ('{"artifacts": [\n' + ",\n".join(lines) + "\n]}\n").encode()
        for channel, lines in sorted(by_channel.items())
    }


def signature(colophon: Mapping[str, object], digests: Mapping[str, str]) -> bytes:
    """Give build.json: what the colophon says, and the digest of every manifest, by channel."""
    signed = {**colophon, "format": FORMAT, "manifests": digests}
    return (json.dumps(signed, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def digest_of_manifest(made: bytes) -> str:
    """Give the digest by which a manifest is signed."""
    return hashlib.sha256(made).hexdigest()


def listed(output: Path) -> dict[str, Listed]:
    """Give the files that an output's manifests list; one that is missing or broken lists nothing."""
    ours: dict[str, Listed] = {}
    for manifest in sorted((output / FOLDER).glob("*.json")):
        said = loaded(manifest)
        rows = said.get("artifacts") if isinstance(said, dict) else None
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and isinstance(row.get("path"), str) and is_inside(row["path"]):
                ours[row["path"]] = Listed(row.get("inputs"), row.get("sha256"), row.get("bytes"))
    return ours


def stamps(output: Path) -> dict[str, Stamp]:
    """Give the stamp of every manifest by its path in the output."""
    return {f"{FOLDER}/{file.name}": stamp_of(file.stat()) for file in sorted((output / FOLDER).glob("*.json"))}


def loaded(path: Path) -> object:
    """Give the JSON of one of our own files; a missing or broken one holds nothing, and is written anew."""
    try:
        return json_of(path.read_bytes())
    except (OSError, ValueError):
        return None


def names_inside(said: object) -> set[str]:
    """Give the paths of a list that stay in the output."""
    return {name for name in said if isinstance(name, str) and is_inside(name)} if isinstance(said, list) else set()


def is_inside(path: str) -> bool:
    """Say whether a path stays in the output, out of the press's own folder."""
    steps = path.split("/")
    return steps[0] not in ("", ".", STAGE) and ".." not in steps and "\0" not in path


def by_channel(digests: Mapping[str, str]) -> dict[str, str]:
    """Give the manifests' digests by channel instead of by path."""
    return {path.removeprefix(f"{FOLDER}/").removesuffix(".json"): digest for path, digest in digests.items()}


def unlisted(output: Path, kept: Iterable[str]) -> list[Path]:
    """Give the manifests of channels that are no more."""
    wanted = set(kept)
    return [file for file in sorted((output / FOLDER).glob("*.json")) if f"{FOLDER}/{file.name}" not in wanted]


_ONE_LINE = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
