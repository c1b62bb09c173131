"""The parts that many pages share (menus, pieces in lists), rendered once for all pages that show them alike.

A part is rendered with a mark where the way to the site's root stands, which each page replaces by its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import jinja2
from markupsafe import Markup, escape

from channels.blog.values import Teaser
from channels.templates import fill

_KEPT = 8192
"""How many parts are kept: a row is some 600 bytes."""

_ROOT = "\x02"
"""No text of ours can hold it: control characters are refused when a piece is read."""

Key = tuple[tuple[str, object], ...]


class Parts:
    """Renders `parts/*.html`; what a part shows is told by its arguments alone, so that it is made once."""

    def __init__(self, environment: jinja2.Environment):
        self._environment = environment
        self._teasers: dict[str, Teaser] = {}
        self._made = lru_cache(maxsize=_KEPT)(self._make)
        self._of_every_page = lru_cache(maxsize=_KEPT)(self._part)

    @property
    def names(self) -> Mapping[str, Callable[..., Markup]]:
        """The parts by the names that templates call them."""
        return {"part": self.part, "large": self.large, "row": self.row, "dated": self.dated}

    def part(self, name: str, lang: str, root: str, here: str = "") -> Markup:
        """Give a part of every page: `masthead`, `colophon` or `links`; `here` is what is marked as current."""
        return self._of_every_page(name, lang, root, here)

    def large(
        self,
        teaser: Teaser,
        root: str,
        level: int,
        sizes: str,
        *,
        is_eager: bool = False,
        note: str = "",
        has_kicker: bool = True,
    ) -> Markup:
        """Give a piece with its photo above it, its title a heading of `level`."""
        shown = (("sizes", sizes), ("is_eager", is_eager), ("note", note), ("has_kicker", has_kicker))
        return self._of("large", teaser, root, level, shown)

    def row(self, teaser: Teaser, root: str, level: int, *, has_kicker: bool = True) -> Markup:
        """Give a piece in a list."""
        return self._of("row", teaser, root, level, (("has_kicker", has_kicker),))

    def dated(self, teaser: Teaser, root: str, level: int, *, has_kicker: bool = True) -> Markup:
        """Give a piece in a list, with its day beside it."""
        return self._of("dated", teaser, root, level, (("has_kicker", has_kicker),))

    def _of(self, name: str, teaser: Teaser, root: str, level: int, shown: Key) -> Markup:
        self._teasers[teaser.id] = teaser
        return _placed(self._made(name, (("level", level), *shown), teaser.id), root)

    def _part(self, name: str, lang: str, root: str, here: str) -> Markup:
        return _placed(self._made(name, (("lang", lang), ("here", here)), ""), root)

    def _make(self, name: str, shown: Key, piece: str) -> str:
        values: dict[str, Any] = {"root": _ROOT, **dict(shown)}
        if piece:
            values["teaser"] = self._teasers[piece]
        return fill(self._environment, f"parts/{name}.html", values)


def _placed(part: str, root: str) -> Markup:
    return Markup(part.replace(_ROOT, escape(root)))  # noqa: S704 (a template escapes its values)
