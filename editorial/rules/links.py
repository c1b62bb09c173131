"""Rule kind `links`: a link inside the site leads to a text and a heading that exist.

What it does: follows the links to other Markdown files, to their headings (`brief.md#modele`), to headings of the
same text and to paths of the site; proposes the nearest one where there is none.
Why: a renamed file or heading breaks the links to it without a word. A missing file is an error; a missing heading is a
warning, since the link still leads to the right page.
Options: none.
Example: `[la méthode](../ecouter/veile.md)` → « il n’y a pas de texte content/ecouter/veile.md : vouliez-vous écrire
« ../ecouter/veille.md » ? ».
Passes: `[la méthode](../ecouter/veille.md)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from posixpath import basename, dirname, join, normpath, relpath, splitext
from typing import Final
from urllib.parse import unquote

from editorial.finding import Edit, Finding, Level, Phrase
from editorial.gist import leads_of
from editorial.link import Link, scheme_of
from editorial.piece import Kind, Piece, Status
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body, nearest, nearest_name

SCOPE: Final = Scope.SITE
IS_BINDING: Final = False

_NO_PIECE = Phrase("il n’y a pas de texte {found}", "no text at {found}")
_NEAR_PIECE = Phrase("vouliez-vous écrire « {near} » ?", "did you mean “{near}”?")
_NO_NEAR_PIECE = Phrase(
    "écrivez le chemin du fichier depuis celui-ci, par exemple ../pilier/texte.md",
    "write the file’s path from this one, for example ../pillar/text.md",
)
_NO_ANCHOR = Phrase(
    "« {found} » n’est l’ancre d’aucun intertitre de {path}", "“{found}” is the anchor of no heading of {path}"
)
_WAITS = Phrase(
    "{path} n’est pas encore approuvé : le lien n’apparaîtra qu’avec lui",
    "{path} is not approved yet: the link will only appear with it",
)
_GONE = Phrase("{path} est retiré du site : le lien n’apparaîtra pas", "{path} is taken down: the link will not appear")
_GONE_FIX = Phrase("retirez le lien, ou choisissez un autre texte", "remove the link, or choose another text")
_NO_PAGE = Phrase(
    "{path} n’a pas de page à lui : c’est le cadre d’une édition",
    "{path} has no page of its own: it is the frame of an edition",
)
_NO_ADDRESS = Phrase("aucun texte du site n’a l’adresse {found}", "no text of the site has the address {found}")
_ADDRESS_FIX = Phrase(
    "écrivez le lien vers son fichier : il suivra le texte", "link to its file: the link will follow it"
)
_RELATIVE = Phrase("« {found} » ne mène à aucun texte du site", "“{found}” leads to no text of the site")


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give the findings about the links of a piece's body to the site itself."""
    sound = context.once("links.sound", lambda: {other.path for other in context.pieces if _is_sound(other)})
    for path, anchor in leads_of(piece):
        if anchor or path not in sound:
            break
    else:
        return  # Nothing can be said of any: nearly all pieces are spared a closer look.
    for link in context.gist(piece).links:
        if not link.url or link.url.startswith("//") or scheme_of(link.url):
            continue
        path, _, anchor = link.url.partition("#")
        path = unquote(path.partition("?")[0])
        if not path:
            yield from _anchor(piece, link, piece, unquote(anchor), context)
        elif path.startswith("/"):
            yield from _address(piece, link, path, context)
        elif path.endswith(".md"):
            yield from _piece(piece, link, normpath(join(dirname(piece.path), path)), unquote(anchor), context)
        else:
            message = _RELATIVE.fill(found=link.url)
            near = _near(piece, path + ".md", context)
            yield _finding(
                piece, link, "links.relative", Level.WARNING, message, _advice(near), near and _with(near, anchor)
            )


def _is_sound(target: Piece) -> bool:
    """Say whether nothing can be said of a link to a piece."""
    return target.status is Status.APPROVED and target.kind is not Kind.EDITION and target.expires is None


