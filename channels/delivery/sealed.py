"""A build that stands as it was signed: every file of it is what its manifests say, and nothing else is there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from channels.foreign import json_of
from channels.manifest import FOLDER, FORMAT, SIGNATURE, digest_of_manifest, is_inside
from channels.output import KEPT_NAMES
from editorial.errors import EditorialError
from editorial.finding import Phrase

SITE = "site"
MARKER = "ligne-deploy.json"
"""What may stand in the site beside what its manifest lists: which build it is, and the ledger's tip."""
_LEAVES = (SITE, "outbox")


@dataclass(frozen=True)
class Sealed:
    """A build, verified: what it was made of, and the digest of each of its files by path in the output."""

    folder: Path
    commit: str | None
    is_dirty: bool
    at: datetime
    tip: str | None
    """The tip of the ledger's snapshot that it was made with."""
    digests: Mapping[str, str]

    def read(self, path: str) -> bytes:
        """Give the bytes of a file; raises EditorialError where they are no longer what the manifest says."""
        try:
            made = (self.folder / path).read_bytes()
        except OSError:
            raise EditorialError(_GONE.fill(path=path), self._at(path)) from None
        if hashlib.sha256(made).hexdigest() != self.digests[path]:
            raise EditorialError(_CHANGED.fill(path=path), self._at(path))
        return made

    def under(self, folder: str) -> tuple[str, ...]:
        """Give the files of a folder and those below it, in order."""
        return tuple(path for path in self._ordered if path.startswith(f"{folder}/"))

    @cached_property
    def site_digest(self) -> str:
        """The digest of the whole site: of every path in it and its bytes."""
        lines = (f"{path}\0{self.digests[path]}\n" for path in self.under(SITE))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    @cached_property
    def _ordered(self) -> tuple[str, ...]:
        return tuple(sorted(self.digests))

    def _at(self, path: str) -> str:
        return f"{self.folder.name}/{path}"


def read_sealed(output: Path) -> Sealed:
    """Give the build in an output folder, every byte looked at; raises EditorialError where it is not as signed."""
    signed = _signature(output)
    digests: dict[str, str] = {}
    for channel, digest in sorted(signed["manifests"].items()):
        path = f"{FOLDER}/{channel}.json"
        try:
            raw = (output / path).read_bytes()
        except OSError:
            raise EditorialError(_GONE.fill(path=path), f"{output.name}/{path}") from None
        if digest_of_manifest(raw) != digest:
            raise EditorialError(_CHANGED.fill(path=path), f"{output.name}/{path}")
        digests |= _digests_in(raw, f"{output.name}/{path}")
    sealed = Sealed(
        output,
        signed.get("commit"),
        bool(signed.get("dirty")),
        datetime.fromisoformat(signed["at"]).astimezone(UTC),
        signed.get("ledger"),
        digests,
    )
    _refuse_others(sealed)
    for path in digests:
        sealed.read(path)
    return sealed


def _signature(output: Path) -> dict[str, Any]:
    where = f"{output.name}/{SIGNATURE}"
    try:
        signed = json_of((output / SIGNATURE).read_bytes())
        if not isinstance(signed, dict) or not isinstance(signed["manifests"], dict):
            raise ValueError(SIGNATURE)
        datetime.fromisoformat(signed["at"])
    except FileNotFoundError:
        raise EditorialError(_NO_BUILD, where) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise EditorialError(_UNREADABLE, where) from None
    if signed.get("preview"):
        raise EditorialError(_PREVIEW, where)
    if signed.get("format") != FORMAT:
        raise EditorialError(_FORMAT.fill(found=signed.get("format"), known=FORMAT), where)
    return signed


def _digests_in(raw: bytes, where: str) -> dict[str, str]:
    try:
        return {row["path"]: row["sha256"] for row in json_of(raw)["artifacts"] if is_inside(row["path"])}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EditorialError(_UNREADABLE, where) from None


def _refuse_others(sealed: Sealed) -> None:
    """Refuse a file that no manifest lists among those that leave."""
    for name in _LEAVES:
        for found in sorted((sealed.folder / name).rglob("*")):
            path = found.relative_to(sealed.folder).as_posix()
            is_folder = found.is_dir() and not found.is_symlink()
            is_known = path in sealed.digests or path == f"{SITE}/{MARKER}" or found.name in KEPT_NAMES
            if not (is_folder or is_known):
                raise EditorialError(_UNLISTED.fill(path=path), f"{sealed.folder.name}/{path}")


_NO_BUILD = Phrase(
    "rien n’est fabriqué : lancez ligne build, puis ligne deliver", "nothing is built: ligne build, then ligne deliver"
)
_UNREADABLE = Phrase(
    "cette signature de fabrication ne peut pas être lue : relancez ligne build",
    "this signature of a build cannot be read: run ligne build again",
)
_PREVIEW = Phrase(
    "c’est un aperçu, rien n’en part : lancez ligne build", "this is a preview, nothing of it leaves: run ligne build"
)
_FORMAT = Phrase(
    "la fabrication est au format {found}, ce Ligne connaît le format {known} : relancez ligne build avec lui",
    "the build has format {found}, this Ligne knows format {known}: run ligne build with it again",
)
_GONE = Phrase(
    "« {path} » manque à la fabrication : rien ne part, relancez ligne build",
    "“{path}” is missing from the build: nothing leaves, run ligne build again",
)
_CHANGED = Phrase(
    "« {path} » n’est plus tel que fabriqué : rien ne part, relancez ligne build",
    "“{path}” is no longer as it was built: nothing leaves, run ligne build again",
)
_UNLISTED = Phrase(
    "« {path} » n’est pas de cette fabrication : rien ne part, déplacez ce fichier ou relancez ligne build",
    "“{path}” is not of this build: nothing leaves, move that file or run ligne build again",
)
