"""A source is rewritten whole, with its mode, and never over what somebody else has written."""

from __future__ import annotations

from pathlib import Path

import pytest

from editorial.amend import read_again, rewrite
from editorial.errors import EditorialError
from editorial.piece import digest_of


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755], ids=oct)
def test_a_source_is_rewritten_with_its_mode_and_nothing_beside_it(tmp_path: Path, mode: int) -> None:
    source = tmp_path / "a.md"
    source.write_bytes(b"avant")
    source.chmod(mode)
    rewrite(tmp_path, "a.md", b"avant", b"apr\xc3\xa8s")
    assert (source.read_bytes(), source.stat().st_mode & 0o777) == (b"apr\xc3\xa8s", mode)
    assert list(tmp_path.iterdir()) == [source]


def test_what_somebody_else_has_just_written_is_never_lost(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"autre")
    with pytest.raises(EditorialError, match="has changed since it was reviewed"):
        rewrite(tmp_path, "a.md", b"avant", b"apres")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.md", b"autre")]


def test_a_source_that_changed_since_its_review_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"autre")
    assert read_again(tmp_path, "a.md", digest_of(b"autre")) == b"autre"
    with pytest.raises(EditorialError, match="has changed since it was reviewed"):
        read_again(tmp_path, "a.md", digest_of(b"avant"))


def test_a_source_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(EditorialError, match="cannot be written"):
        read_again(tmp_path, "a.md", digest_of(b""))


def test_a_read_only_source_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"avant")
    (tmp_path / "a.md").chmod(0o444)
    with pytest.raises(EditorialError, match="read-only"):
        rewrite(tmp_path, "a.md", b"avant", b"apres")
    assert (tmp_path / "a.md").read_bytes() == b"avant"


def test_a_link_inside_the_site_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "vrai.md").write_bytes(b"avant")
    (tmp_path / "a.md").symlink_to("vrai.md")
    rewrite(tmp_path, "a.md", b"avant", b"apres")
    assert ((tmp_path / "a.md").is_symlink(), (tmp_path / "vrai.md").read_bytes()) == (True, b"apres")


def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "dehors.md").write_bytes(b"avant")
    (tmp_path / "site/a.md").symlink_to("../dehors.md")
    with pytest.raises(EditorialError, match="out of the site"):
        rewrite(tmp_path / "site", "a.md", b"avant", b"apres")
    assert (tmp_path / "dehors.md").read_bytes() == b"avant"
