"""A picture is shown in the sizes it has, around its focus, with its words; what cannot be shown is left out."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from channels.blog.images import images_of
from channels.blog.pictures import Pictures, figure, picture, square
from editorial.piece import Piece
from tests.builder import SiteBuilder
from tests.channels.blog.blogs import photo


def piece(builder: SiteBuilder) -> tuple[Pictures, Piece]:
    site = builder.site()
    found = site.piece("un")
    assert found is not None
    return Pictures(site), found


def a_site(folder: Path, size: tuple[int, int] = (1600, 900), body: str = "Texte.", **image: str) -> SiteBuilder:
    builder = SiteBuilder(folder).file("content/images/Vue d’été.jpg", photo(size))
    return builder.piece("un", body, image={"src": "images/Vue d’été.jpg", "alt": "Une vue", **image})


def test_a_photo_is_shown_in_no_size_it_does_not_have(tmp_path: Path) -> None:
    for width, expected in ((1600, [480, 768, 1200, 1600]), (5000, [480, 768, 1200, 1920]), (500, [500]), (100, [100])):
        (tmp_path / str(width)).mkdir()
        shown = Pictures.lead(*piece(a_site(tmp_path / str(width), (width, width))))
        assert shown is not None
        assert [size for size, _ in shown.sources] == expected
        assert shown.width_px == min(width, 1200)


def test_the_files_made_are_those_the_html_asks_for(tmp_path: Path) -> None:
    pictures, un = piece(a_site(tmp_path, caption="L’été", credit="Moi"))
    shown = pictures.lead(un)
    assert shown is not None
    files = {artifact.path: artifact for artifact in pictures.artifacts(un)}
    assert set(files) == {f"site{path}" for path in (shown.src, shown.square, *(path for _, path in shown.sources))}
    sizes = {path: Image.open(io.BytesIO(artifact.make())).size for path, artifact in files.items()}
    assert sizes[f"site{shown.src}"] == (shown.width_px, shown.height_px) == (1200, 675)
    assert sizes[f"site{shown.square}"] == (240, 240)
    assert all(sizes[f"site{path}"][0] == width for width, path in shown.sources)
    assert {artifact.pieces for artifact in files.values()} == {("un",)}


def test_a_crop_keeps_the_focus_in_sight(tmp_path: Path) -> None:
    for focus, position in (
        ("50% 0%", "50% 0%"),
        ("50% 100%", "50% 100%"),
        ("50% 50%", "50% 50%"),
        ("50% 23%", "50% 0%"),
    ):
        folder = tmp_path / focus.replace("%", "").replace(" ", "-")
        folder.mkdir()
        shown = Pictures.lead(*piece(a_site(folder, (512, 512), focus=focus)))
        assert shown is not None
        assert shown.position == position


def test_the_html_of_a_picture_is_escaped_and_sized(tmp_path: Path) -> None:
    shown = Pictures.lead(*piece(a_site(tmp_path, (600, 400), alt='"><script>')))
    assert shown is not None
    html = picture(shown, "..", "100vw", is_focused=True)
    assert "<script" not in html
    assert 'width="600" height="400"' in html
    assert f'srcset="..{shown.sources[0][1]} 480w, ' in html
    assert 'loading="lazy"' in html
    assert 'fetchpriority="high"' in picture(shown, "..", "100vw", is_eager=True)
    assert 'alt=""' in square(shown, "..")


def test_a_figure_has_a_caption_only_where_there_are_words() -> None:
    assert figure("<img>", "", "") == "<figure><img></figure>"
    assert figure("<img>", "A & B", "<moi>") == (
        "<figure><img><figcaption>A &amp; B <small>&lt;moi&gt;</small></figcaption></figure>"
    )


def test_images_of_the_text_are_found_even_as_html(tmp_path: Path) -> None:
    _, un = piece(a_site(tmp_path, body='![un](a.jpg)\n\n<img src="b.jpg" alt="deux">'))
    assert [image.url for image in images_of(un)] == ["a.jpg", "b.jpg"]
    (tmp_path / "plain").mkdir()
    assert images_of(piece(a_site(tmp_path / "plain"))[1]) == ()


def test_what_cannot_be_shown_is_left_out(tmp_path: Path) -> None:
    builder = a_site(tmp_path).file("content/images/casse.jpg", b"\xff\xd8pas une image")
    for src in ("images/rien.jpg", "images/casse.jpg", "../../../etc/passwd"):
        pictures, un = piece(builder.piece("un", f"![x]({src})", image={"src": src}))
        assert pictures.lead(un) is None
        assert pictures.photo(un) is None
        assert list(pictures.artifacts(un)) == []


def test_a_picture_from_elsewhere_is_shown_from_there(tmp_path: Path) -> None:
    pictures, un = piece(a_site(tmp_path, body="![Ailleurs](https://x.example/a.jpg?a=1&b=2)"))
    html = pictures.inline(un, images_of(un)[0], "..")
    assert html == '<figure><img src="https://x.example/a.jpg?a=1&amp;b=2" alt="Ailleurs" loading="lazy"></figure>'


def test_a_tall_photo_is_told_from_a_wide_one(tmp_path: Path) -> None:
    for size, is_tall in (((900, 900), True), ((1600, 900), False)):
        (tmp_path / str(size[0])).mkdir()
        shown = Pictures.lead(*piece(a_site(tmp_path / str(size[0]), size)))
        assert shown is not None
        assert shown.is_tall is is_tall
