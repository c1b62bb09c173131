"""The scope of a rule: which blocks it is run over, in Vale's selectors (`heading.h2`, `~blockquote`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from editorial.house.block import Block

SECTIONS: Final = frozenset(
    "text heading h1 h2 h3 h4 h5 h6 paragraph sentence list table header cell caption link alt attr code pre raw "
    "blockquote strong emphasis strikethrough superscript subscript summary footnote figure front-matter frontmatter "
    "title standfirst image newsletter social links thread note section description".split()
)
FORMATS: Final = frozenset("md mdx html htm rst adoc asciidoc org txt xml dita tex typst".split())
"""Other formats: what is meant for them never runs here."""
ELSEWHERE: Final = frozenset("comment line block docstring class meta".split())
"""Sections of programs, which no text of a site has."""
_WIDE: Final = frozenset(("raw", "summary"))
_LABELS: Final = frozenset(("alt", "title"))
"""What holds no sentences unless a rule asks for its own: no prose of the body."""


@dataclass(frozen=True, slots=True)
class _Term:
    """One selector: sections that a block must have, or must not."""

    sections: frozenset[str]
    is_negated: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """Some conjunctions of selectors, of which a block must meet one."""

    choices: tuple[tuple[_Term, ...], ...]

    def takes(self, block: Block) -> bool:
        """Say whether a block is a rule's business."""
        return any(_meets(choice, block) for choice in self.choices)

    def names(self, section: str) -> bool:
        """Say whether the scope asks for a section."""
        return any(section in term.sections and not term.is_negated for choice in self.choices for term in choice)

    @property
    def sections(self) -> frozenset[str]:
        """Every section the scope speaks of."""
        return frozenset(section for choice in self.choices for term in choice for section in term.sections)


def scope_of(written: Iterable[str]) -> Scope:
    """Give the scope that some selectors make."""
    return Scope(tuple(tuple(_term(part) for part in choice.split("&")) for choice in written))


def _term(written: str) -> _Term:
    name = written.strip()
    return _Term(frozenset(part.strip() for part in name.lstrip("~ ").split(".")), name.startswith("~"))


def _meets(choice: tuple[_Term, ...], block: Block) -> bool:
    is_asked = not block.asked
    if block.asked == "sentence" and not _LABELS.isdisjoint(block.scope):
        is_named = any(not (term.is_negated or block.scope.isdisjoint(term.sections & _LABELS)) for term in choice)
        if not is_named:
            return False
    for term in choice:
        if term.sections <= block.scope:
            if term.is_negated:
                return False
            is_asked = is_asked or block.asked in term.sections
        elif not term.is_negated or block.asked in _WIDE:
            return False
    return is_asked
