"""Mends a site: writes what its findings offer, looks again, and goes on until a review offers nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from channels.seen import Seen
from editorial.amend import read_again, rewrite
from editorial.edits import amended
from editorial.errors import EditorialError, Problem
from editorial.finding import Edit, Finding, Phrase

PASSES = 10
"""An edit that another one uncovers is written in the next pass; more than three have never been needed."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was mended: how many findings by file, what could not be written, and the site as it is now."""

    counts: Mapping[str, int]
    refused: Sequence[Problem]
    seen: Seen
    is_unsafe: bool = False
    """Whether edits that change what is said were written too."""


@dataclass(slots=True)
class _Piece:
    """One file on its way: every text it has been, and how many of its findings were mended."""

    states: list[bytes] = field(default_factory=list)
    count: int = 0
    is_settled: bool = False


def is_safe(finding: Finding) -> bool:
    """Say whether a finding offers edits, none of which changes what is said."""
    return bool(finding.edits) and all(edit.is_safe for edit in finding.edits)


def is_mendable(finding: Finding) -> bool:
    """Say whether a finding offers edits."""
    return bool(finding.edits)


def mend(look: Callable[[], Seen], accepts: Callable[[Finding], bool]) -> Mended:
    """Write the edits of the findings that are accepted, and give what came of it.

    `look` reviews the site as it stands. A run after this one changes nothing: where rules undo each other's edits, of
    all the texts they lead to the file keeps the first in order of its bytes, and where edits never end, its own.
    """
    seen, pieces, refused = look(), dict[str, _Piece](), dict[str, Problem]()
    for turn in range(PASSES + 1):
        wanted: dict[str, list[tuple[Edit, ...]]] = {}
        for finding in filter(accepts, seen.findings):
            if finding.path in seen.digests and finding.path not in refused:
                wanted.setdefault(finding.path, []).append(finding.edits)
        is_changed = False
        for path, groups in wanted.items():
            piece = pieces.setdefault(path, _Piece())
            try:
                is_changed |= not piece.is_settled and _mend_one(seen, path, groups, piece, is_last=turn == PASSES)
            except EditorialError as error:
                refused[path] = error.problems[0]
        if not is_changed:
            break
        seen = look()
    counts = {path: one.count for path, one in sorted(pieces.items()) if one.count}
    return Mended(counts, [refused[path] for path in sorted(refused)], seen, accepts is is_mendable)


def _mend_one(seen: Seen, path: str, groups: Sequence[tuple[Edit, ...]], piece: _Piece, *, is_last: bool) -> bool:
    """Write one file's edits of one pass; say whether it changed."""
    before = read_again(seen.root, path, seen.digests[path])
    found = amended(before, groups)
    if not found.count:
        return False
    piece.states = piece.states or [before]
    piece.count += found.count
    after = found.raw
    if after in piece.states:
        piece.is_settled, after = True, min(piece.states[piece.states.index(after) :])
    elif is_last:
        piece.is_settled, after = True, piece.states[0]
    if after == piece.states[0]:
        piece.count = 0
    if after != before:
        rewrite(seen.root, path, before, after)
    if is_last and after == piece.states[0]:
        raise EditorialError(_ENDLESS, path)
    piece.states.append(after)
    return after != before


_ENDLESS = Phrase(
    "les corrections de ce fichier ne s’arrêtent jamais, il reste comme il était : corrigez-le à la main",
    "the fixes of this file never come to an end, it stays as it was: mend it by hand",
)
