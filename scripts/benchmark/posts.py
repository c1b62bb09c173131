"""The real French posts of ../shared/corpora/fr-blog as the pieces of a corpus, repeated until there are enough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmark.drafts import Draft, frames
from environment import ROOT

FOLDER = ROOT.parent / "shared/corpora/fr-blog"
_WORD = re.compile(r"[^\W\d_]{4,}")
_FREQUENT, _APART = 500, 20
"""Words more frequent than these no team bans; of the others one in twenty."""
_PARTS = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(/public/[^)]*\)|<img\b[^>]*/public/[^>]*>")


@dataclass(frozen=True)
class Post:
    """What is taken from a real post."""

    name: str
    title: str
    body: str


def real_drafts(pieces: int, seed: int) -> Iterator[Draft]:
    """Give so many pieces, oldest first: real titles and texts under made-up slugs, dates, tags and standfirsts."""
    posts = [_read(path) for path in sorted(FOLDER.glob("contents/*/*.md"))]
    for draft in frames(pieces, seed):
        copy, number = divmod(draft.outline.number, len(posts))
        post = posts[number]
        title = f"{post.title} ({copy + 1})" if copy else post.title
        outline = replace(draft.outline, title=title, slug=f"{post.name}-{draft.outline.number}")
        yield replace(draft, outline=outline, body=post.body)


def terms(count: int) -> list[str]:
    """Give so many words of the posts, from frequent ones to rare ones."""
    texts = (path.read_text(encoding="utf-8").lower() for path in sorted(FOLDER.glob("contents/*/*.md")))
    ranked = [word for word, _ in Counter(word for text in texts for word in _WORD.findall(text)).most_common()]
    return ranked[_FREQUENT : _FREQUENT + count * _APART : _APART]


def _read(path: Path) -> Post:
    """Give a post without its pictures: they would be work for Ligne alone."""
    found = _PARTS.match(path.read_text(encoding="utf-8"))
    title = re.search(r"^title: *(.+)$", found[1], re.MULTILINE) if found else None
    if not found or not title:
        raise ValueError(f"{path.name} has no title")
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return Post(name, title[1].strip().strip("\"'").replace('\\"', '"'), _PICTURE.sub(r"\1", found[2]))
