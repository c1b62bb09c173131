"""What a crop must keep: the author's focal point or box, else the faces that fit, else the centre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from channels.darkroom import Box
from channels.faces.detector import Face
from channels.photo import Photo
from channels.picture import crop_box
from editorial.piece import Focus

SURVIVES = 0.9
"""Less of a face or a focal box than this is a cut."""
_GRID = 40


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a photo: what its author pointed at, and the faces in it, the largest first."""

    focus: Focus | None = None
    faces: tuple[Face, ...] = ()

    def __bool__(self) -> bool:
        return self.focus is not None or bool(self.faces)

    def focus_in(self, photo: Photo, width_px: int, height_px: int) -> Focus | None:
        """Give what to crop around in a ratio, a box where faces say it; those that do not fit lose the smallest."""
        if self.focus is not None or not self.faces:
            return self.focus
        scale = min(photo.width_px / width_px, photo.height_px / height_px)
        room = (100 * width_px * scale / photo.width_px, 100 * height_px * scale / photo.height_px)
        kept = list(self.faces)
        while len(kept) > 1 and not _fits(kept, room):
            kept.pop()
        left, top, right, bottom = _around(kept)
        return Focus((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)

    def cut(self, photo: Photo, width_px: int, height_px: int) -> float:
        """Give the smallest share that a crop keeps of the focal box, or of a face; 1 where there is neither."""
        box = crop_box(photo, width_px, height_px, self.focus_in(photo, width_px, height_px))
        return min((share_kept(photo, box, region) for region in self.regions), default=1.0)

    def cut_round(self, photo: Photo) -> float:
        """Give the smallest share of the focal box, or of a face, within the circle that is cut from a square crop."""
        box = crop_box(photo, 1, 1, self.focus_in(photo, 1, 1))
        return min((share_in_circle(photo, box, region) for region in self.regions), default=1.0)

    @property
    def regions(self) -> tuple[Face, ...]:
        """What has to survive: the author's box; at the author's point the face there, else the largest; else all."""
        focus = self.focus
        if focus is None:
            return self.faces
        if not focus.width:
            return tuple(face for face in self.faces if face.holds(focus.x, focus.y)) or self.faces[:1]
        return (Face(focus.x - focus.width / 2, focus.y - focus.height / 2, focus.width, focus.height),)


def share_kept(photo: Photo, box: Box, region: Face) -> float:
    """Give the share of a region's area that lies in a box of the photo's pixels."""
    x, y = photo.width_px / 100, photo.height_px / 100
    width = min(box[2], (region.left + region.width) * x) - max(box[0], region.left * x)
    height = min(box[3], (region.top + region.height) * y) - max(box[1], region.top * y)
    whole = region.width * x * region.height * y
    return max(0.0, width) * max(0.0, height) / whole if whole else 1.0


def share_in_circle(photo: Photo, box: Box, region: Face) -> float:
    """Give the share of a region's area that lies in the circle within a square box, by a grid of points."""
    x, y, radius = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, (box[2] - box[0]) / 2
    steps = [(number + 0.5) / _GRID for number in range(_GRID)]
    across = [(region.left + region.width * step) * photo.width_px / 100 - x for step in steps]
    down = [(region.top + region.height * step) * photo.height_px / 100 - y for step in steps]
    return sum(left * left + top * top <= radius * radius for left in across for top in down) / _GRID**2


def _around(faces: Sequence[Face]) -> tuple[float, float, float, float]:
    return (
        min(face.left for face in faces),
        min(face.top for face in faces),
        max(face.left + face.width for face in faces),
        max(face.top + face.height for face in faces),
    )


def _fits(faces: Sequence[Face], room: tuple[float, float]) -> bool:
    left, top, right, bottom = _around(faces)
    return right - left <= room[0] and bottom - top <= room[1]
