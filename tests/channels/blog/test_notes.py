"""Notes and their references are named for the style sheet, and stay where they were."""

from __future__ import annotations

from channels.blog.notes import anchored

REFERENCE = '<sup class="footnote-reference"><a href="#fn-{0}" id="fnref-{0}" role="doc-noteref">{1}</a></sup>'
NOTE = '<div class="footnote-definition" id="fn-{0}"><p>Note.</p></div>'


def test_a_text_without_notes_is_left_alone() -> None:
    assert anchored("<p>Texte.</p>") == "<p>Texte.</p>"


def test_each_note_knows_its_reference_and_the_note_above() -> None:
    html = f"<p>{REFERENCE.format('a', 1)}{REFERENCE.format('b', 2)}</p>{NOTE.format('a')}{NOTE.format('b')}"
    found = anchored(html)
    assert 'id="fnref-a" style="anchor-name:--reference-1" role' in found
    assert (
        '<div class="footnote-definition" id="fn-b" role="doc-footnote" '
        'style="anchor-name:--note-2;--reference:--reference-2;--above:--note-1">'
    ) in found


def test_a_reference_to_a_note_that_is_not_there_has_no_name() -> None:
    html = f"<p>{REFERENCE.format('perdue', 1)}</p>{NOTE.format('a')}"
    assert 'id="fnref-perdue" role' in anchored(html)
