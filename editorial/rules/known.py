"""Rule kind `known`: what a piece names exists in the charter.

What it does: looks up the pillar, the authors, the language, the audiences and the social channels in the charter,
and proposes the nearest one.
Why: a pillar nobody described has no page and no share, and a signature outside the masthead answers for nothing.
Options: `pillars`, `masthead.people`, `languages`, `audiences` and `channels` of the charter.
Example: `pillar: metiers` → « le pilier « metiers » n’est pas dans la charte : vouliez-vous écrire « metier » ? ».
Passes: `pillar: metier`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_front, nearest, nearest_name, rewritten
from editorial.source import Keys

SCOPE: Final = Scope.OWN
IS_BINDING: Final = True

_PILLAR = Phrase("le pilier « {found} » n’est pas dans la charte", "the pillar “{found}” is not in the charter")
_AUTHOR = Phrase("« {found} » n’est pas dans l’ours", "“{found}” is not in the masthead")
_LANG = Phrase("la charte ne prévoit pas la langue « {found} »", "the charter does not know the language “{found}”")
_AUDIENCE = Phrase("la charte ne décrit pas le public « {found} »", "the charter describes no audience “{found}”")
_CHANNEL = Phrase(
    "le canal « {found} » n’est pas ouvert dans la charte : ce texte ne paraîtra nulle part",
    "the channel “{found}” is not open in the charter: this text will appear nowhere",
)
_CHANNEL_FIX = Phrase(
    "ouvrez le canal dans la charte, ou retirez ce texte", "open the channel in the charter, or remove this text"
)


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each name that the charter does not know."""
    charter = context.charter
    pillars = [pillar.id for pillar in charter.pillars]
    people = [person.id for person in charter.people]
    if piece.pillar and charter.pillar(piece.pillar) is None:
        yield Finding(
            "known.pillar",
            Level.ERROR,
            piece.path,
            in_front(piece, "pillar"),
            _PILLAR.fill(found=piece.pillar),
            clause="pillars",
            fix=nearest(piece.pillar, pillars),
            edits=rewritten(piece, ("pillar",), nearest_name(piece.pillar, pillars)),
        )
    for number, author in enumerate(piece.authors):
        if charter.person(author) is None:
            yield Finding(
                "known.author",
                Level.ERROR,
                piece.path,
                in_front(piece, "author", number),
                _AUTHOR.fill(found=author),
                clause="masthead.people",
                fix=nearest(author, people),
                edits=rewritten(piece, _author(piece, number), nearest_name(author, people)),
            )
    if piece.lang not in charter.languages:
        yield Finding(
            "known.lang",
            Level.ERROR,
            piece.path,
            in_front(piece, "lang"),
            _LANG.fill(found=piece.lang),
            clause="languages",
            fix=nearest(piece.lang, charter.languages),
            edits=rewritten(piece, ("lang",), nearest_name(piece.lang, charter.languages)),
        )
    for number, audience in enumerate(piece.audience):
        if charter.audience(audience) is None:
            yield Finding(
                "known.audience",
                Level.WARNING,
                piece.path,
                in_front(piece, "audience", number),
                _AUDIENCE.fill(found=audience),
                clause="audiences",
                fix=nearest(audience, (known.id for known in charter.audiences)),
            )
    for channel in piece.social:
        if channel not in charter.channels:
            span = piece.source.front.span(("social", channel), on_key=True)
            yield Finding(
                "known.channel",
                Level.WARNING,
                piece.path,
                span,
                _CHANNEL.fill(found=channel),
                clause="channels",
                fix=_CHANNEL_FIX,
            )


def _author(piece: Piece, number: int) -> Keys:
    """Give where an author is named: alone, or in a list."""
    is_alone = piece.source.front.extent(("author", number)) is None
    return ("author",) if is_alone else ("author", number)
