"""How each contender wants the same text written: the folder it stands in, its front matter, its links to others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmark.drafts import AUTHORS, PILLARS, TO_PIECE, Draft

_LINK = re.compile(re.escape(TO_PIECE) + r"([^/)]+)/([^/)]+)\.md\)")


@dataclass(frozen=True)
class Dialect:
    """One contender's way of writing; `link` is what a link to `pillar/slug.md` becomes, as a template of `re`."""

    piece_folder: str
    page_folder: str
    link: str
    head: Callable[[Draft], str]
    page_head: Callable[[str, str], str]
    """Takes a slug and a title."""

    def piece(self, draft: Draft) -> str:
        """Give the whole file of a piece."""
        return self.head(draft) + _LINK.sub(self.link, draft.body)


def yaml(front: Mapping[str, object]) -> str:
    """Give a front matter; a JSON value is a YAML value."""
    return "".join(["---\n", *(f"{key}: {in_json(value)}\n" for key, value in front.items()), "---\n"])


def in_json(value: object) -> str:
    """Give a value on one line."""
    return json.dumps(value, ensure_ascii=False)


def _ligne(draft: Draft) -> str:
    o = draft.outline
    return yaml({
        "title": o.title, "slug": o.slug, "pillar": o.pillar, "author": draft.author, "status": "approved",
        **({} if draft.has_slot else {"date": o.instant.isoformat()}),
        "tags": draft.tags, "standfirst": draft.standfirst, **({"image": draft.image} if draft.image else {}),
    })  # fmt: skip


def _ligne_page(slug: str, title: str) -> str:
    return yaml({"kind": "page", "title": title, "slug": slug, "status": "approved"})


def _pelican(draft: Draft) -> str:
    o = draft.outline
    return _meta({
        "title": o.title, "slug": o.slug, "category": PILLARS[o.pillar][0], "authors": AUTHORS[draft.author],
        "date": o.instant.isoformat(), "tags": ", ".join(draft.tags), "summary": draft.standfirst,
    })  # fmt: skip


def _meta(front: Mapping[str, str]) -> str:
    return "".join(f"{key.capitalize()}: {value}\n" for key, value in front.items()) + "\n"


def _hugo(draft: Draft) -> str:
    o = draft.outline
    return yaml({
        "title": o.title, "slug": o.slug, "pillars": [PILLARS[o.pillar][0]], "authors": [AUTHORS[draft.author]],
        "date": o.instant.isoformat(), "tags": draft.tags, "summary": draft.standfirst,
    })  # fmt: skip


def _eleventy(draft: Draft) -> str:
    o = draft.outline
    return yaml({
        "title": o.title, "slug": o.slug, "pillar": PILLARS[o.pillar][0], "author": AUTHORS[draft.author],
        "date": o.instant.isoformat(), "tags": draft.tags, "standfirst": draft.standfirst,
    })  # fmt: skip


def _plain_page(slug: str, title: str) -> str:
    return yaml({"title": title, "slug": slug})


DIALECTS = {
    "ligne": Dialect("content", "content/pages", r"](../\1/\2.md)", _ligne, _ligne_page),
    "pelican": Dialect(
        "content", "content/pages", r"]({filename}/\1/\2.md)", _pelican,
        lambda slug, title: _meta({"title": title, "slug": slug}),
    ),
    "hugo": Dialect("content/archives", "content", r"](/\2/)", _hugo, _plain_page),
    "eleventy": Dialect("content/pieces", "content/pages", r"](/\2/)", _eleventy, _plain_page),
    "proselint": Dialect("content", "content/pages", r"](../\1/\2.md)", _ligne, _ligne_page),
}  # fmt: skip
"""Ligne and Pelican find a linked piece by its file; Hugo and Eleventy are given its address: less to do."""
