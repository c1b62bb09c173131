from __future__ import annotations

import pytest

from editorial.rules import image_files

THERE = ["images/la.jpg", "/images/la.jpg"]
CASES = {
    "there": (
        "![a](images/la.jpg) ![b](</images/la.jpg> 'c')\n",
        "image: {src: images/la.jpg}\nsocial: {mastodon: {image: images/la.jpg}}\n",
        [],
    ),
    "missing": ("Été ![a](images/pas.jpg)\n", "", ["error image.missing at 7:10 “images/pas.jpg”"]),
    "lead": ("", "image:\n  src: images/pas.jpg\n", ["error image.missing at 7:8 “images/pas.jpg”"]),
    "of a post": ("", "social: {mastodon: {image: pas.jpg}}\n", ["error image.missing at 6:28 “pas.jpg”"]),
    "no address": ("Été ![a]()\n", "", ["error image.missing at 7:5 “![a]()”"]),
    "by reference": ("![a][b]\n\n[b]: pas.jpg\n", "", ["error image.missing at 9:6 “pas.jpg”"]),
    "elsewhere or outside is another kind's": ("![a](https://x.fr/a.jpg) ![b](../../a.jpg) ![c](data:x)\n", "", []),
}


@pytest.mark.parametrize(("body", "front", "expected"), CASES.values(), ids=CASES.keys())
def test_pictures_that_are_not_there_are_found(desk, body, front, expected) -> None:
    assert desk.judge(image_files, body, front, images=THERE) == expected
