"""A post is read from the files that were built, and what is none of ours is refused in a sentence."""

from __future__ import annotations

import json

import pytest

from channels.posting.post import read_post
from editorial.errors import EditorialError
from tests.channels.posting.posts import LINK, a_post, files


def test_a_post_is_read_whole() -> None:
    post = a_post()
    assert (post.link, post.has_link_in_text, post.images[0].focus) == (LINK, True, (62.0, 31.0))
    assert post.card is not None
    assert post.card.content != post.images[0].content


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(b"{", id="half-a-file"),
        pytest.param(b"[]", id="a-list"),
        pytest.param(json.dumps({**json.loads(files()["post.json"]), "format": 2}).encode(), id="a-newer-format"),
        pytest.param(json.dumps({**json.loads(files()["post.json"]), "parts": None}).encode(), id="no-parts"),
    ],
)
def test_a_spoilt_post_is_refused(spoilt: bytes) -> None:
    with pytest.raises(EditorialError, match="ligne build"):
        read_post({**files(), "post.json": spoilt}, "outbox/social/un/bluesky")


def test_a_post_whose_image_is_missing_is_refused() -> None:
    with pytest.raises(EditorialError):
        read_post({"post.json": files()["post.json"]}, "outbox/social/un/bluesky")
