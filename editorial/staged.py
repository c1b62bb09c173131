"""A site as it would be committed: what git's index holds, in place of what stands in the work tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from editorial.baseline import PATH as BASELINE_PATH
from editorial.baseline import Baseline, baseline_in, read_baseline
from editorial.calendar_file import read_calendar
from editorial.charter import PATH as CHARTER_PATH
from editorial.charter_file import read_charter
from editorial.dictionary import WORDS
from editorial.errors import EditorialError
from editorial.folder import as_text
from editorial.git import blobs
from editorial.history import altered
from editorial.house_then import staged_house
from editorial.index import piece_of
from editorial.line import calendar_paths, read_lexicon, read_text
from editorial.piece import Piece
from editorial.scan import CONTENT
from editorial.site import Site
from editorial.source import Unreadable, decode
from editorial.verdict import Judge


def as_staged(site: Site, paths: Iterable[str]) -> Site:
    """Give a site with its charter, its calendar, its house rules and some staged texts as git's index holds them.

    What it holds no more is left out. Texts that are not staged, and pictures, are those of the work tree. Raises
    EditorialError as `read_site` does.
    """
    root = site.root
    charter = read_charter(_text(root, CHARTER_PATH), channels=site.channels)
    calendar = read_calendar({path: _text(root, path) for path in calendar_paths(root)}, site.channels)
    (words,) = blobs(root, [f":./{WORDS}"])
    lexicon = read_lexicon(root, None if words is None else _decoded(words, WORDS))
    house = staged_house(root, charter)
    judge = Judge(charter, calendar.zone, lexicon, house)
    texts = [path for path in sorted({*paths, *altered(root, "--cached")}) if is_text(path)]
    pieces: dict[str, Piece] = {piece.path: piece for piece in site.pieces}
    unreadable, complaints, verdicts = dict(site.unreadable), dict(site.complaints), dict(site.verdicts)
    for path, raw in zip(texts, blobs(root, [f":./{path}" for path in texts]), strict=True):
        for known in (pieces, unreadable, complaints, verdicts):
            known.pop(path, None)
        if raw is None:
            continue
        try:
            piece, wrong = piece_of(path, raw, charter, calendar)
        except Unreadable as problem:
            unreadable[path] = problem
            continue
        pieces[path], complaints[path], verdicts[path] = piece, wrong, judge.verdict(piece, wrong)
    return replace(
        site,
        charter=charter,
        calendar=calendar,
        pieces=tuple(piece for _, piece in sorted(pieces.items())),
        unreadable=unreadable,
        complaints=complaints,
        verdicts=verdicts,
        lexicon=lexicon,
        house=house,
        is_staged=True,
    )


def staged_baseline(root: Path) -> Baseline:
    """Give the baseline that git's index holds, else that of the work tree; raises EditorialError."""
    (raw,) = blobs(root, [f":./{BASELINE_PATH}"])
    return baseline_in(_decoded(raw, BASELINE_PATH)) if raw is not None else read_baseline(root)


def is_text(path: str) -> bool:
    """Say whether a path is that of a text of the site that can be read."""
    steps = path.split("/")
    is_hidden = any(step.startswith(".") for step in steps)
    return steps[0] == CONTENT and path.endswith(".md") and not is_hidden and path == as_text(path)


def _text(root: Path, path: str) -> str:
    (raw,) = blobs(root, [f":./{path}"])
    return _decoded(raw, path) if raw is not None else read_text(root, path)


def _decoded(raw: bytes, path: str) -> str:
    try:
        return decode(raw)
    except Unreadable as problem:
        raise EditorialError(problem.message, path, problem.span) from None
