"""Names each footnote and the place that refers to it, so that a style sheet alone can set the note in the margin.

The notes stay at the foot in the source: that is where small screens, feeds and screen readers have them.
"""

from __future__ import annotations

import re

_NOTE = re.compile(r'<div class="footnote-definition" id="fn-([^"]*)">')
_REFERENCE = re.compile(r'(<a href="#fn-[^"]*" id="fnref-([^"]*)")')


def anchored(html: str) -> str:
    """Give an article's HTML with CSS anchor names on its notes, each told which note stands above it."""
    if 'class="footnote-definition"' not in html:
        return html
    ranks: dict[str, int] = {}
    for found in _NOTE.finditer(html):
        ranks.setdefault(found[1], len(ranks) + 1)

    def note(match: re.Match[str]) -> str:
        rank = ranks[match[1]]
        anchors = f"anchor-name:--note-{rank};--reference:--reference-{rank};--above:--note-{rank - 1}"
        return f'{match[0][:-1]} role="doc-footnote" style="{anchors}">'

    def reference(match: re.Match[str]) -> str:
        rank = ranks.get(match[2])
        return f'{match[1]} style="anchor-name:--reference-{rank}"' if rank else match[1]

    return _REFERENCE.sub(reference, _NOTE.sub(note, html))