def _piece(piece: Piece, link: Link, path: str, anchor: str, context: Context) -> Iterator[Finding]:
    target = context.by_path.get(path)
    if target is None:
        if path not in context.unreadable:
            message = _NO_PIECE.fill(found=path)
            near = _near(piece, path, context)
            edited = near and _with(near, anchor)
            yield _finding(piece, link, "links.missing-piece", Level.ERROR, message, _advice(near), edited)
        return
    if target.kind is Kind.EDITION:
        yield _finding(piece, link, "links.no-page", Level.WARNING, _NO_PAGE.fill(path=path), _GONE_FIX)
    elif target.status is Status.UNPUBLISHED or (target.expires is not None and target.expires <= context.at):
        yield _finding(piece, link, "links.gone", Level.WARNING, _GONE.fill(path=path), _GONE_FIX)
    elif target.status is not Status.APPROVED and piece.status is Status.APPROVED:
        yield _finding(piece, link, "links.not-approved", Level.WARNING, _WAITS.fill(path=path))
    yield from _anchor(piece, link, target, anchor, context)


def _anchor(piece: Piece, link: Link, target: Piece, anchor: str, context: Context) -> Iterator[Finding]:
    if not anchor:
        return
    gist = context.gist(target)
    anchors = {heading.anchor for heading in gist.headings}
    # A place marked in raw HTML (`<a id="modele">`) or a footnote is a place too.
    if anchor in anchors or anchor in {note.label for note in gist.footnotes} or f'"{anchor}"' in target.body:
        return
    message = _NO_ANCHOR.fill(found=anchor, path=target.path)
    near = nearest_name(anchor, anchors)
    edited = _with(link.url.partition("#")[0], near) if near else ""
    yield _finding(piece, link, "links.missing-anchor", Level.WARNING, message, nearest(anchor, anchors), edited)


def _address(piece: Piece, link: Link, path: str, context: Context) -> Iterator[Finding]:
    """Judge a path of the site where it can only be a text's: one level, no extension (`/ecrire-le-brief/`)."""
    slug = path.strip("/")
    if not slug or "/" in slug or splitext(slug)[1]:
        return
    address = f"/{slug}/"
    if address in context.taken or address in context.by_address:
        return
    message = _NO_ADDRESS.fill(found=path)
    yield _finding(piece, link, "links.missing-address", Level.WARNING, message, _ADDRESS_FIX)


def _near(piece: Piece, path: str, context: Context) -> str:
    """Give the text whose file's name comes nearest, as a path from the piece's own file, or nothing."""
    by_name = context.once("links", lambda: {basename(other): other for other in sorted(context.by_path)})
    # Comparing with every name takes about a millisecond a thousand, and one renamed file breaks many links.
    near = context.once(("links", basename(path)), lambda: get_close_matches(basename(path), by_name, 1))
    return relpath(by_name[near[0]], dirname(piece.path)) if near else ""


def _advice(near: str) -> Phrase:
    return _NEAR_PIECE.fill(near=near) if near else _NO_NEAR_PIECE


def _with(path: str, anchor: str) -> str:
    """Give the address of a heading of a file."""
    return f"{path}#{anchor}" if anchor else path


def _finding(
    piece: Piece, link: Link, rule: str, level: Level, message: Phrase, fix: Phrase | None = None, instead: str = ""
) -> Finding:
    has_place = link.url_end > link.url_start
    start, end = (link.url_start, link.url_end) if has_place else (link.start, link.end)
    span = in_body(piece, start, end)
    edits = (Edit(span, instead, is_safe=False),) if instead and has_place and not _UNFIT.search(instead) else ()
    return Finding(rule, level, piece.path, span, message, fix=fix, edits=edits)


_UNFIT = re.compile(r"[\s<>()\\]")
"""What cannot stand in an address as it is."""
