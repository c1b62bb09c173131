"""Which texts were edited since a commit: what they say is compared, not how it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from editorial.gist import gist_of
from editorial.git import blobs
from editorial.history import added_at, changes, untracked
from editorial.index import piece_of
from editorial.piece import Piece
from editorial.scan import CONTENT
from editorial.semantic import said_hash
from editorial.site import Site
from editorial.source import Unreadable


def edited_since(site: Site, commit: str, pieces: Iterable[Piece]) -> frozenset[str]:
    """Give the paths of those pieces that say something else than they did at a commit.

    A piece that came later is compared with its first committed text, so that an archive brought in whole is not taken
    for edited. A picture that was replaced counts, whatever its name.
    """
    changed = changes(site.root, "--end-of-options", commit, within=CONTENT)
    if site.is_staged:  # and stands otherwise in the work tree, perhaps as it did then
        changed = changes(site.root, "--cached", "--end-of-options", commit, within=CONTENT) | changed
    unknown = untracked(site.root, CONTENT)
    pictures = {path for path in changed if not path.endswith(".md")}
    before: dict[str, str] = {}
    edited: set[str] = set()
    wanted = {piece.path: piece for piece in pieces}
    late = [path for path in wanted if changed.get(path) == "" or path in unknown]
    first = added_at(site.root, commit, CONTENT) if late else {}
    for path, piece in wanted.items():
        if path in late:
            if path in first:
                before[path] = f"{first[path]}:./{path}"
        elif path in changed:
            before[path] = f"{commit}:./{changed[path]}"
        elif pictures and pictures & _pictures_of(site, piece):
            edited.add(path)
    edited.update(_saying_else(site, {path: wanted[path] for path in before}, before, pictures))
    return frozenset(edited)


def _saying_else(
    site: Site, pieces: Mapping[str, Piece], names: Mapping[str, str], pictures: set[str]
) -> Iterable[str]:
    def identity(piece: Piece, src: str) -> str:
        return _file_of(site, piece, src)

    def todays(piece: Piece, src: str) -> str:
        file = _file_of(site, piece, src)
        return f"{file} (new)" if file in pictures else file

    for path, raw in zip(names, blobs(site.root, list(names.values())), strict=True):
        if raw is None:
            yield path
            continue
        try:
            old, _ = piece_of(path, raw, site.charter, site.calendar)
        except Unreadable:
            yield path
            continue
        if said_hash(old, identity) != said_hash(pieces[path], todays):
            yield path


def _pictures_of(site: Site, piece: Piece) -> set[str]:
    named = [piece.image.src if piece.image else "", *(note.image for note in piece.social.values())]
    return {_file_of(site, piece, src) for src in [*named, *(image.url for image in gist_of(piece).images)] if src}


def _file_of(site: Site, piece: Piece, src: str) -> str:
    """Give the path of a picture within the site, as it is written where there is no such file."""
    found = site.locate_image(piece, src)
    try:
        return found.relative_to(site.root.resolve()).as_posix() if found else src
    except ValueError:
        return src
