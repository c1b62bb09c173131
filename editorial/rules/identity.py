"""Rule kind `identity`: no two pieces claim the same id, slug or address.

What it does: compares ids, slugs (by language), addresses and aliases of all pieces, whatever their capitals. The
error stands on the later piece only and names the first, which keeps what it has; where git does not say which came
first, a page keeps its address from an alias.
Why: two pieces on one address overwrite each other, and two with one id are one delivery: the second never leaves.
Options: none.
Example: `slug: ecrire-le-brief` twice → « le slug « ecrire-le-brief » est déjà celui de content/metier/brief.md ».
Passes: `slug: ecrire-le-brief` in French, and again in its English translation, which has an `id` of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from editorial.finding import Finding, Level, Phrase
from editorial.piece import Kind, Piece
from editorial.rules.kind import Context
from editorial.rules.place import in_front
from editorial.source import Keys

_ID = Phrase("l’identifiant « {found} » est déjà celui de {first}", "the id “{found}” is already that of {first}")
_ID_FIX = Phrase("donnez à celui-ci un autre identifiant : id: {free}", "give this one another id: id: {free}")
_SLUG = Phrase("le slug « {found} » est déjà celui de {first}", "the slug “{found}” is already that of {first}")
_SLUG_FIX = Phrase("donnez à celui-ci une autre adresse : slug: {free}", "give this one another address: slug: {free}")
_ADDRESS = Phrase("l’adresse {found} est déjà prise par {first}", "the address {found} is already taken by {first}")
_ALIAS = Phrase(
    "l’ancienne adresse {found} est déjà prise par {first}", "the alias {found} is already taken by {first}"
)
_ALIAS_FIX = Phrase("retirez-la de aliases", "remove it from aliases")
_OWN_ALIAS = Phrase(
    "l’ancienne adresse {found} est l’adresse même de ce texte", "the alias {found} is this text’s own address"
)
_SITE = Phrase("une page du site lui-même", "a page of the site itself")


@dataclass(frozen=True, slots=True)
class _Claim:
    rule: str
    name: tuple[str, ...]
    keys: Keys
    found: str
    message: Phrase
    fix: Phrase
    free: str = ""


def check_site(context: Context) -> Iterable[Finding]:
    """Give a finding on each piece that claims what an earlier one has."""
    if _is_plain(context):
        return
    holders: dict[tuple[str, ...], Piece | None] = {("address", path.casefold()): None for path in context.taken}
    claims = [(piece, claim) for piece in context.pieces for claim in _claims(piece, context)]
    claims.sort(key=lambda made: _rank(made[0], made[1], context))
    same_slug = set()
    for piece, claim in claims:
        holder = holders.setdefault(claim.name, piece)
        # Two pieces of one slug have one address as well: said once.
        if holder is piece or (claim.rule == "identity.address" and piece.path in same_slug):
            continue
        if claim.rule == "identity.slug":
            same_slug.add(piece.path)
        first = holder.path if holder else _SITE
        yield Finding(
            claim.rule,
            Level.ERROR,
            piece.path,
            in_front(piece, *claim.keys),
            claim.message.fill(found=claim.found, first=first),
            fix=claim.fix.fill(free=claim.free),
        )
    for piece in context.pieces:
        yield from _own_aliases(piece, context)


def _rank(piece: Piece, claim: _Claim, context: Context) -> tuple[float, bool, str]:
    """Give what sorts claims: where nothing says which piece came first, a page goes before an old address."""
    came, path = context.rank(piece)
    return came, claim.rule == "identity.alias", path


def _is_plain(context: Context) -> bool:
    """Say whether every name of the site is claimed once: so it nearly always is, and soon seen."""
    names = [f"id {piece.id}".casefold() for piece in context.pieces]
    for piece in context.pieces:
        if piece.kind is not Kind.EDITION:
            names += f"{piece.lang} {piece.slug}".casefold(), context.address_of(piece).casefold()
        if piece.aliases:
            names += [alias.casefold() for alias in piece.aliases]
    names += [path.casefold() for path in context.taken]
    return len(names) == len(set(names))


def _claims(piece: Piece, context: Context) -> Iterator[_Claim]:
    yield _Claim("identity.id", ("id", piece.id.casefold()), ("id",), piece.id, _ID, _ID_FIX, f"{piece.id}-2")
    if piece.kind is not Kind.EDITION:
        free, address = f"{piece.slug}-2", context.address_of(piece)
        yield _Claim("identity.slug", ("slug", piece.lang, piece.slug), ("slug",), piece.slug, _SLUG, _SLUG_FIX, free)
        name = ("address", address.casefold())
        yield _Claim("identity.address", name, ("slug",), address, _ADDRESS, _SLUG_FIX, free)
    for number, alias in enumerate(piece.aliases):
        if alias:
            name = ("address", alias.casefold())
            yield _Claim("identity.alias", name, ("aliases", number), alias, _ALIAS, _ALIAS_FIX)


def _own_aliases(piece: Piece, context: Context) -> Iterator[Finding]:
    address = context.address_of(piece).casefold() if piece.kind is not Kind.EDITION else ""
    for number, alias in enumerate(piece.aliases):
        if alias and alias.casefold() == address:
            yield Finding(
                "identity.alias",
                Level.WARNING,
                piece.path,
                in_front(piece, "aliases", number),
                _OWN_ALIAS.fill(found=alias),
                fix=_ALIAS_FIX,
            )
