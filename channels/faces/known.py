"""The faces of a site's photos, each photo looked at once and remembered by its digest."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from channels.faces.detector import Face, detect, detector_stamp
from channels.photo import Photo, PictureProblem
from editorial.memory import Memory


@lru_cache(maxsize=4)
def known_faces(root: Path) -> KnownFaces:
    """Give the faces known in the memory of a site."""
    return KnownFaces(root)


class KnownFaces:
    """Faces by photo; looking for them takes 30 to 150 ms, once."""

    def __init__(self, root: Path):
        self._memory = Memory(root, "faces", detector_stamp())
        self._found: dict[str, tuple[Face, ...]] = {
            digest: tuple(Face(*face) for face in faces) for digest, faces in self._memory.entries.items()
        }

    def of(self, photo: Photo) -> tuple[Face, ...]:
        """Give the faces of a photo, the largest first; none where nothing can look for them."""
        if not detector_stamp():
            return ()
        if photo.digest not in self._found:
            try:
                self._found[photo.digest] = detect(photo)
            except PictureProblem:
                return ()
            self._memory.keep({photo.digest: [tuple(face) for face in self._found[photo.digest]]})
        return self._found[photo.digest]
