"""What is wrong with what is exported: posts that are left out, pictures to attach by hand, names that clash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from channels.exports.archive import root_of
from channels.exports.cells import Told
from channels.exports.coming import Left, Ready
from channels.exports.table import FORMULA
from channels.exports.tabled import Turned
from channels.exports.told import PICTURED
from channels.exports.tool import Tool
from editorial.calendar import Calendar
from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Piece


def review_tool(tool: Tool, day: date) -> Iterator[Finding]:
    """Give a warning for the profile of a tool that has expired."""
    if day >= tool.expires:
        span = tool.source.span(("expires",))
        message = _OLD.fill(tool=tool.name, day=tool.checked.isoformat())
        yield Finding("export.profile", Level.WARNING, tool.path, span, message, fix=_OLD_FIX)


def review_left(left: Left) -> Iterator[Finding]:
    """Give why a post to come of a piece is not exported, where the post itself is wrong."""
    if left.piece is not None:
        said = {"piece": left.title, "network": left.item.channel, "why": left.why}
        place = _place(left.piece, left.item.channel)
        fix = left.errors[0].fix if left.errors else None
        yield Finding("export.left-out", Level.WARNING, left.piece.path, place, _LEFT.fill(**said), fix=fix)


def review_turned(turned: Turned, piece: Piece) -> Iterator[Finding]:
    """Give why a tool's table does not hold a post."""
    tool, told, refused = turned
    message = _TURNED.fill(piece=told.title, network=told.channel, tool=tool.name, why=refused.why)
    place = _place(piece, told.channel)
    yield Finding("export.left-out", Level.WARNING, piece.path, place, message, fix=refused.fix)


def review_post(ready: Ready, told: Told) -> Iterator[Finding]:
    """Give what somebody has to do by hand for a post, or should not do with its table."""
    piece, place = ready.parcel.piece, _place(ready.parcel.piece, told.channel)
    if told.channel in PICTURED and not told.image_url:
        message = _NO_IMAGE.fill(piece=told.title, network=ready.parcel.network.name)
        fix = _NO_IMAGE_FIX.fill(file=told.image_file)
        yield Finding("export.image", Level.SUGGESTION, piece.path, place, message, fix=fix)
    if told.parts[0].startswith(FORMULA):
        message = _FORMULA.fill(sign=told.parts[0][0], network=ready.parcel.network.name)
        yield Finding("export.formula", Level.SUGGESTION, piece.path, place, message, fix=_FORMULA_FIX)


def review_campaigns(calendar: Calendar) -> Iterator[Finding]:
    """Give the campaigns whose archives would unpack into the same folder."""
    first: dict[str, str] = {}
    for campaign in calendar.campaigns:
        other = first.setdefault(root_of(campaign), campaign.id)
        if other != campaign.id:
            message = _CLASH.fill(campaign=campaign.id, other=other, folder=root_of(campaign))
            place = campaign.period.place
            span = calendar.span(place, "id")
            yield Finding("export.campaign", Level.WARNING, place.path, span, message, fix=_CLASH_FIX)


def _place(piece: Piece, channel: str) -> Span:
    note = piece.social.get(channel)
    keys = ("social", channel) if note and note.texts else ("standfirst",) if piece.standfirst else ("title",)
    return piece.source.front.span(keys)


_OLD = Phrase(
    "ce que {tool} prend a été vérifié le {day}, et a pu changer depuis",
    "what {tool} takes was checked on {day}, and may have changed since",
)
_OLD_FIX = Phrase(
    "importez un fichier d’une ligne pour essayer, ou mettez Ligne à jour",
    "try it with a file of one row, or update Ligne",
)
_LEFT = Phrase("« {piece} » n’est pas exporté pour {network} : {why}", "“{piece}” is not exported for {network}: {why}")
_TURNED = Phrase(
    "« {piece} » ({network}) n’est pas dans le tableau de {tool} : {why}",
    "“{piece}” ({network}) is not in the table of {tool}: {why}",
)
_NO_IMAGE = Phrase(
    "{network} veut une image, et celle de « {piece} » n’a pas encore d’adresse publique qui lui convienne",
    "{network} wants a picture, and that of “{piece}” has no public address yet that suits it",
)
_NO_IMAGE_FIX = Phrase(
    "après l’import, joignez output/team/exports/{file}", "after the import, attach output/team/exports/{file}"
)
_FORMULA = Phrase(
    "ce texte pour {network} commence par « {sign} », où un tableur lirait une formule : une espace le précède dans "
    "les tableaux à importer",
    "this text for {network} begins with “{sign}”, where a spreadsheet would read a formula: a space stands before it "
    "in the tables to import",
)
_FORMULA_FIX = Phrase("commencez par un mot", "begin with a word")
_CLASH = Phrase(
    "les archives des campagnes « {other} » et « {campaign} » s’ouvriraient dans le même dossier, {folder}",
    "the archives of the campaigns “{other}” and “{campaign}” would unpack into the same folder, {folder}",
)
_CLASH_FIX = Phrase("donnez à l’une un autre id", "give one of them another id")
