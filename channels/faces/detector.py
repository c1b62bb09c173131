"""YuNet, a small network that finds faces (Wu et al., 2023), run by OpenCV; only here is OpenCV known."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from channels.darkroom import sampled
from channels.installed import version_of
from channels.photo import Photo

THRESHOLD = 0.85
"""Below it, of nine photos, leaves and windows were taken for faces."""
_SIDE_PX = 1024
_MODEL = Path(__file__).parent / "yunet.onnx"


class Face(NamedTuple):
    """A face: its box in percent of the photo's width and height from the top left."""

    left: float
    top: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """How much of the photo it takes, in percent of percent."""
        return self.width * self.height

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point is in it."""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height


@cache
def detector_stamp() -> str:
    """Give what tells one finder of faces from another; "" where OpenCV is not installed, and no face is found."""
    if find_spec("cv2") is None:
        return ""
    return f"yunet-2023mar {THRESHOLD} {_SIDE_PX} {version_of('opencv-python-headless')}"


def detect(photo: Photo) -> tuple[Face, ...]:
    """Give the faces of a photo, the largest first; raises PictureProblem where it cannot be decoded."""
    import cv2
    import numpy

    scale = min(1.0, _SIDE_PX / max(photo.width_px, photo.height_px))
    size = (max(1, round(photo.width_px * scale)), max(1, round(photo.height_px * scale)))
    image = sampled(photo, (0, 0, photo.width_px, photo.height_px), size)
    pixels = numpy.ascontiguousarray(numpy.asarray(image)[:, :, ::-1])
    # It warns, on the terminal, of what a reader could do nothing about.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    # One thread: the same faces to the last digit, wherever it runs.
    cv2.setNumThreads(1)
    finder = cv2.FaceDetectorYN.create(str(_MODEL), "", size, score_threshold=THRESHOLD)
    _, rows = finder.detect(pixels)
    faces: Any = rows  # none where there is no face, whatever its types say
    found = (_face(row, size) for row in (() if faces is None else faces))
    return tuple(sorted((face for face in found if face.area > 0), key=lambda face: (-face.area, face)))


def _face(row: object, size: tuple[int, int]) -> Face:
    left, top, width, height = (float(value) for value in row[:4])  # type: ignore[index]  # an array of numbers
    first = (max(0.0, left), max(0.0, top))
    last = (min(float(size[0]), left + width), min(float(size[1]), top + height))
    x, y = 100 / size[0], 100 / size[1]
    return Face(
        round(first[0] * x, 1),
        round(first[1] * y, 1),
        round(max(0.0, last[0] - first[0]) * x, 1),
        round(max(0.0, last[1] - first[1]) * y, 1),
    )
