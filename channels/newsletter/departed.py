"""Where the links of a letter lead once what they led to was taken down: a short page that says so, and not of what."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from channels.channel import ENGINE, Artifact, Brief
from channels.newsletter.kit import CHANNEL, STUB
from channels.newsletter.links import Stub, way_of
from channels.newsletter.markup import FOLDER
from channels.newsletter.words import Words, read_words, words_in
from editorial.edition import TakenDown
from editorial.piece import digest_of


def departed(brief: Brief, made: Collection[str]) -> Iterator[Artifact]:
    """Give a page for each link to what was taken down; `made` are the paths of the output that stand already."""
    if not brief.plan.taken_down or brief.is_preview:
        return
    texts, look = read_words(brief.look), brief.look.digest(FOLDER)
    out = {edition.id for edition in brief.plan.editions if edition.channel == CHANNEL}
    for one in brief.plan.taken_down:
        words, lang = words_in(texts, one.edition.lang), one.edition.lang
        for stub in _stubs(brief, one, has_page=one.edition.id in out):
            path = brief.addresses.file(stub.path)
            if path not in made:
                key = digest_of(ENGINE, repr(stub), lang, look)
                yield Artifact(
                    path, "text/html", CHANNEL, key, partial(_page, brief, stub, lang, words), one.edition.id
                )


def _stubs(brief: Brief, one: TakenDown, *, has_page: bool) -> Iterator[Stub]:
    addresses, edition = brief.addresses, one.edition
    page = addresses.edition(edition)
    target = addresses.absolute(page if has_page else addresses.index(edition.lang))
    paths = [way_of(addresses, edition.id, f"piece {piece}") for piece in one.pieces]
    for path in [*paths, *([page] if edition.is_alone and not has_page else [])]:
        yield Stub(path, addresses.absolute(path), target, "", is_gone=True, is_alone=not has_page)


def _page(brief: Brief, stub: Stub, lang: str, words: Words) -> bytes:
    return brief.look.render(FOLDER, STUB, stub=stub, lang=lang, words=words).encode()
