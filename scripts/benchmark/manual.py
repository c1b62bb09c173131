"""English prose of our own as the pieces of a corpus: the paragraphs of the manual, cut to texts of one length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from benchmark.drafts import Draft, frames
from environment import ROOT

WORDS = 250
"""Of each text, or some more, as paragraphs end: 55 of them have 15,000."""
TOLD = "A sentence that every reader of faults finds very unique."
"""Ends each text, so that it shows whether a linter read it."""
_NO_PROSE = re.compile(r"^```.*?^```$|<!--.*?-->|^[|#!][^\n]*$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BETWEEN = re.compile(r"\n\s*\n|\n(?=[-*] |\d+\. )")
_SENTENCE = re.compile(r"[\w' ]+")


def manual_drafts(pieces: int, seed: int) -> Iterator[Draft]:
    """Give so many pieces, oldest first, the manual from its beginning again where it is not long enough."""
    texts = _texts()
    for draft in frames(pieces, seed):
        number = draft.outline.number
        body = texts[number % len(texts)]
        said = _SENTENCE.search(body)
        title = f"{' '.join(said[0].split()[:6]) if said else 'Text'} {number}"
        outline = replace(draft.outline, title=title, slug=f"text-{number}")
        yield replace(draft, outline=outline, tags=(), standfirst="What the manual says.", body=f"{body}\n\n{TOLD}\n")


def _texts() -> list[str]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/adr").glob("*.md"))]
    found, taken = list[str](), list[str]()
    for page in pages:
        prose = _LINK.sub(r"\1", _NO_PROSE.sub("", page.read_text(encoding="utf-8")))
        for paragraph in filter(None, map(str.strip, _BETWEEN.split(prose))):
            taken.append(paragraph)
            if sum(len(text.split()) for text in taken) >= WORDS - len(TOLD.split()):
                found.append("\n\n".join(taken))
                taken.clear()
    return found
