"""What mrml would lose in silence, or die of, is an error at its place in the template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from channels.newsletter.guard import guarded
from channels.newsletter.markup import to_mail
from channels.newsletter.tag import WORDS
from channels.shipped import shipped_theme
from editorial.errors import EditorialError
from tests.channels.newsletter.letters import a_site, brief, letter, words

HEAD = "<mjml>\n<mj-head>{head}</mj-head>\n<mj-body>\n<mj-section>\n<mj-column>\n"
TAIL = "\n</mj-column>\n</mj-section>\n</mj-body>\n</mjml>\n"
LINE = 6
"""The line on which what a case writes in a column stands."""


def said(markup: str) -> list[str]:
    return [fault.message.en for fault in guarded(markup)[1]]


def given(markup: str) -> str:
    """A letter's markup as mrml is given it, but for what is marked to go in as it was written."""
    return re.sub(r"(?<=>)\n(?=<)|\n$", "", markup)


def in_column(text: str, head: str = "") -> str:
    return HEAD.format(head=head) + text + TAIL


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('<mj-text color="red">a &amp; b&nbsp;<br>c <b title="x > y">d</b></mj-text>', id="text"),
        pytest.param('<mj-image src="https://x.example/a.png" alt="" />', id="decorative-picture"),
        pytest.param('<mj-button href="https://x.example/?a=1&amp;b=2" css-class="c">Lire</mj-button>', id="button"),
        pytest.param('<mj-table><tr><td>1</td><th scope="row">2</th></tr></mj-table>', id="table"),
        pytest.param("<!-- a comment <b> --><mj-raw><!--[if mso]><p>Outlook</p><![endif]--></mj-raw>", id="comments"),
        pytest.param("<mj-text>a > b</mj-text>", id="greater-than"),
        pytest.param("<mj-text><input disabled></mj-text>", id="attribute-without-value"),
        pytest.param('<mj-text css-class="a < b > c" color="red">a</mj-text>', id="tag-in-quotes"),
        pytest.param('<mj-text css-class="<!-- a -->">a</mj-text>', id="comment-in-quotes"),
        pytest.param('<mj-raw><!-- a " b > <mj-txt> --></mj-raw>', id="quote-in-a-comment"),
        pytest.param('<mj-text>an attribute is written alt="é", on one line</mj-text>', id="attribute-in-a-text"),
    ],
)
def test_sound_markup_has_no_fault_and_comes_back_as_it_was(text: str) -> None:
    markup, faults = guarded(in_column(text))

    assert (markup.replace(WORDS, ""), faults) == (given(in_column(text)), [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '<mj-text css-class="« a »\n">é</mj-text>', '<mj-text css-class="&#171; a &#187;&#10;">é', id="value"
        ),
        pytest.param(
            '<mj-text css-class="« < »">é</mj-text>', '<mj-text css-class="&#171; < &#187;">é', id="with-a-sign"
        ),
        pytest.param("<mj-text\ufdeea.j2:1:2\ufdef color='red'>é</mj-text>", "<mj-text color='red'>é", id="mark"),
        pytest.param("<mj-text\ufdeel'a>b.j2:1:2\ufdef>é</mj-text>", "<mj-text>é", id="mark-of-an-odd-template"),
    ],
)
def test_values_come_back_in_ascii_and_marks_go(text: str, expected: str) -> None:
    markup, faults = guarded(in_column(text))

    assert (markup.replace(WORDS, ""), faults) == (given(in_column(f"{expected}</mj-text>")), [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<mj-txt>a</mj-txt>", "no component of MJML: did you mean “mj-text”?", id="unknown-component"),
        pytest.param(
            '<mj-text colour="red">a</mj-text>', "no attribute “colour”: did you mean “color”?", id="attribute"
        ),
        pytest.param('<mj-text mj-class="big">a</mj-text>', "no mj-class is called “big”", id="class-nobody-declared"),
        pytest.param("<mj-include path='x.mjml' />", "“mj-include” has no place here", id="include"),
        pytest.param("<mj-carousel></mj-carousel>", "takes its pictures from elsewhere", id="carousel"),
        pytest.param("<mj-section></mj-section>", "“mj-section” does not go in “mj-column”", id="misplaced"),
        pytest.param("<mj-text><mj-button>a</mj-button></mj-text>", "does not go in “mj-text”", id="component-in-html"),
        pytest.param("<p>a</p>", "“p” does not go in “mj-column”: put it in an mj-text", id="html-outside-text"),
        pytest.param("Bonjour", "the text “Bonjour” is outside any mj-text", id="text-outside-text"),
        pytest.param("<mj-text>a", "“mj-text” is not closed", id="not-closed"),
        pytest.param("<mj-text><p>a</mj-text>", "“p” is not closed", id="html-not-closed"),
        pytest.param("<mj-text>a</p></mj-text>", "</p> closes nothing", id="closes-nothing"),
        pytest.param('<mj-image src="https://x.example/a.png" />', "“mj-image” has no alternative text", id="no-alt"),
        pytest.param('<mj-text><img src="https://x.example/a.png" /></mj-text>', "“img” has no alt", id="img-no-alt"),
        pytest.param('<mj-image src="a.png" alt="a" />', "no whole address (“a.png”)", id="relative-picture"),
        pytest.param(
            "<mj-social><mj-social-element alt='a'>a</mj-social-element></mj-social>", "no whole address", id="icon"
        ),
        pytest.param('<mj-text color="a" color="b">c</mj-text>', "the attribute “color” twice", id="twice"),
        pytest.param("<mj-text color=red>c</mj-text>", "cannot be read at “color=red”", id="no-quotes"),
        pytest.param("<mj-text css-class='\"'>c</mj-text>", "cannot be read at", id="quote-in-quotes"),
        pytest.param("<mj-text>a < b</mj-text>", "“<” is not escaped: write &lt;", id="less-than"),
        pytest.param("<mj-text>a & b</mj-text>", "“&” is not escaped: write &amp;", id="ampersand"),
        pytest.param("<mj-text><![CDATA[a]]></mj-text>", "does not read “<![CDATA[a]]>”", id="cdata"),
        pytest.param("<mj-text><![CDATA[<p> a]]></mj-text>", "does not read “<![CDATA[<p> a", id="cdata-with-tag"),
        pytest.param('<mj-text css-class="a < b" colour="c">d</mj-text>', "no attribute “colour”", id="behind-a-sign"),
        pytest.param(
            "<mj-raw><link rel='stylesheet' href='https://x.example/a.css'></mj-raw>", "elsewhere", id="style"
        ),
        pytest.param("<mj-raw><!--[if mso]><style>@import 'x'</style><![endif]--></mj-raw>", "elsewhere", id="import"),
    ],
)
def test_what_mrml_would_lose_or_misread_is_said(text: str, expected: str) -> None:
    found = said(in_column(text))

    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param('<mj-font name="a" href="https://x.example/a.css" />', "“mj-font” has no place here", id="font"),
        pytest.param("<mj-html-attributes></mj-html-attributes>", "does not read it", id="html-attributes"),
        pytest.param('<mj-style inline="inline">p {}</mj-style>', "“inline” of “mj-style” would be lost", id="inline"),
        pytest.param('<mj-raw position="file-start"></mj-raw>', "would be lost", id="file-start"),
        pytest.param("<mj-style>@font-face { src: url(x) }</mj-style>", "“@font-face” takes a font", id="font-face"),
        pytest.param("<mj-style>@import url(x);</mj-style>", "“@import” takes a font", id="import"),
        pytest.param(
            '<mj-attributes><mj-class name="a"><mj-text color="red" /></mj-class></mj-attributes>',
            "“mj-text” does not go in “mj-class”",
            id="nested-class",
        ),
        pytest.param('<mj-attributes><mj-text colr="a" /></mj-attributes>', "did you mean “color”?", id="default"),
    ],
)
def test_what_the_head_may_not_hold_is_said(head: str, expected: str) -> None:
    found = said(in_column("<mj-text>a</mj-text>", head))

    assert len(found) == 1
    assert expected in found[0]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("<!doctype html>\n<mjml></mjml>", "does not read “<!doctype html>”", id="doctype"),
        pytest.param("<mj-text>a</mj-text>", "outside <mjml>", id="no-root"),
        pytest.param("<html></html>", "outside <mjml>", id="html"),
        pytest.param("<mjml></mjml>Bonjour", "the text “Bonjour” is outside", id="text-after"),
    ],
)
def test_what_stands_outside_the_letter_is_said(markup: str, expected: str) -> None:
    found = said(markup)

    assert len(found) == 1
    assert expected in found[0]


