"""Running text: French spaces hold and bare addresses lead somewhere, in sentences only."""

from __future__ import annotations

import pytest

from channels.inline import finished, held


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


def test_a_title_holds_its_spaces_too() -> None:
    assert held("ES6 : « les » symboles !") == "ES6\u00a0: «\u00a0les\u00a0» symboles\u00a0!"


def linked(url: str) -> str:
    return f'<a href="{url}" rel="noopener">{url}</a>'


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
