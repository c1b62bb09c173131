"""The letter's HTML: whole, safe, dark where it should be, and honest about a template that is wrong."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from PIL import Image

from channels.newsletter.markup import set_mjml
from editorial.errors import EditorialError
from tests.builder import SiteBuilder
from tests.channels.newsletter.letters import OUTBOX, PAGE, a_site, brief, made, without_frame

HOSTILE = "<b>gras</b> & {{ 7 * 7 }} {% raw %} <mj-text>x</mj-text> </mj-body> ]]> <!-- \"'"


def mail(builder: SiteBuilder) -> str:
    return made(builder)[f"{OUTBOX}/index.html"].decode()


def page(builder: SiteBuilder, *, is_preview: bool = False) -> str:
    return made(builder, is_preview=is_preview)[PAGE].decode()


def test_a_hostile_text_is_shown_as_it_is_written(tmp_path: Path) -> None:
    note = {"title": HOSTILE, "text": HOSTILE, "section": HOSTILE}
    builder = a_site(tmp_path, HOSTILE, title=HOSTILE, standfirst=HOSTILE)
    builder.piece("un", title=HOSTILE, newsletter=note)
    frame = tmp_path / "content/editions/cadre.md"
    frame.write_text(frame.read_text().replace("title: Ailleurs", "title: '<mj-text> & {{ x }}'"))

    for html in (mail(builder), page(builder)):
        assert "<mj-" not in html
        assert "<b>gras</b></h1>" not in html
        assert "&lt;b&gt;gras&lt;/b&gt; &amp; {{ 7 * 7 }} {% raw %} &lt;mj-text&gt;x&lt;/mj-text&gt;" in html
        assert html.rstrip().endswith("</body></html>")


@pytest.mark.parametrize("words", ["**Un**\n*deux*.", "[Un](https://un.example/)\n**deux**.", "**Un**\n`deux`."])
def test_two_words_on_two_lines_stay_two_words(tmp_path: Path, words: str) -> None:
    html = mail(a_site(tmp_path, words))

    assert re.search(r"Un</(?:strong|a)>\s+<(?:em|strong|code)[^>]*>deux", html)


def test_what_stands_in_a_component_goes_in_as_it_was_written() -> None:
    written = [
        "<!--  -->",
        "<b\n id='a'>1</b>\n<i>2</i>",
        " &nbsp;3 ",
        "<tr><td>4<br></td></tr>",
        "<i>5</i>",
        "<i>6</i>",
    ]
    raw, text, button, table, link, icon = written
    column = (
        f"<mj-raw>{raw}</mj-raw><mj-text>{text}</mj-text><mj-button href='a'>{button}</mj-button>"
        f"<mj-table>{table}</mj-table><mj-navbar><mj-navbar-link>{link}</mj-navbar-link></mj-navbar><mj-social>"
        f"<mj-social-element src='https://a.example/b' alt=''>{icon}</mj-social-element></mj-social><mj-text></mj-text>"
    )
    head = "<mj-head><mj-raw><link id=''></mj-raw></mj-head>"

    html, faults = set_mjml(
        f"<mjml>{head}<mj-body><mj-section><mj-column>{column}</mj-column></mj-section></mj-body></mjml>"
    )

    places = [html.index(part) for part in ("<link id=''>", raw, text, button, table, link, icon)]
    assert (places, faults) == (sorted(places), [])
    assert "vertical-align=" not in html


@pytest.mark.parametrize("text", ["a{}", "<i>a</i>{}<b>c</b>", "<p id='{}'>a</p>", "<!-- {} -->a"])
def test_a_sign_for_private_use_is_left_out(text: str) -> None:
    letter = (
        f"<mjml><mj-body><mj-section><mj-column><mj-text>{text}</mj-text></mj-column></mj-section></mj-body></mjml>"
    )

    assert set_mjml(letter.format("\x7f")) == set_mjml(letter.format(""))


def test_nothing_of_the_template_is_left(tmp_path: Path) -> None:
    for html in (mail(a_site(tmp_path)), page(a_site(tmp_path))):
        assert not re.search(r"\{\{|\{%|\{#|<mj|None", html)
        assert "fonts.googleapis" not in html


def test_the_dark_colours_of_the_brand_are_there(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    brand = brief(builder).look.brand
    html = mail(builder)

    assert '<meta name="color-scheme" content="light dark"' in html
    night = html[html.index("prefers-color-scheme: dark") :]
    for token in ("paper", "ink", "muted", "accent", "band", "line"):
        assert brand.colour(token, "dark") in night
    for pillar in brand.pillars:
        assert brand.pillar(pillar, "dark") in night
    for which in ("[data-ogsc] .ink div", "[data-ogsb] .paper"):
        assert which in html


def test_every_part_of_the_foreword_carries_its_own_style(tmp_path: Path) -> None:
    html = mail(a_site(tmp_path, "Un [lien](https://x.example).\n\n> b\n\n- c"))

    assert re.search(r'<a [^>]*href="https://banc.example/l/[^>]*style="color: #', html)
    assert re.search(r'<blockquote style="margin: ', html)
    assert re.search(r'<li style="margin: ', html)


def test_a_photo_has_its_words_its_size_and_a_whole_address(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    Image.new("RGB", (1800, 1800), "#336699").save(tmp_path / "content/ecouter/p.jpg")
    image = {"src": "p.jpg", "alt": 'Une "photo"', "credit": "Moi"}
    builder.piece("un", "## Là", newsletter={"weight": 2}, image=image)

    (tag,) = re.findall(r"<img [^>]*>", mail(builder))
    (on_page,) = re.findall(r"<img [^>]*>", page(builder))

    assert 'src="https://banc.example/mail/lettre_2026-03-06/un.jpg"' in tag
    assert 'alt="Une &#34;photo&#34;"' in tag
    assert 'width="600"' in tag
    assert " height=" not in tag, "with pictures off, a mailbox would show an empty box"
    assert 'width="600" height="400"' in on_page


def test_an_attribute_keeps_its_spaces_and_signs(tmp_path: Path) -> None:
    said = "Une vague\u00a0: l’écume\u202f! ❤️ C:\\\\x"
    builder = a_site(tmp_path, f'Un [lien](https://x.example "{said}").', title=said)
    Image.new("RGB", (600, 400), "#336699").save(tmp_path / "content/ecouter/p.jpg")
    builder.piece("un", newsletter={"weight": 2}, image={"src": "p.jpg", "alt": said})

    for html in (mail(builder), page(builder)):
        assert "\\u{" not in html
        assert f'alt="{said}"' in unescape(html)
    assert f'og:title" content="{said}"' in unescape(page(builder))
    assert 'title="Une vague\u00a0: l’écume' in unescape(mail(builder))


def test_a_button_has_no_attribute_of_its_own_and_a_text_keeps_its_words(tmp_path: Path) -> None:
    builder = a_site(tmp_path).file(
        "theme/newsletter/digest.mjml.j2",
        "<mjml><mj-body><mj-section><mj-column>\n<mj-button href='https://x.example'>Lire</mj-button>\n"
        '<mj-text>on écrit vertical-align="top" ici</mj-text>\n'
        "</mj-column></mj-section></mj-body></mjml>",
    )
    html = mail(builder)

    assert not re.search("<td [^>]* vertical-align=", html)
    assert 'on écrit vertical-align="top" ici' in html


def test_without_photo_nor_frame_the_letter_stands(tmp_path: Path) -> None:
    html = mail(without_frame(a_site(tmp_path)))

    assert "<img" not in html
    assert "<h1" not in html
    titles = re.findall(r'class="title"[^>]*>([^<&\u00a0]*)', html)
    assert titles == ["Le titre de un", "Le titre de deux"]


def test_the_page_says_what_it_is(tmp_path: Path) -> None:
    html = unescape(page(a_site(tmp_path)))

    assert '<html lang="fr"' in html
    assert "<title>Deux lectures · La lettre du banc</title>" in html
    assert '<link rel="canonical" href="https://banc.example/lettre/2026-03-06/"' in html
    assert '<meta property="og:title" content="Deux lectures"' in html
    assert '<a href="https://banc.example/"' in html
    assert 'role="main"' in html
    assert "noindex" not in html


def test_a_preview_says_so_everywhere(tmp_path: Path) -> None:
    files = made(a_site(tmp_path), is_preview=True)

    assert '<meta name="robots" content="noindex"' in files[PAGE].decode()
    for path in (PAGE, f"{OUTBOX}/index.html"):
        assert "Aperçu : cette lettre n’est pas définitive" in files[path].decode()
    assert "APERÇU" in files[f"{OUTBOX}/text.txt"].decode()
    assert '"preview": true' in files[f"{OUTBOX}/edition.json"].decode()
    assert b"Subject: =?utf-8?" in files[f"{OUTBOX}/message.eml"]


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        pytest.param("<mjml>\n{% if %}</mjml>", 2, "does not parse", id="syntax"),
        pytest.param("<mjml>\n\n{{ leter }}</mjml>", 3, "'leter' is undefined", id="undefined"),
        pytest.param("<mjml>{{ words.unheard }}</mjml>", 1, "no attribute 'unheard'", id="unknown-words"),
        pytest.param("<mjml>\n\n<mj-body>[[nom]]</mj-body></mjml>", 3, "[[nom]]", id="undeclared-field"),
        pytest.param("<mjml><mj-body><mj-section></mj-body></mjml>", 1, "“mj-section” is not closed", id="not-closed"),
        pytest.param("<mjml><mj-body>" + "<mj-wrapper>" * 6_000, 1, "nests more than", id="bottomless"),
    ],
)
def test_a_template_that_is_wrong_is_named(tmp_path: Path, template: str, line: int, said: str) -> None:
    builder = a_site(tmp_path).file("theme/newsletter/digest.mjml.j2", template)

    with pytest.raises(EditorialError) as caught:
        mail(builder)

    (problem,) = caught.value.problems
    assert problem.path == "theme/newsletter/digest.mjml.j2"
    assert (problem.span.line if problem.span else 1) == line
    assert said in problem.message.en


def test_a_site_may_say_it_in_its_own_words(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    builder.data("theme/newsletter/strings.yaml", {"format": 1, "elsewhere": {"fr": "Chez les voisins"}})

    assert "Chez les voisins" in mail(builder)
    assert "Se désabonner" in mail(builder)
