"""A crop keeps what its author points at, else the faces: all that fit, the largest first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from channels.faces.detector import Face, detect
from channels.faces.known import KnownFaces
from channels.photo import Photo, probe
from channels.picture import crop_box
from channels.subject import SURVIVES, Subject, share_kept
from editorial.piece import Focus
from tests.channels.social.test_counting import CONFORMANCE

WIDE = Photo(Path("photo.jpg"), 3000, 1000, "d", "jpeg")
LEFT, MIDDLE, RIGHT = Face(2, 10, 10, 30), Face(45, 10, 8, 24), Face(88, 10, 6, 18)


@pytest.mark.parametrize(
    ("subject", "focus"),
    [
        pytest.param(Subject(), None, id="nothing-known"),
        pytest.param(Subject(Focus(80, 20), (LEFT,)), Focus(80, 20), id="the-author-says"),
        pytest.param(Subject(None, (MIDDLE,)), Focus(49, 22, 8, 24), id="one-face"),
        pytest.param(Subject(None, (LEFT, RIGHT)), Focus(7, 25, 10, 30), id="two-that-do-not-fit-keep-the-larger"),
        pytest.param(Subject(None, (MIDDLE, Face(55, 10, 5, 15))), Focus(52.5, 22, 15, 24), id="two-that-fit"),
    ],
)
def test_a_square_of_a_wide_photo_is_cut_around(subject: Subject, focus: Focus | None) -> None:
    assert subject.focus_in(WIDE, 1000, 1000) == focus


def test_what_is_left_of_a_face_that_is_lost_is_nothing() -> None:
    assert Subject(None, (LEFT, RIGHT)).cut(WIDE, 1000, 1000) == 0.0


def test_a_box_of_the_author_is_measured_and_a_point_measures_the_faces() -> None:
    assert Subject(Focus(50, 50, 40, 40)).cut(WIDE, 1000, 1000) == pytest.approx(1 / 3 / 0.4)
    assert Subject(Focus(50, 50), (RIGHT,)).cut(WIDE, 1000, 1000) == 0.0
    assert Subject(Focus(48, 20), (LEFT, MIDDLE)).cut(WIDE, 1000, 1000) == 1.0


sizes = st.tuples(st.integers(400, 6000), st.integers(400, 6000))
faces = st.builds(Face, st.floats(0, 80), st.floats(0, 80), st.floats(1, 20), st.floats(1, 20))


@given(photo=sizes, ratio=sizes, face=faces)
def test_a_face_that_fits_a_crop_is_kept_whole(photo: tuple[int, int], ratio: tuple[int, int], face: Face) -> None:
    shot = Photo(Path("photo.jpg"), *photo, "d", "jpeg")
    subject = Subject(None, (face,))
    box = crop_box(shot, *ratio, subject.focus_in(shot, *ratio))
    fits = face.width * photo[0] / 100 <= box[2] - box[0] and face.height * photo[1] / 100 <= box[3] - box[1]
    assert not fits or share_kept(shot, box, face) > 0.999


@pytest.fixture
def portrait(tmp_path: Path) -> Path:
    """A wide picture with a face far from its middle, made of a portrait in the public domain."""
    source = CONFORMANCE / "faces/grace_hopper.jpg"
    if not source.is_file():
        pytest.skip(f"no {source} beside the repository")
    with Image.open(source) as face:
        wide = Image.new("RGB", (face.width * 4, face.height), (90, 120, 90))
        wide.paste(face, (0, 0))
    path = tmp_path / "content/images/portrait.jpg"
    path.parent.mkdir(parents=True)
    wide.save(path, quality=92)
    return path


def test_a_face_far_from_the_middle_survives_every_ratio(portrait: Path) -> None:
    photo = probe(portrait)
    subject = Subject(None, detect(photo))
    assert len(subject.faces) == 1
    assert all(
        subject.cut(photo, *size) >= SURVIVES for size in ((1200, 630), (1080, 1080), (1080, 1350), (1080, 1920))
    )
    assert Subject(Focus(), subject.faces).cut(photo, 1080, 1080) < SURVIVES, "the middle would have done as well"


def test_a_photo_is_looked_at_once(portrait: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = probe(portrait)
    found = KnownFaces(tmp_path).of(photo)
    moved = portrait.with_name("autre.jpg")
    shutil.copyfile(portrait, moved)
    monkeypatch.setattr("channels.faces.known.detect", lambda photo: pytest.fail("looked at again"))
    assert KnownFaces(tmp_path).of(probe(moved)) == found


def test_without_opencv_no_face_is_known(portrait: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.faces.known.detector_stamp", lambda: "")
    assert KnownFaces(tmp_path).of(probe(portrait)) == ()
