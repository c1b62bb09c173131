"""What stands around a piece is found near it, whatever the size of the site."""

from __future__ import annotations

from pathlib import Path

from channels.blog.neighbours import Neighbours
from editorial.piece import Piece
from tests.builder import SiteBuilder


def pieces(folder: Path, *fronts: dict[str, object]) -> list[Piece]:
    """Pieces p0, p1… newest first."""
    builder = SiteBuilder(folder)
    for number, front in enumerate(fronts):
        builder.piece(f"p{number}", "Texte.", **front)
    site = builder.site()
    found = [site.piece(f"p{number}") for number in range(len(fronts))]
    return [piece for piece in found if piece]


def ids(found: list[Piece] | tuple[Piece, ...]) -> list[str]:
    return [piece.id for piece in found]


def test_the_rarest_shared_tag_counts_most(tmp_path: Path) -> None:
    common, rare = ["courant"], ["courant", "rare"]
    found = pieces(tmp_path, *({"tags": tags} for tags in (rare, common, common, common, rare)))
    assert ids(Neighbours(found).related(found[0])) == ["p4", "p1", "p2"]


def test_a_pillar_stands_in_where_no_tag_is_shared(tmp_path: Path) -> None:
    found = pieces(tmp_path, {}, {"pillar": "publier"}, {}, {"tags": ["seul"]})
    assert ids(Neighbours(found).related(found[0])) == ["p2", "p3"]


def test_a_lone_piece_has_nothing_around_it(tmp_path: Path) -> None:
    found = pieces(tmp_path, {"series": "Seule"})
    around = Neighbours(found)
    assert (around.related(found[0]), around.beside(found[0]), list(around.series(found[0]))) == ([], (None, None), [])


def test_the_newer_and_the_older_piece_stand_beside(tmp_path: Path) -> None:
    found = pieces(tmp_path, {}, {}, {})
    around = Neighbours(found)
    assert around.beside(found[1]) == (found[0], found[2])
    assert around.beside(found[0]) == (None, found[1])


def test_a_series_is_told_from_its_beginning(tmp_path: Path) -> None:
    found = pieces(tmp_path, {"series": "Le brief"}, {}, {"series": "Le brief"}, {"series": "Autre"})
    assert ids(list(Neighbours(found).series(found[0]))) == ["p2", "p0"]
    assert list(Neighbours(found).series(found[1])) == []


def test_a_new_piece_leaves_what_is_far_from_it_alone(tmp_path: Path) -> None:
    found = pieces(tmp_path, *({"tags": ["tous"]} for _ in range(40)))
    before = {piece.id: ids(Neighbours(found[1:]).related(piece)) for piece in found[20:]}
    assert {piece.id: ids(Neighbours(found).related(piece)) for piece in found[20:]} == before
