from __future__ import annotations

import pytest

from editorial.rules import html

CASES = {
    "harmless": ("<div class='x'>un <b>mot</b></div>\n\na <br> <sup title=\"on a=1\">b</sup> <!-- c -->\n", []),
    "script": ("Été\n\n<script>\nx()\n</script>\n", ["warning html.removed at 9:1 “<script”"]),
    "inline": ("Été <IFrame src=x></IFrame>\n", ["warning html.removed at 7:5 “<IFrame”"]),
    "event": ("é <a href=x\n  onClick='y'>z</a>\n", ["warning html.removed at 8:3 “onClick”"]),
    "address": ("<p><a href='javascript:x'>y</a></p>\n", ["warning html.removed at 7:13 “javascript:”"]),
    "in code": ("`<script>`\n\n```\n<script>\n```\n", []),
    "markdown in a block": ("<small>\n1: [b](c.md)\n</small>\n", ["warning html.unread at 8:4 “[b](c.md)”"]),
    "markdown beside a block": ("<small>\n\n[b](c.md)\n\n</small>\n", []),
    "markdown in a comment": ("<!-- [un lien laissé là](c.md) -->\n", []),
    "removed things in a comment": ("<!-- <script>x()</script> -->\n", []),
    "a comment in a block": (
        "<small>\n<!-- [a](b.md) --> [b](c.md)\n</small>\n",
        ["warning html.unread at 8:20 “[b](c.md)”"],
    ),
    "a comment, then markdown in a block": (
        "<!-- [a](b.md) -->\n\n<small>\n[b](c.md)\n</small>\n",
        ["warning html.unread at 10:1 “[b](c.md)”"],
    ),
    "a comment never closed": ("Été\n\n<!-- ligne off\n\nUn mot <b>x</b>\n", ["warning html.open at 9:1 “<!--”"]),
    "a comment never closed in a block": ("<p>\n<!-- b</p>\n\nUn mot\n", ["warning html.open at 8:1 “<!--”"]),
    "a comment of several blocks": ("<p>\n<!-- b</p>\n\nUn mot --> là\n", []),
    "a short comment": ("<!-->\n\n<!--->\n", []),
    "a comment never closed in code or a line": ("`<!--` un <!-- mot\n\n    <!-- x\n", []),
    "in the text": ("on parle de javascript: &lt;script>\n", []),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_raw_html_that_will_be_removed_is_found(desk, body, expected) -> None:
    assert desk.judge(html, body) == expected


def test_trusted_html_is_left_alone(desk) -> None:
    assert desk.judge(html, "<script>x()</script>\n", charter="raw_html: trusted") == []


def test_the_message_names_what_is_removed(desk) -> None:
    (finding,) = desk.findings(html, "<p ONLOAD=x>a</p>\n")

    assert (finding.message.fr, finding.clause) == ("onload sera retiré du texte", "raw_html")
