from __future__ import annotations

import pytest

from editorial.rules import image

FREE = "images: {alt: free, credit: free}"
ADVISED = "images: {alt: advised, credit: advised}"
REQUIRED = "images: {alt: required, credit: required}"
CASES = {
    "right": (
        "Été ![une loutre](images/loutre.jpg)\n",
        "image: {src: images/a.jpg, alt: une vague, credit: nous}\nsocial: {mastodon: {image: /images/b.jpg}}\n",
        REQUIRED,
        [],
    ),
    "no alt": (
        "Été ![ ](images/loutre.jpg)\n",
        "image: {src: images/a.jpg, credit: nous}\n",
        REQUIRED,
        ["error image.alt at 6:1 “image”", "error image.alt at 8:5 “![ ](images/loutre.jpg)”"],
    ),
    "alt is empty": (
        "",
        'image:\n  src: images/a.jpg\n  alt: ""\n  credit: nous\n',
        REQUIRED,
        ['error image.alt at 8:8 “""”'],
    ),
    "alt is the file's name": (
        "![loutre_tete](images/Loutre-tete.JPG)\n",
        "image: {src: images/a-b.jpg, alt: A-b.JPG, credit: nous}\n",
        REQUIRED,
        ["error image.alt at 6:35 “A-b.JPG”", "error image.alt at 8:1 “![loutre_tete](images/Loutre-tete.JPG)”"],
    ),
    "no credit": ("", "image: {src: a.jpg, alt: b c}\n", REQUIRED, ["error image.credit at 6:1 “image”"]),
    "advised": (
        "![](a.jpg)\n",
        "image: {src: a.jpg}\n",
        ADVISED,
        [
            "warning image.alt at 6:1 “image”",
            "warning image.credit at 6:1 “image”",
            "warning image.alt at 8:1 “![](a.jpg)”",
        ],
    ),
    "free": ("![](a.jpg)\n", "image: {src: a.jpg}\n", FREE, []),
    "climbs out": (
        "![a b](../../etc/passwd)\n",
        "image: {src: ../../../etc/passwd, alt: a}\n",
        FREE,
        ["error image.outside at 6:14 “../../../etc/passwd”", "error image.outside at 8:8 “../../etc/passwd”"],
    ),
    "climbs within the site": ("![a b](../images/a.jpg)\n", "image: {src: ../images/a.jpg}\n", FREE, []),
    "climbs from the root": ("![a b](/../x.jpg)\n", "", FREE, ["error image.outside at 7:8 “/../x.jpg”"]),
    "elsewhere": (
        "![a b](https://x.fr/a.jpg)\n",
        "image: {src: //x.fr/a.jpg}\n",
        FREE,
        ["error image.remote at 6:14 “//x.fr/a.jpg”", "warning image.remote at 8:8 “https://x.fr/a.jpg”"],
    ),
    "of a post": (
        "",
        "social: {mastodon: {image: ../../a.jpg}}\n",
        FREE,
        ["error image.outside at 6:28 “../../a.jpg”"],
    ),
}


@pytest.mark.parametrize(("body", "front", "charter", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_said_of_pictures_is_what_the_charter_asks(desk, body, front, charter, expected) -> None:
    assert desk.judge(image, body, front, charter=charter) == expected


def test_the_clause_is_named(desk) -> None:
    (finding,) = desk.findings(image, "![](a.jpg)", charter=REQUIRED)

    assert (finding.clause, finding.why.en) == ("images.alt", "it is all that a reader who cannot see it gets")
