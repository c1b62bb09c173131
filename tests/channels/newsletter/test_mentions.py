"""What a letter says of its reader: declared with a default, or an error where it stands."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from channels.newsletter.mentions import Said, marked, parted, unmarked
from channels.newsletter.render import check
from editorial.finding import Finding
from tests.builder import NEWSLETTER, SiteBuilder
from tests.channels.newsletter.letters import OUTBOX, PAGE, a_site, brief, made

FIELDS: dict[str, Any] = {"fields": {"first_name": {"fr": "chère lectrice, cher lecteur"}, "city": {"en": "your city"}}}
HELLO = "Bonjour [[first_name]] !\n\nUn mot."


def a_personal_site(
    root: Path, foreword: str = HELLO, settings: dict[str, Any] | None = None, **frame: Any
) -> SiteBuilder:
    return a_site(root, foreword, **frame).data(
        "channels/newsletter.yaml", {**NEWSLETTER, "service": "", **FIELDS, **(settings or {})}
    )


def found(builder: SiteBuilder) -> list[Finding]:
    return [finding for finding in check(brief(builder)) if finding.rule == "newsletter.field"]


def test_whatever_is_made_says_the_default(tmp_path: Path) -> None:
    files = made(a_personal_site(tmp_path))

    for path in (f"{OUTBOX}/index.html", f"{OUTBOX}/text.txt", PAGE):
        said = unescape(files[path].decode()).replace("\u00a0", " ")
        assert "Bonjour chère lectrice, cher lecteur !" in said
        assert "[[" not in said
        assert not any("\ufdd0" <= sign <= "\ufdef" for sign in said)
    assert json.loads(files[f"{OUTBOX}/edition.json"])["fields"] == {"first_name": "chère lectrice, cher lecteur"}


def test_a_curated_link_and_a_sentence_of_the_theme_may_speak_of_the_reader(tmp_path: Path) -> None:
    links = [{"title": "Pour [[first_name]]", "url": "https://x.example/", "note": "Oui, [[first_name]]."}]
    builder = a_personal_site(tmp_path, newsletter={"links": links})
    builder.data("theme/newsletter/strings.yaml", {"format": 1, "leave_why": {"fr": "Assez lu, [[first_name]] ?"}})

    files = made(builder)
    names = [(place["name"], place["part"]) for place in json.loads(files[f"{OUTBOX}/edition.json"])["places"]]

    assert found(builder) == []
    assert names == [("address", "to"), *[("first_name", "text")] * 4, *[("first_name", "html")] * 4]
    assert b"[[" not in files[PAGE]


def test_a_template_may_speak_of_the_reader(tmp_path: Path) -> None:
    body = "<mj-section><mj-column><mj-text>Oui, [[first_name]] !</mj-text></mj-column></mj-section>"
    builder = a_personal_site(tmp_path, "Un mot.", settings={"fields": {"first_name": {"fr": "<b> & c"}}})
    builder.file("theme/newsletter/digest.mjml.j2", f"<mjml>\n<mj-body>{body}</mj-body></mjml>")

    files = made(builder)

    assert "Oui, &lt;b&gt; &amp; c !" in files[f"{OUTBOX}/index.html"].decode()
    assert "Oui, &lt;b&gt; &amp; c !" in files[PAGE].decode()
    names = [(place["name"], place["part"]) for place in json.loads(files[f"{OUTBOX}/edition.json"])["places"]]
    assert names == [("address", "to"), ("first_name", "html")]


@pytest.mark.parametrize(
    "default",
    [
        pytest.param('*chère* `lectrice` <b> & _c_ | ~x~ # 1. "oui"', id="markdown-and-html"),
        pytest.param("l’amie\u00a0: ça va", id="french-spaces"),
        pytest.param("صديقي العزيز", id="right-to-left"),
        pytest.param("- " + "mot " * 40 + "fin", id="longer-than-a-line"),
    ],
)
def test_a_default_is_said_as_it_is_declared(tmp_path: Path, default: str) -> None:
    builder = a_personal_site(tmp_path, settings={"fields": {"first_name": {"fr": default}}})
    files = made(builder)

    for path in (f"{OUTBOX}/index.html", PAGE):
        assert f"Bonjour {default}".replace('"', "") in unescape(files[path].decode()).replace('"', "")
    assert f"Bonjour {default}" in " ".join(files[f"{OUTBOX}/text.txt"].decode().split("\n"))


@pytest.mark.parametrize(
    ("foreword", "line", "column", "end_column", "said"),
    [
        pytest.param("Un mot.\n\nBonjour [[first_nam]].", 3, 9, 22, "did you mean [[first_name]]?", id="misspelt"),
        pytest.param("É [[ prénom ]] !", 1, 3, 15, "declare it in channels/newsletter.yaml", id="undeclared"),
        pytest.param(
            "À [[city]].", 1, 3, 11, 'add in channels/newsletter.yaml, under fields.city: fr: "…"', id="no-default"
        ),
    ],
)
def test_a_field_that_cannot_be_said_is_an_error_at_its_place(
    tmp_path: Path, foreword: str, line: int, column: int, end_column: int, said: str
) -> None:
    builder = a_personal_site(tmp_path, foreword)
    lines = (tmp_path / "content/editions/cadre.md").read_text().split("\n")
    above = next(n for n, text in enumerate(lines) if text == foreword.split("\n")[0])

    (finding,) = found(builder)

    assert (finding.path, finding.level.value) == ("content/editions/cadre.md", "error")
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (above + line, column, end_column)
    assert finding.fix is not None
    assert said in finding.fix.en


@pytest.mark.parametrize("key", ["title", "standfirst"])
def test_what_all_read_alike_mentions_no_field(tmp_path: Path, key: str) -> None:
    builder = a_personal_site(tmp_path, **{key: "Pour [[first_name]]"})
    text = (tmp_path / "content/editions/cadre.md").read_text().split("\n")

    (finding,) = found(builder)

    line = text[finding.span.line - 1]
    assert line[finding.span.column - 1 : finding.span.end_column - 1] == "[[first_name]]"
    assert line.startswith(key)


def test_a_mention_in_the_front_matter_or_the_theme_is_found_at_its_place(tmp_path: Path) -> None:
    builder = a_personal_site(
        tmp_path, newsletter={"links": [{"title": "x", "url": "https://x.example/", "note": "À [[town]]"}]}
    )
    builder.file("theme/newsletter/strings.yaml", 'format: 1\nleave: {fr: "Partir, [[nom]]"}\n')

    places = {
        (finding.path, (builder.root / finding.path).read_text().split("\n")[finding.span.line - 1][slice(
            finding.span.column - 1, finding.span.end_column - 1
        )])
        for finding in found(builder)
    }  # fmt: skip

    assert places == {("content/editions/cadre.md", "[[town]]"), ("theme/newsletter/strings.yaml", "[[nom]]")}


@pytest.mark.parametrize(
    "foreword",
    [
        pytest.param("Écrivez `[[prénom]]`.\n\n```\n[[first_name]]\n```", id="code"),
        pytest.param("Voir [[1]](https://x.example).", id="link"),
        pytest.param("Un test shell : [[ -f x ] ].", id="brackets"),
    ],
)
def test_what_is_no_mention_stays_as_it_is_written(tmp_path: Path, foreword: str) -> None:
    builder = a_personal_site(tmp_path, foreword)
    files = made(builder)

    assert found(builder) == []
    assert [place["name"] for place in json.loads(files[f"{OUTBOX}/edition.json"])["places"]] == ["address"]


def test_a_letter_with_an_unknown_field_has_a_page_and_nothing_to_send(tmp_path: Path) -> None:
    files = made(a_personal_site(tmp_path, "Bonjour [[prénom]]."))

    assert PAGE in files
    assert [path for path in files if not path.startswith("site/")] == []


def test_a_letter_whose_theme_mentions_an_unknown_field_is_not_sent_either(tmp_path: Path) -> None:
    builder = a_personal_site(tmp_path)
    builder.data("theme/newsletter/strings.yaml", {"format": 1, "leave": {"fr": "Partir, [[nom]]"}})

    assert PAGE in made(builder)
    assert [path for path in made(builder) if not path.startswith("site/")] == []


def test_a_text_in_turns_gives_back_the_text() -> None:
    defaults = {f"f{n}": f"v{n}" for n in range(1_000)}
    text = marked("a [[f0]] b [[f29]][[f30]] c [[f999]][[g]]", defaults)

    assert list(parted(text, defaults)) == [
        "a ", Said("f0", "v0"), " b ", Said("f29", "v29"), "", Said("f30", "v30"), " c ", Said("f999", "v999"), "[[g]]",
    ]  # fmt: skip
    assert unmarked(text) == "a v0 b v29v30 c v999[[g]]"


def test_marks_that_somebody_wrote_are_no_places() -> None:
    assert list(parted("a \ufdd0\ufdd9x\ufdd1 b", {"f": "v"})) == ["a \ufdd0\ufdd9x\ufdd1 b"]
