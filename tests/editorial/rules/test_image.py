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
    "a file called after what it shows": ("![Loutre géante](images/loutre-geante.jpg)\n", "", REQUIRED, []),
    "a file's name with a space": (
        "![loutre tete.jpg](<images/loutre tete.jpg>)\n",
        "",
        REQUIRED,
        ["error image.alt at 7:1 “![loutre tete.jpg](<images/loutre tete.jpg>)”"],
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

LENGTH = "images: {credit: free, alt_chars: {min: 10, max: 20}}"
LICENCES = "images: {alt: free, licences: [CC BY, Domaine public]}"
USELESS = {
    "a word for any picture": ("![Image](a.jpg)\n", "", FREE, []),
    "says nothing": ("![Image](a.jpg)\n", "", REQUIRED, ["warning image.alt-empty at 7:1 “![Image](a.jpg)”"]),
    "what a camera calls it": ("![IMG_2041](a.jpg)\n", "", REQUIRED, ["error image.alt at 7:1 “![IMG_2041](a.jpg)”"]),
    "the title again": (
        "![ecouter !](a.jpg)\n",
        "",
        REQUIRED,
        ["warning image.alt-repeats at 7:1 “![ecouter !](a.jpg)”"],
    ),
    "the caption again": (
        "",
        "image: {src: a.jpg, credit: n, alt: Une loutre dort, caption: Une loutre dort.}\n",
        REQUIRED,
        ["suggestion image.alt-repeats at 6:37 “Une loutre dort”"],
    ),
    "announces itself": (
        "![Photo d’une loutre](a.jpg)\n",
        "",
        REQUIRED,
        ["suggestion image.alt-announces at 7:1 “![Photo d’une loutre](a.jpg)”"],
    ),
    "announces itself in English": (
        "![An image of an otter](a.jpg)\n",
        "",
        REQUIRED,
        ["suggestion image.alt-announces at 7:1 “![An image of an otter](a.jpg)”"],
    ),
    "a photographer is no announcement": ("![Un photographe devant une loutre](a.jpg)\n", "", REQUIRED, []),
    "long enough": ("![dix signes](a.jpg)\n", "", LENGTH, []),
    "too short": ("![loutre](a.jpg)\n", "", LENGTH, ["warning image.alt-length at 7:1 “![loutre](a.jpg)”"]),
    "too long": (
        "![une loutre dort sur le dos](a.jpg)\n",
        "",
        LENGTH,
        ["warning image.alt-length at 7:1 “![une loutre dort sur le dos](a.jpg)”"],
    ),
    "a licence": ("", "image: {src: a.jpg, credit: 'Ada, domaine-public'}\n", LICENCES, []),
    "no licence": ("", "image: {src: a.jpg, credit: Ada}\n", LICENCES, ["warning image.licence at 6:29 “Ada”"]),
    "no caption": (
        "",
        "image: {src: a.jpg}\n",
        "images: {alt: free, credit: free, caption: advised}",
        ["warning image.caption at 6:1 “image”"],
    ),
    "letters without a URL form": ("![قضاعة نائمة](ش.jpg)\n", "", REQUIRED, []),
}


@pytest.mark.parametrize(("body", "front", "charter", "expected"), USELESS.values(), ids=USELESS.keys())
def test_what_is_useless_about_a_picture_is_found(desk, body, front, charter, expected) -> None:
    assert desk.judge(image, body, front, charter=charter) == expected


@pytest.mark.parametrize(("body", "front", "charter", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_said_of_pictures_is_what_the_charter_asks(desk, body, front, charter, expected) -> None:
    assert desk.judge(image, body, front, charter=charter) == expected


def test_the_clause_is_named(desk) -> None:
    (finding,) = desk.findings(image, "![](a.jpg)", charter=REQUIRED)

    assert (finding.clause, finding.why.en) == ("images.alt", "it is all that a reader who cannot see it gets")
