"""The pictures of the past: what a piece's were at a commit, and those brought back for a version shown again."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from posixpath import basename, dirname, normpath

from editorial.history import at_commits
from editorial.memory import memory_folder
from editorial.piece import Piece
from editorial.scan import CONTENT
from editorial.semantic import PictureDigest

FOLDER = "pictures"


def pictures_at(root: Path, commit: str) -> PictureDigest:
    """Give the function that digests the pictures of pieces as they were at a commit."""

    def digest(piece: Piece, src: str) -> str:
        raw = picture_at(root, commit, piece, src)
        return hashlib.sha256(raw).hexdigest() if raw is not None else ""

    return digest


def picture_at(root: Path, commit: str, piece: Piece, src: str) -> bytes | None:
    """Give the bytes of a picture at a commit, beside the piece or else under content/; None where it was not there."""
    for path in places(piece, src):
        raw = at_commits(root, [commit], path)[0]
        if raw is not None:
            return raw
    return None


def places(piece: Piece, src: str) -> list[str]:
    """Give the paths at which a picture of a piece may stand, the nearest first."""
    if not src or "://" in src or any(ord(sign) < 32 for sign in src):
        return []
    below = normpath(f"{CONTENT}/{src.lstrip('/')}")
    beside = below if src.startswith("/") else normpath(f"{dirname(piece.path)}/{src}")
    return [path for path in dict.fromkeys((beside, below)) if path.startswith(f"{CONTENT}/")]


def brought_back(root: Path, src: str, raw: bytes) -> Path:
    """Give a file in the memory of the site that holds a picture of the past, under its own name; raises OSError."""
    folder = memory_folder(root) / FOLDER / hashlib.sha256(raw).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / basename(src)
    if not target.is_file() or target.read_bytes() != raw:
        part = target.with_name(f"{target.name}.{os.getpid()}")
        part.write_bytes(raw)
        os.replace(part, target)
    return target
