"""The page "set a focal point" is followed as it is written, on a new site."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
import yaml
from PIL import Image, ImageDraw

from tests.command import ligne

PAGE = Path(__file__).parents[3] / "docs/focal-point.md"
DAY = "2026-11-23T12:00"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_page_is_true_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    groups: dict[str, object] = {}
    said, compared, crops = "", 0, []
    for language, block in _FENCE.findall(PAGE.read_text("utf-8")):
        if language == "yaml":
            groups |= yaml.safe_load(block)
            _write_piece(groups)
        elif language == "text":
            assert [line for line in block.splitlines() if line not in said] == [], said
            compared += 1
        for line in block.splitlines() if language == "sh" else ():
            said = _run(line)
            if line.startswith("ligne preview"):
                crops.append(Path(".ligne/preview/outbox/social/heads-stay-on/linkedin/photo.jpg").read_bytes())
                assert Path(".ligne/preview/team/contact-sheet.html").is_file()
    assert (compared, len(set(crops))) == (3, 3)


def _run(line: str) -> str:
    """Run a line of the page; the photo that the page asks for is put into a new site."""
    words = shlex.split(line, comments=True)
    if words[0] == "cd":
        os.chdir(words[1])
        for name in ("speaker", "portrait"):
            _put_photo(Path(f"content/images/{name}.jpg"))
        return ""
    ran = ligne(*words[1:], *(("--at", DAY) if words[1] != "init" else ()))
    assert ran.code == (1 if "error" in ran.out.splitlines()[-1].removeprefix("0 error") else 0), ran.said
    return ran.said


def _put_photo(path: Path) -> None:
    """Draw somebody at the left of a stage, as the page tells it: a face that is none for whoever looks for faces."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", (1500, 1000), "#335577")
    draw = ImageDraw.Draw(image)
    draw.ellipse((300, 190, 600, 560), fill="#ddbb99")
    draw.rectangle((260, 560, 640, 1000), fill="#222222")
    image.save(path)


def _write_piece(groups: dict[str, object]) -> None:
    """Put what the page has of the front matter into the piece that was begun."""
    path = Path("content/methods/heads-stay-on.md")
    front, _, body = path.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    kept = front.partition("\nimage:")[0]
    path.write_text(f"---\n{kept}\n{yaml.safe_dump(groups, allow_unicode=True)}---\n{body}", "utf-8")
