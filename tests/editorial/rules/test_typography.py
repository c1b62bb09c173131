"""Typography: one suggestion a sign, whose edits mend every place of the source and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial.edits import amended
from editorial.finding import Edit, Finding, Span
from editorial.rules import typography
from tests.editorial.rules.conftest import Desk, written

CHARTER = "channels: {blog: {typography: fr}}\nvocabulary: {accepted: [Wham!]}\n"
RIGHT = [
    pytest.param("C’est «\u00a0dit\u00a0»\u202f! À 10\u00a0km…\n", id="set already"),
    pytest.param("`a ? b : c`, ``l'x``\n\n    'y' : z\n\n```\n\"x\" ?\n```\n", id="code"),
    pytest.param("<https://x.fr/l'y?a;b>, [x](https://x.fr/l'y), https://x.fr/d'a\n", id="addresses"),
    pytest.param("https://x.fr/le-2ème et <https://x.fr/l'Etat>, www.x.fr/A la\n", id="addresses with words"),
    pytest.param("Un <code>l'x ; 2ème...</code>, **<kbd>l'y</kbd>** là\n", id="code in tags of a line"),
    pytest.param(
        "<div>\n<pre>l'x ; y...\n\"z\"</pre>\n<script>a = 'b' ? c : d</script></div>\n", id="code in tags of a block"
    ),
    pytest.param("À 10:30, 16:9, fe80::1, :-) :smile: Wham! zoe@x.fr\n", id="times and names"),
    pytest.param("| a | b |\n|:--|--:|\n| x | y |\n\n- un\n- deux\n\n---\n", id="Markdown"),
    pytest.param("<p title=\"l'x : y\">mot</p>\n\n<!-- l'x ? -->\n", id="HTML"),
    pytest.param('mot&nbsp;! l&#39;x, un \\"x\\"\n', id="entities and escapes"),
]
WRONG = [
    pytest.param("Oui ! Non ?\n", ["space at 7:4 “ ”"], id="space"),
    pytest.param("Un **mot** : là\n", ["space at 7:11 “ ”"], id="space after marks"),
    pytest.param("Le `code` ; là\n", ["space at 7:10 “ ”"], id="space after code"),
    pytest.param("Oui: là\n", ["space at 7:4 “:”"], id="space that lacks"),
    pytest.param("Soit 20 %\n", ["unit at 7:8 “ ”"], id="unit"),
    pytest.param("é 👩‍🚀 l'*été*\n", ["apostrophe at 7:8 “'”"], id="apostrophe"),
    pytest.param("Un <code>l'x</code>, l'y\n", ["apostrophe at 7:23 “'”"], id="beside code in tags"),
    pytest.param("Un <code>l'x\n\nDe l'y\n", ["apostrophe at 9:5 “'”"], id="below code left open"),
    pytest.param('Un "mot" là\n', ['quotes at 7:4 “"”'], id="quotes"),
    pytest.param("Bon...\n", ["ellipsis at 7:4 “...”"], id="ellipsis"),
    pytest.param("Un - deux\n", ["dash at 7:4 “-”"], id="dash"),
    pytest.param("La 2ème\n", ["ordinal at 7:5 “ème”"], id="ordinal"),
    pytest.param("A la fin, l’Etat\n", ["capital at 7:1 “A”"], id="capital"),
    pytest.param("![L'arbre](a.jpg)\n", ["apostrophe at 7:4 “'”"], id="alternative text"),
    pytest.param("| l'un | b |\n|--|--|\n| x | y |\n", ["apostrophe at 7:4 “'”"], id="cell of a table"),
]


def mended(text: str, findings: Iterable[Finding]) -> str:
    """Give a file with the edits of some findings made, from its end upwards."""
    lines = text.split("\n")
    edits: list[Edit] = sorted((e for f in findings for e in f.edits), key=lambda e: (e.span.line, e.span.column))
    for edit in reversed(edits):
        line, span = lines[edit.span.line - 1], edit.span
        lines[span.line - 1] = line[: span.column - 1] + edit.text + line[span.end_column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize("body", RIGHT)
def test_what_is_set_or_no_text_is_left_alone(desk: Desk, body: str) -> None:
    assert desk.judge(typography, body, charter=CHARTER) == []


@pytest.mark.parametrize(("body", "expected"), WRONG)
def test_what_is_typed_otherwise_is_offered_at_its_place(desk: Desk, body: str, expected: list[str]) -> None:
    found = desk.judge(typography, body, charter=CHARTER)
    assert found == [f"suggestion typography.{line}" for line in expected]


@pytest.mark.parametrize("asked", ["{}", "{typography: none}", "{typography: plain}"])
def test_nothing_is_offered_where_no_channel_asks(desk: Desk, asked: str) -> None:
    assert desk.judge(typography, "Oui ! l'un\n", charter=f"channels: {{blog: {asked}}}\n") == []


def test_the_places_of_one_sign_make_one_finding(desk: Desk) -> None:
    (finding,) = desk.findings(typography, "Oui ! Non ?\n\nQui ; quoi\n", charter=CHARTER)
    assert (len(finding.edits), all(edit.is_safe for edit in finding.edits)) == (3, True)
    assert finding.clause == "channels.blog.typography"
    assert "(3 endroits de ce texte)" in finding.message.fr


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "[l'eau], l'air\n\n[l'eau]: https://x.fr\n", "[l'eau], l’air\n\n[l'eau]: https://x.fr\n", id="label"
        ),
        pytest.param('\\"mot", l\'air "x"\n', '\\"mot", l’air "x"\n', id="half of a pair of quotes"),
        pytest.param('L\'"air&quot;, "x"\n\n"y"\n', 'L’"air&quot;, "x"\n\n«\u00a0y\u00a0»\n', id="half as an entity"),
        pytest.param("http://x.fr/!?~~y, l'air\n", "http://x.fr/!?~~y, l’air\n", id="end of an address"),
    ],
)
def test_a_place_that_cannot_be_mended_keeps_no_other_from_it(desk: Desk, body: str, expected: str) -> None:
    text = written(body, "")
    found = desk.findings(typography, body, charter=CHARTER)
    assert (
        mended(text, found)
        == amended(text.encode(), [one.edits for one in found]).raw.decode()
        == written(expected, "")
    )


def test_the_edits_write_what_the_charter_asks_for(desk: Desk) -> None:
    narrow = "channels: {blog: {typography: {spaces: narrow}}}\n"
    (finding,) = desk.findings(typography, "Oui ! Non : 1 000\n".replace("1 000", "là"), charter=narrow)
    assert [edit.text for edit in finding.edits] == ["\u202f", "\u00a0"]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        pytest.param('title: "L\'été : oui ?"\n', 'title: "L’été\u00a0: oui\u00a0?"\n', id="double quotes"),
        pytest.param("title: 'L''été ?'\n", "title: 'L’été\u00a0?'\n", id="single quotes, doubled"),
        pytest.param("title: L'été ?\n", "title: L’été\u00a0?\n", id="no quotes"),
        pytest.param(
            "standfirst: |\n  L'été ?\n  Oui !\n", "standfirst: |\n  L’été\u00a0?\n  Oui\u00a0!\n", id="block"
        ),
        pytest.param(
            "standfirst: >-\n  L'un\n  l'autre ?\n", "standfirst: >-\n  L’un\n  l’autre\u00a0?\n", id="folded"
        ),
        pytest.param('title: "L\'\\u00e9t\\u00e9"\n', 'title: "L’\\u00e9t\\u00e9"\n', id="beside escapes"),
        pytest.param(
            'social: {mastodon: {text: "L\'été !"}}\n', 'social: {mastodon: {text: "L’été\u00a0!"}}\n', id="social"
        ),
    ],
)
def test_the_texts_of_the_front_matter_are_mended_where_they_stand(desk: Desk, front: str, expected: str) -> None:
    found = desk.findings(typography, front=front, charter=CHARTER)
    assert mended(written("Un texte.\n", front), found) == written("Un texte.\n", expected)


def test_a_sign_that_yaml_escapes_is_shown_and_left_to_the_writer(desk: Desk) -> None:
    (finding,) = desk.findings(typography, front='title: "L\\u0027été"\n', charter=CHARTER)
    assert (finding.rule, finding.span, finding.edits) == ("typography.apostrophe", Span(5, 10, 16), ())


PARTS = [
    "mot",
    "l'été",
    '"dit"',
    "*mis*",
    "**fort** ?",
    "`code ?`",
    "[lien !](https://x.fr/l'a)",
    "«oui»",
    "A la",
    "...",
]
PARTS += [
    " ",
    " ",
    " ",
    " : ",
    "!",
    " - ",
    "20 %",
    "2ème",
    "\n",
    "\n\n",
    "# ",
    "- ",
    "> ",
    "https://x.fr/d'a",
    "&amp;",
    "l\\'",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=12).map("".join))
def test_once_mended_a_source_has_nothing_more_to_mend(body: str) -> None:
    desk = Desk()
    once = mended(body, shifted(desk.findings(typography, body + "\n", charter=CHARTER)))
    assert desk.findings(typography, once + "\n", charter=CHARTER) == []
    assert [part for part in ("`code ?`", "(https://x.fr/l'a)") if body.count(part) != once.count(part)] == []


def shifted(findings: Iterable[Finding]) -> list[Finding]:
    """Give findings about a body as if it had no front matter above it."""
    from dataclasses import replace

    def up(edit: Edit) -> Edit:
        return replace(edit, span=replace(edit.span, line=edit.span.line - written("", "").count("\n")))

    return [replace(finding, edits=tuple(map(up, finding.edits))) for finding in findings]
