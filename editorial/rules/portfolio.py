"""Rule kind `portfolio`: the pillars have the shares that the charter promises.

What it does: counts what the blog published in the last days, translations left out, and compares the share of each
pillar with its target; of a piece to come it says when it takes its pillar farther away. `ligne explain` says for
each piece what publishing it does. A pillar that is off by less than one piece is left alone.
Why: nobody decides to forget a pillar; it is one week after the other.
Options: `pillars[].share` of the charter, in percent, and `portfolio`: `window_days` (90), `tolerance` (10 points).
Without `portfolio`, nothing is compared.
Example: 5 pieces of 40 where `share: 30` → « « Publier » : 12 % des textes des 90 derniers jours (5 sur 40) ; la
charte en veut 30 % ».
Passes: 10 pieces of 40: within the 10 points of tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from editorial.charter import PATH, Charter
from editorial.finding import Finding, Level, Phrase
from editorial.portfolio import Outing, counted, move_of, outings, share
from editorial.rules.kind import Context
from editorial.rules.place import in_front

IS_BINDING: Final = False

_SHARE = Phrase(
    "« {name} » : {share} % des textes des {days} derniers jours ({count} sur {all}) ; la charte en veut {target} %",
    "“{name}”: {share}% of the pieces of the last {days} days ({count} of {all}); the charter wants {target}%",
)
_MORE = Phrase(
    "prévoyez-en davantage : {pieces} texte{pieces:|s} de plus", "plan more of it: {pieces} more piece{pieces:|s}"
)
_LESS = Phrase("laissez-le reposer, ou changez sa part", "let it rest, or change its share")
_MOVE = Phrase(
    "publier ce texte fait passer « {name} » de {before} % à {after} % ; la charte en veut {target} %",
    "publishing this moves “{name}” from {before}% to {after}%; the charter wants {target}%",
)
_MOVE_FIX = Phrase("avancez plutôt un texte de « {other} »", "bring forward a piece of “{other}” instead")


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about the pillars, and about the pieces to come that take one farther from its share."""
    charter = context.charter
    if charter.portfolio is None or not any(pillar.share for pillar in charter.pillars):
        return
    out = outings(context.agenda, context.by_id, context.at)
    yield from _shares(charter, out, context)
    for outing in out:
        if outing.instant > context.at:
            yield from _move(charter, outing, out, context)


def _shares(charter: Charter, out: tuple[Outing, ...], context: Context) -> Iterator[Finding]:
    portfolio = charter.portfolio
    if portfolio is None:
        return
    counts = counted(out, context.at, timedelta(days=portfolio.window_days))
    total = sum(counts.values())
    for number, pillar in enumerate(charter.pillars):
        held, wanted = counts[pillar.id], pillar.share * total / 100
        if abs(share(counts, pillar.id) - pillar.share) <= portfolio.tolerance or abs(held - wanted) < 1 or not total:
            continue
        message = _SHARE.fill(
            name=Phrase(pillar.name("fr"), pillar.name("en")),
            share=round(share(counts, pillar.id)),
            days=portfolio.window_days,
            count=held,
            all=total,
            target=pillar.share,
        )
        fix = _MORE.fill(pieces=round(wanted - held)) if held < wanted else _LESS
        span, clause = charter.source.span(("pillars", number, "share")), f"pillars.{pillar.id}.share"
        yield Finding("portfolio.share", Level.WARNING, PATH, span, message, clause=clause, fix=fix)


def _move(charter: Charter, outing: Outing, out: tuple[Outing, ...], context: Context) -> Iterator[Finding]:
    piece, portfolio = outing.piece, charter.portfolio
    move, pillar = move_of(piece, charter, out, context.at), charter.pillar(piece.pillar)
    if portfolio is None or move is None or pillar is None:
        return
    if not move.is_away or move.after - move.target <= portfolio.tolerance:
        return
    message = _MOVE.fill(
        name=Phrase(pillar.name("fr"), pillar.name("en")),
        before=round(move.before),
        after=round(move.after),
        target=move.target,
    )
    counts = counted(out, outing.instant, timedelta(days=portfolio.window_days))
    lacking = min(charter.pillars, key=lambda other: share(counts, other.id) - other.share)
    fix = _MOVE_FIX.fill(other=Phrase(lacking.name("fr"), lacking.name("en")))
    span, clause = in_front(piece, "pillar"), f"pillars.{pillar.id}.share"
    yield Finding("portfolio.move", Level.SUGGESTION, piece.path, span, message, clause=clause, fix=fix)
