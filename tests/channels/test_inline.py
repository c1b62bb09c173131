"""Running text: French spaces hold and bare addresses lead somewhere, in sentences only."""

from __future__ import annotations

import pytest

from channels.inline import finished
from editorial.typography import NAMED, Spaces, Typography, held


def linked(url: str) -> str:
    return f'<a href="{url}" rel="noopener">{url}</a>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>Oui ? Non ; « ici » : 5 %, 3 €</p>", "<p>Oui~? Non~; «~ici~»~: 5~%, 3~€</p>", id="signs"),
        pytest.param("<p>ceci\n: cela</p>", "<p>ceci~: cela</p>", id="wrapped-before-a-sign"),
        pytest.param("<p><em>Oui</em> ! <code>x</code> :</p>", "<p><em>Oui</em>~! <code>x</code>~:</p>", id="by-tags"),
        pytest.param('<a title="a : b" href="/x">c : d</a>', '<a title="a : b" href="/x">c~: d</a>', id="not-in-a-tag"),
        pytest.param("<p>a ? b : c</p><pre>a ? b : c</pre>", "<p>a~? b~: c</p><pre>a ? b : c</pre>", id="not-in-code"),
        pytest.param("<code>a ; b</code>", "<code>a ; b</code>", id="not-in-code-of-a-line"),
        pytest.param("<p>a ![</p>", "<p>a~![</p>", id="any-sign"),
    ],
)
def test_french_spaces_hold(html: str, expected: str) -> None:
    assert finished(html, "fr") == expected.replace("~", "\u00a0")
    assert finished(html, "fr-CA") == expected.replace("~", "\u00a0")
    assert finished(html, "en") == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>L'<em>été</em> !</p>", "<p>L’<em>été</em>~!</p>", id="across a tag"),
        pytest.param("<p>&quot;Oui&quot;, &quot;non&quot;</p>", "<p>«~Oui~», «~non~»</p>", id="escaped quotes"),
        pytest.param('<p>"<b>Oui</b>"</p>\n<p>"non"</p>', "<p>«~<b>Oui</b>~»</p>\n<p>«~non~»</p>", id="plain quotes"),
        pytest.param("<td>&quot;a&quot;</td><td>&quot;b&quot;</td>", "<td>«~a~»</td><td>«~b~»</td>", id="in cells"),
        pytest.param('<p>"a</p>\n<p>b"</p>', '<p>"a</p>\n<p>b"</p>', id="quotes of two paragraphs are no pair"),
        pytest.param('<a title="l\'a ?" href="/x">l\'a</a>', '<a title="l\'a ?" href="/x">l’a</a>', id="not in a tag"),
        pytest.param("<code>l'a ?</code> <pre>l'a ?</pre>", "<code>l'a ?</code> <pre>l'a ?</pre>", id="not in code"),
        pytest.param("<p>a &amp; b; c&lt;d</p>", "<p>a &amp; b~; c&lt;d</p>", id="entities"),
        pytest.param("<p>https://x.fr/l'a!</p>", "<p>" + linked("https://x.fr/l'a") + "~!</p>", id="an address"),
    ],
)
def test_a_text_is_set_in_full_where_the_charter_asks(html: str, expected: str) -> None:
    once = finished(html, "fr", Typography())
    assert (once, finished(once, "fr", Typography())) == (expected.replace("~", "\u00a0"), once)


def test_a_narrow_space_is_set_where_printers_have_one() -> None:
    narrow = Typography(Spaces.NARROW)
    assert finished("<p>Oui\u00a0! Non : <b>1 000</b></p>", "fr", narrow) == (
        "<p>Oui\u202f! Non\u00a0: <b>1\u202f000</b></p>"
    )


def test_plain_spaces_are_plain() -> None:
    assert finished("<p>Oui\u202f! Non\u00a0: là</p>", "fr", NAMED["plain"]) == "<p>Oui ! Non : là</p>"


def test_a_title_holds_its_spaces_too() -> None:
    assert held("ES6 : « les » symboles !") == "ES6\u00a0: «\u00a0les\u00a0» symboles\u00a0!"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>https://x.fr/a</p>", f"<p>{linked('https://x.fr/a')}</p>", id="alone"),
        pytest.param("Zoé (https://x.fr), Léa", f"Zoé ({linked('https://x.fr')}), Léa", id="in-brackets"),
        pytest.param("http://x.fr/a_(b).", f"{linked('http://x.fr/a_(b)')}.", id="with-brackets-of-its-own"),
        pytest.param("https://x.fr/?a=1&amp;b=2 !", f"{linked('https://x.fr/?a=1&amp;b=2')} !", id="with-a-query"),
        pytest.param("&lt;https://x.fr&gt;", f"&lt;{linked('https://x.fr')}&gt;", id="between-escaped-signs"),
        pytest.param("«https://x.fr»…", f"«{linked('https://x.fr')}»…", id="in-quotes"),
        pytest.param("https://x.fr). Puis", f"{linked('https://x.fr')}). Puis", id="two-signs-after"),
        pytest.param("https:// ou file:///x", "https:// ou file:///x", id="no-address"),
        pytest.param(
            "<a href='/x'>voir <b>https://x.fr</b></a>", "<a href='/x'>voir <b>https://x.fr</b></a>", id="linked"
        ),
        pytest.param("<code>https://x.fr</code>", "<code>https://x.fr</code>", id="in-code"),
        pytest.param("<pre>a\nhttps://x.fr</pre>", "<pre>a\nhttps://x.fr</pre>", id="in-a-block-of-code"),
        pytest.param('<img src="https://x.fr/i.png">', '<img src="https://x.fr/i.png">', id="in-a-tag"),
    ],
)
def test_a_bare_address_is_a_link(html: str, expected: str) -> None:
    assert finished(html, "en") == expected
