"""Edits change what they name and nothing else: no code, no address, no byte around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.edits import Amended, amended
from editorial.finding import Edit, Span
from editorial.source import decode, split_markdown

HEAD = "---\ntitle: Un titre\n---\n"


def replacing(text: str, pattern: str, instead: str) -> Iterator[list[Edit]]:
    """Give an edit, alone in its group, for each match of a pattern in a text."""
    for number, line in enumerate(text.split("\n"), 1):
        for match in re.finditer(pattern, line):
            yield [Edit(Span(number, match.start() + 1, match.end() + 1), instead)]


def edited(text: str, pattern: str = "mail", instead: str = "courriel") -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return amended(text.encode(), replacing(plain, pattern, instead)).raw.decode()


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param("`mail`", id="code span"),
        pytest.param("``un ` mail``", id="code span with a backtick"),
        pytest.param("```\nmail\n```", id="fenced code"),
        pytest.param("~~~ mail\nx\n~~~", id="info string"),
        pytest.param("    mail", id="indented code"),
        pytest.param("> ```\n> mail\n> ```", id="fenced code in a quote"),
        pytest.param("<code>mail</code>", id="code as HTML"),
        pytest.param("<kbd>un **mail**</kbd>", id="keys as HTML"),
        pytest.param("<div title='>mail'>\n<img alt=\"mail\"\n mail></div>", id="tags of a block of HTML"),
        pytest.param('<div title="mail>\n', id="tag that never ends"),
        pytest.param("<div>\n<Pre>mail</pre> <!-- mail --> <script>mail", id="code in a block of HTML"),
        pytest.param("<pre>\n\nmail\n</pre>", id="block of code as HTML"),
        pytest.param('x <span title="mail">y</span>', id="attribute"),
        pytest.param("x <!-- mail --> y", id="comment in a line"),
        pytest.param("<!-- mail\nmail -->", id="comment"),
        pytest.param("[x](../mail.md)", id="address of a link"),
        pytest.param("[x](<../un mail.md>)", id="address in pointed brackets"),
        pytest.param("![x](mail.png)", id="address of an image"),
        pytest.param("[x][y]\n\n[y]: ../mail.md", id="address in a definition"),
        pytest.param("https://exemple.org/mail?a=mail", id="bare address"),
        pytest.param("www.mail.org", id="address without scheme"),
        pytest.param("<https://mail.org>", id="autolink"),
        pytest.param("mailto:a@b.org", id="mail address with scheme"),
        pytest.param("mail@exemple.org", id="mail address"),
        pytest.param("x[^mail]\n\n[^mail]: y", id="name of a footnote"),
        pytest.param("[mail]\n\n[mail]: x.md", id="text that is a label"),
        pytest.param("[mail][]\n\n[mail]: x.md", id="text that is a label, with brackets"),
        pytest.param("[x][mail]\n\n[mail]: x.md", id="label"),
    ],
)
def test_code_and_addresses_stay_as_they_are(kept: str) -> None:
    assert edited(f"{HEAD}{kept}\n") == f"{HEAD}{kept}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Un mail.", "Un courriel.", id="paragraph"),
        pytest.param("# Un mail", "# Un courriel", id="heading"),
        pytest.param("un *mail*", "un *courriel*", id="emphasis"),
        pytest.param("[un mail](x.md)", "[un courriel](x.md)", id="text of a link"),
        pytest.param("![un mail](x.png)", "![un courriel](x.png)", id="alternative text"),
        pytest.param("| mail | `mail` |\n|---|---|\n", "| courriel | `mail` |\n|---|---|\n", id="table"),
        pytest.param(
            "<div>\n<i>mail</i> &amp; mail\n</div>", "<div>\n<i>courriel</i> &amp; courriel\n</div>", id="HTML"
        ),
        pytest.param("mail `mail` mail", "courriel `mail` courriel", id="around code"),
        pytest.param("https://a.org/ mail", "https://a.org/ courriel", id="after an address"),
        pytest.param("[x](https://a.org/)«mail»", "[x](https://a.org/)«courriel»", id="touching a link"),
        pytest.param(
            "|[x](https://a.org)|mail|\n|-|-|\n", "|[x](https://a.org)|courriel|\n|-|-|\n", id="cell after a link"
        ),
        pytest.param("é👩‍👩‍👧 mail", "é👩‍👩‍👧 courriel", id="after emoji"),
    ],
)
def test_text_is_edited_wherever_it_is_read(text: str, expected: str) -> None:
    assert edited(HEAD + text) == HEAD + expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["no bom", "bom"])
def test_line_ends_and_bom_stay(end: str, bom: str) -> None:
    text = bom + f"{HEAD}un mail\n\nun mail\n".replace("\n", end)
    raw = amended(text.encode(), replacing(decode(text.encode()), "mail", "courriel")).raw
    assert raw == text.replace("mail", "courriel").encode()


def test_a_front_matter_keeps_its_comments_quotes_and_order() -> None:
    text = "---\n# mail : non\nb: 'un mail' # ici\na: \"le mail\"\ntitre: x\n---\n"
    groups = [*replacing(text, "(?<=un )mail|(?<=le )mail", "courriel"), *replacing(text, "titre", "title")]
    expected = "---\n# mail : non\nb: 'un courriel' # ici\na: \"le courriel\"\ntitle: x\n---\n"
    assert amended(text.encode(), groups) == Amended(expected.encode(), 3)


@pytest.mark.parametrize(
    "instead",
    ["un: deux", "un #deux", "[un", "&un", "'", "{un: deux}"],
    ids=["new key", "comment", "open list", "alias", "quote", "group"],
)
def test_what_would_change_how_a_front_matter_reads_is_not_written(instead: str) -> None:
    text = "---\ntitle: mail\n---\n"
    assert amended(text.encode(), replacing(text, "mail", instead)) == Amended(text.encode(), 0)


def test_edits_of_one_group_are_written_all_or_none() -> None:
    text = f'{HEAD}Il dit "oui" et `"non"`.\n'
    line = 4
    both = [Edit(Span(line, 8, 9), "«"), Edit(Span(line, 12, 13), "»")]
    half = [Edit(Span(line, 8, 9), "«"), Edit(Span(line, 18, 19), "»")]
    assert amended(text.encode(), [half]).count == 0
    assert amended(text.encode(), [half, both]).raw.decode() == f'{HEAD}Il dit «oui» et `"non"`.\n'


def test_of_two_edits_that_overlap_the_first_in_the_text_is_written() -> None:
    text = f"{HEAD}abcdef\n"
    first, second, third = Edit(Span(4, 1, 4), "1"), Edit(Span(4, 3, 6), "2"), Edit(Span(4, 4, 5), "3")
    assert amended(text.encode(), [[second], [third], [first]]) == Amended(f"{HEAD}13ef\n".encode(), 2)


def test_two_insertions_at_one_place_are_written_one_at_a_time() -> None:
    text = f"{HEAD}ab\n"
    groups = [[Edit(Span(4, 2, 2), "1")], [Edit(Span(4, 2, 2), "2")]]
    assert amended(text.encode(), groups) == Amended(f"{HEAD}a1b\n".encode(), 1)


@pytest.mark.parametrize(
    "edit",
    [
        Edit(Span(9, 1, 2), "x"),
        Edit(Span(4, 9, 10), "x"),
        Edit(Span(4, 3, 2), "x"),
        Edit(Span(0, 1, 2), "x"),
        Edit(Span(4, 1, 2), "x\ny"),
        Edit(Span(4, 1, 2), "\x1b[31m"),
        Edit(Span(4, 1, 2), "a"),
    ],
    ids=["no line", "no column", "backwards", "line 0", "line end", "control character", "nothing new"],
)
def test_an_edit_that_stands_nowhere_or_breaks_the_line_is_not_written(edit: Edit) -> None:
    text = f"{HEAD}abc\n".encode()
    assert amended(text, [[edit]]) == Amended(text, 0)


def test_a_link_to_a_renamed_piece_is_rewritten_whole_and_a_web_address_never() -> None:
    text = f"{HEAD}[a](../b.md) [c](https://b.md)\n"
    assert edited(text, r"(?<=\()[^)]+(?=\))", "../d.md") == f"{HEAD}[a](../d.md) [c](https://b.md)\n"


def test_a_text_without_front_matter_is_left_alone() -> None:
    assert amended(b"mail\n", [[Edit(Span(1, 1, 5), "x")]]) == Amended(b"mail\n", 0)


@given(st.text(alphabet="ab `*[]()<>é\u0301👩\u200d\r\n\t-:'\"#", max_size=60), st.data())
def test_whatever_the_text_the_rest_of_it_stays(body: str, data: st.DataObject) -> None:
    text = HEAD + body
    lines = decode(text.encode()).split("\n")
    line = data.draw(st.integers(4, len(lines)))
    start = data.draw(st.integers(1, len(lines[line - 1]) + 1))
    end = data.draw(st.integers(start, len(lines[line - 1]) + 1))
    found = amended(text.encode(), [[Edit(Span(line, start, end), "X")]])
    lines[line - 1] = f"{lines[line - 1][: start - 1]}X{lines[line - 1][end - 1 :]}"
    expected = lines if found.count else decode(text.encode()).split("\n")
    assert decode(found.raw).split("\n") == expected
    assert split_markdown(decode(found.raw)).front.values == {"title": "Un titre"}
    assert re.findall(r"\r\n|\r|\n", found.raw.decode()) == re.findall(r"\r\n|\r|\n", text)
