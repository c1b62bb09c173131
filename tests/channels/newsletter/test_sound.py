"""A glance tells a sound letter as the guard does that looks at it tag by tag."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.newsletter.guard import inspected
from channels.newsletter.markup import to_mjml
from channels.newsletter.sound import sound
from tests.channels.newsletter.letters import a_site, brief, letter, words

HEAD = (
    "<mj-head><mj-title>é</mj-title><mj-attributes><mj-class name='a' /><mj-text color='red' /></mj-attributes>"
    "<mj-raw><!-- \ufded --></mj-raw></mj-head>"
)
PARTS = (
    "<mj-section\ufdeea.j2:1:2\ufdef>|</mj-section>|<mj-column>|</mj-column>|<mj-text>|<mj-text mj-class='a'>|"
    '<mj-text mj-class="b">|</mj-text>|<mj-text css-class="« a »">|<mj-text css-class="a > b">|<mj-divider />|'
    '<mj-image src="https://x.example/é.png" alt="é" />|<mj-image alt="" />|<mj-text css-class="<i">|<mj-divider>|'
    "</mj-divider>|<mj-raw>|</mj-raw>|<style>|</style>|@import 'a';|<mj-txt>|<p>|</p>|<br>|</br>|<b\nid='b'>|</b>|<b|"
    "b>|<|>| > |é|&amp;| & |&eacute;|<!--|-->|<!-- <p\ufdeea.j2:1:2\ufdef> @import -->|<!-- b -->|<!-->|"
    "<![CDATA[a]]>|<!doctype html>| |\n|\"|'|\x7f|<p id='\x7f'>|<!-- \x7f -->"
).split("|")
WELL = ("<p>a</p>", "<b\nid='b'>é &amp; > b</b>", "<!-- b > -->", "<br>", " ", "<p title='«'>", "</p>", "a")


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_what_is_sound_at_a_glance_is_sound_tag_by_tag(inner: str) -> None:
    markup = f"<mjml>{HEAD}<mj-body>{inner}</mj-body></mjml>"

    assert sound(markup) in (None, *(clean for clean, faults in [inspected(markup)] if not faults))


@given(st.lists(st.sampled_from(WELL), max_size=10).map("".join))
def test_what_is_sound_tag_by_tag_is_so_at_a_glance_where_every_sign_is_a_tags(inner: str) -> None:
    text = f"<mj-section><mj-column><mj-text mj-class='a'>{inner}</mj-text></mj-column></mj-section>"
    markup = f"<mjml>{HEAD}<mj-body>{text}</mj-body></mjml>"
    clean, faults = inspected(markup)

    assert sound(markup) == (None if faults else clean)


@pytest.mark.parametrize("layout", ["digest", "single", "announcement"])
def test_the_shipped_layouts_are_sound_at_a_glance(layout: str, tmp_path: Path) -> None:
    builder = a_site(tmp_path, "Un *texte* & <b>un autre</b>.", newsletter={"layout": layout})
    markup = to_mjml(letter(builder), brief(builder).look, words(builder))

    assert (sound(markup), []) == inspected(markup)


def test_a_class_is_known_behind_its_declaration_alone() -> None:
    used, given_ = "<mj-text mj-class='late'>a</mj-text>", "<mj-attributes><mj-class name='late' /></mj-attributes>"
    body = f"<mj-body><mj-section><mj-column>{used}</mj-column></mj-section></mj-body>"

    assert sound(f"<mjml><mj-head>{given_}</mj-head>{body}</mjml>")
    assert sound(f"<mjml>{body}</mjml>") is None
    assert sound(f"<mjml>{body}<mj-head>{given_}</mj-head></mjml>") is None
