from __future__ import annotations

import pytest

from editorial.link import scheme_of

CASES = [
    ("https://x.fr", "https"),
    ("HTTP://x.fr", "http"),
    ("mailto:a@b.fr", "mailto"),
    ("java\nscript\t:x", "javascript"),
    ("\x01 javascript:x", "javascript"),
    ("web+x:y", "web+x"),
    ("brief.md#a:b", ""),
    ("/a:b", ""),
    ("#a:b", ""),
    ("../a:b", ""),
    ("//x.fr", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "scheme"), CASES)
def test_the_scheme_is_what_a_browser_would_read(url: str, scheme: str) -> None:
    assert scheme_of(url) == scheme
