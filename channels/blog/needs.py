"""What a page's template asks for, read from the template itself and from those it extends, includes or calls.

A template of anybody's may show whatever it likes: one that asks for more than is known here needs the whole site.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

import jinja2
from jinja2 import meta, nodes

from channels.compiled import kept
from channels.shipped import shipped_theme
from channels.templates import Look
from editorial.memory import Memory
from editorial.piece import digest_of

Kind = TypeVar("Kind", bound=nodes.Node)
FOLDER = "templates"
WHOLE = "site"
"""The need of a template whose needs cannot be known: everything that any page can show."""

_PART_CALLS = {"row": "row", "large": "large", "dated": "dated"}
_PARTS = frozenset({*_PART_CALLS, "part"})
_OF_THE_SITE = frozenset(
    {
        "articles", "dates", "all_articles", "pages", "categories", "tags", "authors", "period_archives", "drafts",
        "hidden_articles", "hidden_pages", "draft_pages", "related_posts", "site", "self", "caller",
    }
)  # fmt: skip
"""Names by which a template reaches pieces that are not the page's own."""
_OF_THE_PAGE = frozenset(
    {
        "about", "addresses", "detail", "teaser", "teasers", "standfirst", "minutes", "updated", "instant", "tags",
        "tag", "author", "author_of", "pillar", "list_of", "versions", "pillars", "pages", "publisher", "has_letters",
        "letter_languages",
        "languages", "fronts", "also_on",
    }
)  # fmt: skip
"""What `view` gives of the page's own pieces, or of what stands around every page."""
_FRAGMENTS = {"front": "front", "brand": "brand"}
_FRAGMENTS_OF_VIEW = {"letters": "letters", "charter": "charter", "newest": "newest"}
_OF_A_NEIGHBOUR = frozenset({"url", "number", "has_previous", "has_next"})
_OF_THE_PAGINATOR = frozenset({"num_pages", "count", "per_page"})


class Need(NamedTuple):
    """What one template asks for: `digest` is that of every file it is made of, `fragments` what it shows of the site.

    `is_ours` says that each of these files is the shipped one, or the same to the byte.
    """

    digest: str
    fragments: frozenset[str]
    is_ours: bool


class Needs:
    """The needs of every template of a look; one is read when it is first asked about, and remembered in `memory`."""

    def __init__(self, look: Look, memory: Memory | None = None):
        self._look, self._memory = look, memory
        self._environment = look.environment(FOLDER)
        self._files: dict[str, _File] = {}
        self._needs: dict[str, Need] = dict(memory.entries) if memory else {}

    def of(self, template: str) -> Need:
        """Give the need of a template; one that is missing or does not parse needs everything, and fails later."""
        if template not in self._needs:
            found: dict[str, _File] = {}
            self._gather(template, found)
            fragments = frozenset(need for file in found.values() for need in file.fragments)
            digest = digest_of(*(part for name, file in sorted(found.items()) for part in (name, file.raw)))
            is_ours = all(file.is_ours for file in found.values())
            self._needs[template] = Need(digest, fragments, is_ours)
        return self._needs[template]

    def keep(self) -> None:
        """Remember every need found."""
        if self._memory and len(self._memory.entries) < len(self._needs):
            self._memory.keep(self._needs)

    def _gather(self, template: str, found: dict[str, _File]) -> None:
        if template in found:
            return
        if template not in self._files:
            self._files[template] = _File(template, self._look.find(f"{FOLDER}/{template}"), self._environment)
        found[template] = self._files[template]
        for name in self._files[template].others:
            self._gather(name, found)