def test_a_default_and_a_class_may_be_used() -> None:
    head = (
        '<mj-attributes><mj-all padding="0" /><mj-text color="red" /><mj-image alt="" />'
        '<mj-class name="a" color="red" /></mj-attributes><mj-style>p > a { color: red }</mj-style>'
    )

    assert said(in_column('<mj-text mj-class="a" css-class="b">a</mj-text>', head)) == []


def test_every_fault_is_said_once_with_its_line_and_column(tmp_path: Path) -> None:
    text = "{% for n in [1, 2] %}\n  <mj-txt>{{ n }}</mj-txt> <mj-text\n    colour='x'>a</mj-text>\n{% endfor %}"
    builder = a_site(tmp_path).file("theme/newsletter/digest.mjml.j2", in_column(text))

    with pytest.raises(EditorialError) as caught:
        to_mail(letter(builder), brief(builder).look, words(builder))

    places = [(problem.path, problem.span) for problem in caught.value.problems]
    assert [(path, span.line, span.column) for path, span in places if span] == [
        ("theme/newsletter/digest.mjml.j2", LINE + 1, 3),
        ("theme/newsletter/digest.mjml.j2", LINE + 1, 28),
    ]


def test_a_fault_in_a_template_that_another_uses_is_said_of_that_one(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    builder.file("theme/newsletter/own.mjml.j2", "{% macro b() %}\n\n<mj-buton>b</mj-buton>\n{% endmacro %}\n")
    builder.file("theme/newsletter/digest.mjml.j2", "{% import 'own.mjml.j2' as own %}\n" + in_column("{{ own.b() }}"))

    with pytest.raises(EditorialError) as caught:
        to_mail(letter(builder), brief(builder).look, words(builder))

    (problem,) = caught.value.problems
    assert problem.path == "theme/newsletter/own.mjml.j2"
    assert problem.span
    assert (problem.span.line, problem.span.column) == (3, 1)


def test_what_a_writer_writes_is_never_taken_for_markup(tmp_path: Path) -> None:
    builder = a_site(tmp_path, "<mj-section>a</mj-section> & <img src=x> \ufdeedigest:1:1\ufdef", title="<mj-txt> & <")

    assert "&lt;mj-txt&gt; &amp; &lt;" in to_mail(letter(builder), brief(builder).look, words(builder))


def test_the_shipped_templates_mark_their_tags_and_leave_none(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    html = to_mail(letter(builder), brief(builder).look, words(builder))

    assert list((shipped_theme() / "newsletter").glob("*.mjml.j2"))
    assert not any("\ufdee" <= sign <= "\ufdef" for sign in html)