class _File:
    """One template file, taken apart; what came of it is kept where it is a shipped one."""

    def __init__(self, name: str, path: Path | None, environment: jinja2.Environment):
        self._path, self.raw = path, path.read_bytes() if path else b""
        # By its bytes: a copy in the site's theme says the same, and a need is remembered by what templates say.
        self.is_ours = path is not None and (path.is_relative_to(shipped_theme()) or self.raw == _shipped(name))
        self._environment, self._is_missing = environment, path is None

    @property
    def others(self) -> frozenset[str]:
        """The names of the templates it extends, includes, imports, or calls as parts."""
        return self._found[0]

    @property
    def fragments(self) -> frozenset[str]:
        """What it asks of the site beyond the page's own pieces."""
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[frozenset[str], frozenset[str]]:
        if self._environment.extensions:
            return self._taken_apart()
        found: tuple[frozenset[str], frozenset[str]] = kept("needs", self._path, self.raw, self._taken_apart)
        return found

    def _taken_apart(self) -> tuple[frozenset[str], frozenset[str]]:
        if self._tree is None:
            return frozenset(), frozenset({WHOLE})
        named = {name for name in self._named if name}
        others = frozenset({*named, *(f"parts/{name}.html" for name in self._parts() if name)})
        return others, frozenset(self._asked())

    @cached_property
    def _tree(self) -> nodes.Template | None:
        if self._is_missing:
            return None
        try:
            return self._environment.parse(self.raw.decode())
        except (jinja2.TemplateError, UnicodeDecodeError):
            return None

    @cached_property
    def _nodes(self) -> tuple[nodes.Node, ...]:
        """All that its tree is made of: each search of Jinja's own would go through the whole of it again."""
        return tuple(self._tree.find_all(nodes.Node)) if self._tree else ()

    def _each(self, *kinds: type[Kind]) -> list[Kind]:
        return [node for node in self._nodes if isinstance(node, kinds)]

    @cached_property
    def _named(self) -> tuple[str | None, ...]:
        """The templates it names; None for a name that only a run can tell."""
        naming = self._each(nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        return tuple(meta.find_referenced_templates(nodes.Template(naming)))

    def _parts(self) -> Iterator[str | None]:
        """Give the parts it calls; None for one whose name only a run can tell."""
        for call in self._each(nodes.Call):
            name = call.node.name if isinstance(call.node, nodes.Name) else ""
            if name in _PART_CALLS:
                yield _PART_CALLS[name]
            elif name == "part":
                first = call.args[0] if call.args else None
                yield first.value if isinstance(first, nodes.Const) else None

    def _asked(self) -> Iterator[str]:
        if None in self._named or None in self._parts():
            yield WHOLE
        called = {call.node for call in self._each(nodes.Call)}
        reached = set()
        for read in self._each(nodes.Getattr):
            if isinstance(read.node, nodes.Name):
                reached.add(read.node)
                yield from _of_attribute(read.node.name, read.attr)
            if read.attr == "paginator":
                yield WHOLE
        # A name that is handed on may be asked for anything; a part under another name cannot be followed.
        for name in self._each(nodes.Name):
            if name in reached or name.ctx != "load":
                continue
            if name.name in _FRAGMENTS:
                yield _FRAGMENTS[name.name]
            elif name.name in _OF_THE_SITE:
                if name.name in self._given:
                    yield WHOLE
            elif name.name in _PARTS:
                if name not in called:
                    yield WHOLE
            elif name.name == "view" or name.name.endswith(("_paginator", "_page")):
                yield WHOLE

    @cached_property
    def _given(self) -> frozenset[str]:
        """The names of the site that are not the template's own where it reads them."""
        if self._tree is None:
            return frozenset()
        try:
            return frozenset({*meta.find_undeclared_variables(self._tree), "self", "caller"})
        except jinja2.TemplateError:
            # A filter that only a run knows.
            return _OF_THE_SITE


def _shipped(template: str) -> bytes | None:
    path = shipped_theme() / FOLDER / template
    return path.read_bytes() if path.is_file() else None


def _of_attribute(name: str, attribute: str) -> Iterator[str]:
    """Give what reading one attribute of a name asks of the site."""
    if attribute == "paginator":
        yield WHOLE
    elif name == "view":
        if attribute in _FRAGMENTS_OF_VIEW:
            yield _FRAGMENTS_OF_VIEW[attribute]
        elif attribute not in _OF_THE_PAGE:
            yield WHOLE
    elif name in ("articles_paginator", "dates_paginator"):
        if attribute not in _OF_THE_PAGINATOR:
            yield WHOLE
    elif name.endswith(("_previous_page", "_next_page")):
        if attribute not in _OF_A_NEIGHBOUR:
            yield WHOLE
    elif name in _FRAGMENTS:
        yield _FRAGMENTS[name]
    elif name in _OF_THE_SITE:
        yield WHOLE
